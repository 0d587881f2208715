/**
 * Mismatches of a record with its schema as findings of data/record-schema, one for each flaw.
 *
 * Source   JSON Schema 2020-12 Validation §6 and §7, Core §10 and §11.
 * Room     checks (floor 3). May be imported within checks/dataset only.
 */
import type { ErrorObject } from 'ajv/dist/2020.js';
import type { Json } from '../../contract/api-model.js';
import type { RecordFinding } from '../../contract/dataset.js';
import { isObject, pathOf, pointerOf } from '../../contract/json.js';
import { egifErrorOf } from '../../vocabulary/egif-error-of.js';
import { fieldOf, shown } from './places.js';

export const recordSchemaCheck = 'data/record-schema';

/** Finding code of each keyword; every other one is of the record's structure. */
const codes: Readonly<Record<string, string>> = {
  required: 'record-member-absent',
  dependentRequired: 'record-member-absent',
  type: 'record-type-wrong',
  pattern: 'record-pattern',
  format: 'record-format',
  'x-egif-type': 'record-format',
  'x-egif-calendar': 'record-format',
  'x-egif-gregorian-twin': 'record-format',
  'x-egif-codelist': 'record-enum',
  enum: 'record-enum',
  const: 'record-enum',
  minimum: 'record-limits',
  maximum: 'record-limits',
  exclusiveMinimum: 'record-limits',
  exclusiveMaximum: 'record-limits',
  multipleOf: 'record-limits',
  minLength: 'record-limits',
  maxLength: 'record-limits',
  minItems: 'record-limits',
  maxItems: 'record-limits',
  minProperties: 'record-limits',
  maxProperties: 'record-limits',
  additionalProperties: 'record-member-unknown',
  unevaluatedProperties: 'record-member-unknown',
  propertyNames: 'record-member-unknown',
  anyOf: 'record-alternatives',
  oneOf: 'record-alternatives',
};

/** Every code that data/record-schema can give. */
export const recordSchemaFindings: readonly string[] = [...new Set([...Object.values(codes), 'record-structure'])];

/** Mismatches of a value's own form: what a more specific rule has found at the same place says them better. */
const ofForm: ReadonlySet<string> = new Set([
  'record-type-wrong',
  'record-pattern',
  'record-format',
  'record-enum',
  'record-limits',
  'record-alternatives',
]);

/** Whether a more specific finding at the same place makes this one a repetition. */
export const saysForm = ({ code }: RecordFinding): boolean => ofForm.has(code);

const textParam = (error: ErrorObject, name: string): string | undefined => {
  const value: unknown = error.params[name];
  return typeof value === 'string' ? value : undefined;
};

/** The member that is absent, or one too many. */
const memberNamed = (error: ErrorObject): string | undefined =>
  textParam(error, 'missingProperty') ??
  textParam(error, 'additionalProperty') ??
  textParam(error, 'unevaluatedProperty') ??
  textParam(error, 'propertyName');

function wantOf(error: ErrorObject): string | undefined {
  const { params, keyword } = error;
  switch (keyword) {
    case 'type':
      return String(params['type']).replaceAll(',', ' or ');
    case 'enum':
      return Array.isArray(params['allowedValues']) ? params['allowedValues'].slice(0, 12).map(String).join(', ').slice(0, 120) : undefined;
    case 'const':
      return JSON.stringify(params['allowedValue'])?.slice(0, 120);
    case 'required':
    case 'dependentRequired':
      return memberNamed(error);
    case 'pattern':
    case 'format':
      return String(params[keyword]).slice(0, 120);
    case 'x-egif-type':
    case 'x-egif-calendar':
    case 'x-egif-gregorian-twin':
      return egifErrorOf(error)?.scheme;
    default:
      return codes[keyword] === 'record-limits' ? error.message : undefined;
  }
}

