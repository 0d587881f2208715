/**
 * The report on contracts as SARIF 2.1.0, for editors and code scanning: a result for every finding, with its line and column.
 *
 * A rule is a finding code under a requirement (§3.52.4: hierarchical ids), with the normative sentence, the cause and the mend as its help. What could
 * not be told, and a file that could not be read, are notifications of the tool (§3.20.21), never results.
 *
 * Room     report (floor 4). May be imported by cli.
 */
import type { JsonObject } from '../contract/api-model.js';
import { sha256 } from '../contract/canonical.js';
import type { Messages } from '../locale/load-messages.js';
import { messageOf } from '../locale/message-of.js';
import { visibleText } from '../locale/visible-text.js';
import { judgedFiles, type LintedFile, type LintFinding, lintOutcome, type LintReport, type LintSeverity } from './lint-report.js';
import { lintMessage, lintReasons, type LintSpeech } from './lint-view.js';

const levels: Readonly<Record<LintSeverity, string>> = { error: 'error', warn: 'warning', info: 'note', hint: 'note' };

interface Sources {
  readonly report: LintReport;
  readonly speech: LintSpeech;
}

const uriOf = (file: string): string => file.split('/').map(encodeURIComponent).join('/');
const ruleIdOf = ({ requirement, code }: LintFinding): string => (requirement === null ? code : `${requirement}/${code}`);

function ruleOf(finding: LintFinding, { report, speech }: Sources): JsonObject {
  const { cause, mend } = messageOf(speech.messages, finding.code, 'en');
  const known = finding.requirement === null ? undefined : report.requirements.get(finding.requirement);
  const helps = [
    ...(known === undefined ? [] : [['Demanded', known.statement.en]]),
    ...(cause === '' ? [] : [['Why', cause]]),
    ...(mend === '' ? [] : [['How to mend', mend]]),
  ];
  const help = {
    text: helps.map(([, text]) => text).join(' '),
    markdown: `${helps.map(([head, text]) => `**${head}.** ${text}`).join('\n\n')}\n\n\`egif explain ${finding.code}\``,
  };
  return {
    id: ruleIdOf(finding),
    name: finding.code,
    shortDescription: { text: known === undefined ? finding.code : visibleText(known.title.en) },
    ...(known === undefined ? {} : { fullDescription: { text: known.statement.en } }),
    ...(helps.length === 0 ? {} : { help }),
    defaultConfiguration: { level: levels[finding.severity] },
    properties: { check: finding.check, ...(finding.requirement === null ? {} : { requirement: finding.requirement }) },
  };
}

function resultOf(file: LintedFile, finding: LintFinding, { speech, ruleIndex }: Sources & { readonly ruleIndex: number }): JsonObject {
  const { mend } = messageOf(speech.messages, finding.code, 'en');
  const ruleId = ruleIdOf(finding);
  return {
    ruleId,
    ruleIndex,
    level: levels[finding.severity],
    message: { text: `${lintMessage(finding, speech)}. ${mend}`.trim() },
    locations: [
      {
        physicalLocation: { artifactLocation: { uri: uriOf(file.file) }, region: { startLine: finding.line, startColumn: finding.column } },
        logicalLocations: [{ fullyQualifiedName: visibleText(finding.pointer) || '/' }],
      },
    ],
    partialFingerprints: { 'egifLintFinding/v1': sha256(`${ruleId} ${file.file} ${finding.pointer}`).slice('sha256:'.length) },
    properties: { code: finding.code, pointer: finding.pointer },
  };
}

function notificationsOf(file: LintedFile, speech: LintSpeech): readonly JsonObject[] {
  const at = (line?: number, column = 1): JsonObject => ({
    physicalLocation: {
      artifactLocation: { uri: uriOf(file.file) },
      ...(line === undefined ? {} : { region: { startLine: line, startColumn: column } }),
    },
  });
  const errors = file.errors.map(({ code, message, line, column }) => ({
    descriptor: { id: code },
    level: 'error',
    message: { text: visibleText(message) },
    locations: [at(line, column)],
  }));
  const reasons = lintReasons(file, speech).map(({ title, detail, mend }) => ({
    level: 'warning',
    message: { text: `It cannot be told: ${title}${detail === null ? '' : ` (${detail})`}. ${mend}`.trim() },
    locations: [at()],
  }));
  const over =
    file.passedOver === undefined ? [] : [{ level: 'note', message: { text: `Passed over: ${visibleText(file.passedOver)}` }, locations: [at()] }];
  return [...errors, ...reasons, ...over];
}

/** The report as SARIF text (JSON, two spaces). */
export function renderLintSarif(report: LintReport, messages: Messages): string {
  const sources: Sources = { report, speech: { lang: 'en', messages } };
  const rules = new Map<string, LintFinding>();
  for (const finding of report.files.flatMap(({ findings }) => findings)) if (!rules.has(ruleIdOf(finding))) rules.set(ruleIdOf(finding), finding);
  const indexes = new Map([...rules.keys()].map((id, index) => [id, index]));
  const outcome = lintOutcome(report);
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'egif',
            semanticVersion: report.version,
            version: report.version,
            rules: [...rules.values()].map((finding) => ruleOf(finding, sources)),
          },
        },
        invocations: [
          {
            executionSuccessful: outcome === 'passed' || outcome === 'failed',
            toolExecutionNotifications: report.files.flatMap((file) => notificationsOf(file, sources.speech)),
          },
        ],
        artifacts: judgedFiles(report).map(({ file, sha256: digest }) => ({
          location: { uri: uriOf(file) },
          ...(digest === undefined ? {} : { hashes: { 'sha-256': digest.slice('sha256:'.length) } }),
        })),
        columnKind: 'utf16CodeUnits',
        results: report.files.flatMap((file) =>
          file.findings.map((finding) => resultOf(file, finding, { ...sources, ruleIndex: indexes.get(ruleIdOf(finding)) ?? 0 })),
        ),
        properties: { outcome },
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}
