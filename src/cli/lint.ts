/**
 * `egif lint`: the rules on contracts alone, many files at once.
 *
 * Room     cli (floor 7).
 */
import { EgifError } from '../errors.js';
import { type LintRuleResult, lintContract, lintRules, loadContract, requireLintable } from '../index/contracts.js';
import { loadMessages, messageOf, type Messages } from '../index/words.js';
import { type Context, defineCommand } from './command.js';
import { type ExitStatus, worstOf } from './exit.js';
import { places } from './places.js';
import { printError } from './print-error.js';

type Severity = 'error' | 'warn' | 'info' | 'hint';
const severities: readonly Severity[] = ['error', 'warn', 'info', 'hint'];

interface Row {
  readonly file: string;
  readonly requirement: string | null;
  readonly code: string;
  readonly severity: Severity;
  readonly pointer: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

interface Linted {
  readonly file: string;
  readonly rows: readonly Row[];
  readonly rules: number;
  readonly examined: number;
  readonly undetermined: readonly LintRuleResult[];
}

async function lintFile(file: string, messages: Messages, lang: Context['lang']): Promise<Linted> {
  const document = await loadContract(file);
  requireLintable(document);
  const severityOf = new Map<string, Severity>(lintRules().map(({ id, severity }) => [id, severity]));
  const results = await lintContract(document);
  const rows = results.flatMap(({ check, requirement, judgement }) =>
    judgement.findings.map((finding) => ({
      file,
      requirement,
      code: finding.code,
      severity: severityOf.get(check) ?? 'error',
      pointer: finding.at.slice(finding.at.indexOf('#') + 1),
      line: finding.line ?? 1,
      column: finding.column ?? 1,
      message: messageOf(messages, finding.code, lang, finding).title,
    })),
  );
  const ordered = rows.sort((a, b) => a.line - b.line || a.column - b.column || (a.code < b.code ? -1 : 1));
  const examined = results.reduce((sum, { judgement }) => sum + judgement.examined, 0);
  return {
    file,
    rows: ordered,
    rules: results.length,
    examined,
    undetermined: results.filter(({ judgement }) => judgement.cause?.code === 'harness'),
  };
}

function statusOf({ rows, examined, undetermined }: Linted, failFrom: Severity): ExitStatus {
  if (rows.some(({ severity }) => severities.indexOf(severity) <= severities.indexOf(failFrom))) return 1;
  return examined === 0 || undetermined.length > 0 ? 2 : 0;
}

function stylish({ file, rows }: Linted): string {
  const lines = rows.map(
    (row) =>
      `${`  ${row.line}:${row.column}`.padEnd(12)}${row.severity.padEnd(6)} ${row.requirement ?? ''}  ${row.code}  ${row.message}  ${row.pointer}`,
  );
  return `${[file, ...lines].join('\n')}\n`;
}

export const command = defineCommand({
  usage: '<FILE…>',
  describe:
    'Lint contracts (OpenAPI, AsyncAPI, Arazzo, JSON Schema, WSDL) against the technical, data and coding rules that can be read off them. Exit 1 from severity error up.',
  examples: [['egif lint openapi.yaml other.json', 'findings with file, line, column, requirement and pointer']],
  positionals: [1, 10_000],
  options: {
    'fail-severity': {
      type: 'string',
      choices: ['error', 'warn', 'info', 'hint'],
      default: 'error',
      describe: 'lowest severity that makes the exit status 1',
    },
  },
  async run(args, context) {
    const { world, lang } = context;
    const messages = await loadMessages(places.messages);
    const failFrom = severities.find((word) => word === args['fail-severity']) ?? 'error';
    const statuses: ExitStatus[] = [];
    const all: Row[] = [];
    for (const file of args._) {
      try {
        const linted = await lintFile(file, messages, lang);
        statuses.push(statusOf(linted, failFrom));
        all.push(...linted.rows);
        if (!args.json && linted.rows.length > 0) world.stdout.write(stylish(linted));
        world.stderr.write(`${file}: ${linted.rules} rules, ${linted.examined} places examined, ${linted.rows.length} findings\n`);
        for (const { check, judgement } of linted.undetermined) world.stderr.write(`  ${check}: cannot tell, ${judgement.cause?.detail ?? ''}\n`);
      } catch (error) {
        if (!(error instanceof EgifError) || args._.length === 1) throw error;
        statuses.push(await printError(error, false, context));
      }
    }
    if (args.json) world.stdout.write(`${JSON.stringify(all, null, 2)}\n`);
    return worstOf(statuses);
  },
});
