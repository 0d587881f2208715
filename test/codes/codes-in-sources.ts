/**
 * The codes that the sources write out: in calls that make a cause, an error or a refusal, in members named `code`, and in functions that return one.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

/** Functions by the position of the argument that is a code; with a file where other files have another function of that name. */
const codeArguments: ReadonlyMap<string, number> = new Map([
  ['undetermined', 0],
  ['because', 0],
  ['conclude', 2],
  ['suite/plan.ts once', 0],
  ['evidence/dataset/json-members.ts add', 0],
  ['Refusal', 0],
  ['demand', 1],
  ['EgifError', 0],
  ['evidence/dataset/read-xml.ts #stop', 0],
  ['unknown', 0],
  ['checks/probe/flow/workflow-run.ts stopped', 0],
]);
/** Functions that return a code, by the file that they stand in. */
const codeFunctions: Readonly<Record<string, string>> = { 'suite/plan.ts': 'withheldBecause', 'verdict/waiver.ts': 'refusalOf' };
/** Rooms in which a member `code` is one of ours: elsewhere it is a code of the platform, of a person or of the sample agency.
 * Of `evidence`, the readers of data files give findings. */
const codeRooms: ReadonlySet<string> = new Set(['attestation', 'certification', 'checks', 'cli', 'report', 'subject', 'suite', 'verdict']);
const pattern = /^(?:[a-z0-9]+(?:-[a-z0-9]+)*|[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*)$/;

export interface CodesInSources {
  /** By code the files that write it. */
  readonly written: ReadonlyMap<string, readonly string[]>;
  /** Expressions that stand where a code is wanted and are not written out, each with its file. */
  readonly passedOn: readonly string[];
}

/** The ways in which an expression can come out: both branches of a condition, both sides of `??`. */
function outcomes(node: ts.Expression): readonly ts.Expression[] {
  if (ts.isConditionalExpression(node)) return [...outcomes(node.whenTrue), ...outcomes(node.whenFalse)];
  if (ts.isParenthesizedExpression(node) || ts.isSatisfiesExpression(node)) return outcomes(node.expression);
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.QuestionQuestionToken) {
    return [...outcomes(node.left), ...outcomes(node.right)];
  }
  return [node];
}

function calledCode(node: ts.Node, file: string): ts.Expression | undefined {
  if (!ts.isCallExpression(node) && !ts.isNewExpression(node)) return undefined;
  const name = ts.isIdentifier(node.expression)
    ? node.expression.text
    : ts.isPropertyAccessExpression(node.expression) && ts.isPrivateIdentifier(node.expression.name)
      ? node.expression.name.text
      : '';
  const at = codeArguments.get(name) ?? codeArguments.get(`${file} ${name}`);
  return at === undefined ? undefined : node.arguments?.[at];
}

function memberCode(node: ts.Node, file: string): ts.Expression | undefined {
  const [room = ''] = file.split('/');
  // Spectral's rules and its resolver speak in Spectral's words.
  const isOurs = (codeRooms.has(room) && !file.startsWith('checks/lint/spectral/')) || file.startsWith('evidence/dataset/');
  if (file === 'evidence/document/read-arazzo.ts')
    return ts.isPropertyAssignment(node) && node.name.getText() === 'cause' ? node.initializer : undefined;
  // a fault's code is the server's
  if (!ts.isPropertyAssignment(node) || !isOurs || file === 'checks/soap/soap-answer.ts') return undefined;
  const name = node.name.getText();
  const handed = file.startsWith('checks/probe/security/') && ['accepted', 'crashes'].includes(name);
  // what token.ts is handed stands written out where it is called
  if (file === 'checks/probe/security/token.ts' && ts.isIdentifier(node.initializer) && ['accepted', 'crashes'].includes(node.initializer.text))
    return undefined;
  return name === 'code' || handed ? node.initializer : undefined;
}

function enclosingFunction(node: ts.Node): string | undefined {
  for (let outer: ts.Node | undefined = node.parent; outer !== undefined; outer = outer.parent) {
    if (ts.isFunctionDeclaration(outer)) return outer.name?.text;
    if (ts.isFunctionLike(outer)) return undefined;
  }
  return undefined;
}

function returnedCode(node: ts.Node, file: string): ts.Expression | undefined {
  const wanted = codeFunctions[file];
  return wanted !== undefined && ts.isReturnStatement(node) && enclosingFunction(node) === wanted ? node.expression : undefined;
}

/** Reads every source below a folder, the generated ones and the sample agency apart. */
export function codesInSources(directory: string): CodesInSources {
  const written = new Map<string, string[]>();
  const passedOn: string[] = [];
  const names = readdirSync(directory, { recursive: true, encoding: 'utf8' });
  for (const name of names.filter((file) => file.endsWith('.ts') && !file.includes('generated') && !file.startsWith('dev/'))) {
    const note = (expression: ts.Expression): void => {
      if (!ts.isStringLiteralLike(expression)) passedOn.push(`${name}: ${expression.getText()}`);
      else if (pattern.test(expression.text)) written.set(expression.text, [...(written.get(expression.text) ?? []), name]);
    };
    const visit = (node: ts.Node): void => {
      const found = calledCode(node, name) ?? memberCode(node, name) ?? returnedCode(node, name);
      if (found !== undefined) outcomes(found).forEach(note);
      ts.forEachChild(node, visit);
    };
    visit(ts.createSourceFile(name, readFileSync(join(directory, name), 'utf8'), ts.ScriptTarget.Latest, true));
  }
  return { written, passedOn };
}