/** An error as a finding; a member that is absent or unknown stands at its own place. */
function findingOf(error: ErrorObject, record: Json): RecordFinding {
  const code = codes[error.keyword] ?? 'record-structure';
  const member = memberNamed(error);
  const path = [...pathOf(error.instancePath), ...(member === undefined ? [] : [member])];
  const want = wantOf(error);
  const reasons = egifErrorOf(error)?.reasons.join(', ');
  const detail = code === 'record-structure' ? error.keyword : reasons;
  const value: unknown = error.data;
  const scalar = member === undefined && (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean');
  return {
    check: recordSchemaCheck,
    code,
    pointer: pointerOf(path),
    field: fieldOf(path, record),
    ...(scalar ? { got: shown(String(value)) } : {}),
    ...(want === undefined ? {} : { want }),
    ...(detail === undefined ? {} : { detail }),
  };
}

const isChoice = ({ keyword }: ErrorObject): boolean => keyword === 'anyOf' || keyword === 'oneOf';
const branchesOf = (error: ErrorObject): readonly unknown[] => (Array.isArray(error.schema) ? error.schema : []);

/** Whether an error was found inside a branch of a failed choice: by its path in the schema, also where a branch only refers to another place. */
function isWithin(error: ErrorObject, choice: ErrorObject): boolean {
  if (error === choice || !`${error.instancePath}/`.startsWith(`${choice.instancePath}/`)) return false;
  if (error.schemaPath.startsWith(`${choice.schemaPath}/`)) return true;
  return branchesOf(choice).some(
    (branch) => isObject(branch) && typeof branch['$ref'] === 'string' && error.schemaPath.startsWith(`${branch['$ref']}/`),
  );
}

const ownTypeWrong = (error: ErrorObject, choice: ErrorObject): boolean => error.keyword === 'type' && error.instancePath === choice.instancePath;

/** What a failed choice says: the members of which one must be there, else the flaws of the only branch of the value's type, else itself. */
function findingsOfChoice(choice: ErrorObject, inside: readonly ErrorObject[], record: Json): readonly RecordFinding[] {
  const absent = inside.filter((error) => error.keyword === 'required' && error.instancePath === choice.instancePath);
  if (inside.length > 0 && absent.length === inside.length) {
    const [first] = absent.slice(0, 1).map((error) => findingOf(error, record));
    const names = [...new Set(absent.flatMap((error) => memberNamed(error) ?? []))];
    return first === undefined ? [] : [{ ...first, want: names.join(' or ') }];
  }
  const typed = inside.filter((error) => !ownTypeWrong(error, choice));
  if (inside.length - typed.length === branchesOf(choice).length - 1 && typed.length > 0) return typed.map((error) => findingOf(error, record));
  if (typed.length === 0 && inside.length > 0) {
    const types = [...new Set(inside.flatMap((error) => wantOf(error) ?? []))];
    return inside.slice(0, 1).map((error) => ({ ...findingOf(error, record), want: types.join(' or ') }));
  }
  return [findingOf(choice, record)];
}

/** Reasons of schemes that their requirement tolerates until the owner of the code confirms the rule (EGIF-COD-ADR-001). */
const toleratedReasons: ReadonlySet<string> = new Set(['zero-or-two-in-zone']);

function isTolerated(error: ErrorObject): boolean {
  const reasons = egifErrorOf(error)?.reasons ?? [];
  return reasons.length > 0 && reasons.every((reason) => toleratedReasons.has(reason));
}

/** The findings of a record's mismatches, in the order in which they were met. */
export function findingsOfMismatches(errors: readonly ErrorObject[], record: Json): readonly RecordFinding[] {
  const said = new Set<ErrorObject>();
  const findings: RecordFinding[] = [];
  // A choice comes after what its branches say, an outer one after the inner ones: the outermost speaks for all of them.
  for (const choice of errors.filter(isChoice).reverse()) {
    if (said.has(choice)) continue;
    const inside = errors.filter((error) => !said.has(error) && isWithin(error, choice));
    for (const error of [...inside, choice]) said.add(error);
    const leaves = inside.filter((error) => !isChoice(error));
    findings.push(...findingsOfChoice(choice, leaves, record));
  }
  const rest = errors.filter((error) => !said.has(error) && !isTolerated(error));
  const telling = rest.filter(({ keyword }) => keyword !== 'if');
  findings.push(...(telling.length > 0 || findings.length > 0 ? telling : rest).map((error) => findingOf(error, record)));
  return findings;
}
