/**
 * The report as SARIF 2.1.0, for editors and code scanning.
 *
 * Only findings of failed rows are results. What could not be told is a notification of the tool (§3.20.21), never a result: viewers that ignore
 * `kind` would show it as a defect, and viewers that count results would miss that it is no pass. `executionSuccessful` is false where the harness
 * could not tell.
 *
 * Room     report (floor 4). May be imported by suite and cli.
 */
import { sha256 } from '../contract/canonical.js';
import type { Finding, Level, Report, RequirementRow } from '../contract/documents.js';
import type { Json, JsonObject } from '../contract/api-model.js';
import type { Messages } from '../locale/load-messages.js';
import { messageOf } from '../locale/message-of.js';
import { visibleText } from '../locale/visible-text.js';
import { outcomeOf } from './outcome-of.js';
import { reasonOf } from './row-view.js';

const levels: Readonly<Record<Level, string>> = { MUST: 'error', SHOULD: 'warning', MAY: 'note' };

function ruleOf(row: RequirementRow): JsonObject {
  return {
    id: row.id,
    name: row.id.replaceAll('-', ''),
    shortDescription: { text: visibleText(row.title.en) },
    defaultConfiguration: { level: levels[row.level] },
    properties: { layer: row.layer, tier: row.tier, gate: row.gate, rev: row.rev, tags: [row.layer, row.topic] },
  };
}

/** A place in a file (one with a line) is a physical location, any other a logical one. */
function locationOf(finding: Finding): JsonObject {
  const logicalLocations = [{ fullyQualifiedName: visibleText(finding.at) }];
  if (finding.line === undefined) return { logicalLocations };
  const [file = ''] = finding.at.split('#');
  return {
    physicalLocation: {
      artifactLocation: { uri: file.split('/').map(encodeURIComponent).join('/') },
      region: { startLine: finding.line, startColumn: finding.column ?? 1 },
    },
    logicalLocations,
  };
}

function resultOf([row, ruleIndex]: readonly [RequirementRow, number], finding: Finding, messages: Messages): JsonObject {
  const { title, cause, mend } = messageOf(messages, finding.code, 'en', { got: finding.got, want: finding.want });
  const values = [
    finding.got === undefined ? '' : `Got: ${visibleText(finding.got)}.`,
    finding.want === undefined ? '' : `Want: ${visibleText(finding.want)}.`,
  ];
  return {
    ruleId: row.id,
    ruleIndex,
    level: levels[row.level],
    message: { text: [`${title}.`, ...values, cause, mend].filter(Boolean).join(' ') },
    locations: [locationOf(finding)],
    partialFingerprints: { 'egifFinding/v1': sha256(`${row.id} ${finding.code} ${finding.at}`).slice('sha256:'.length) },
    properties: { code: finding.code },
  };
}

function notificationOf(row: RequirementRow, messages: Messages): JsonObject {
  const { code, detail } = reasonOf(row);
  const { title, mend } = messageOf(messages, code, 'en');
  const text =
    `${row.id} ${row.verdict === 'cantTell' ? 'cannot be told' : 'was not tested'}: ${title}${detail === undefined ? '' : ` (${visibleText(detail)})`}. ${mend}`.trim();
  return { descriptor: { id: code }, associatedRule: { id: row.id }, level: row.level === 'MUST' ? 'warning' : 'note', message: { text } };
}

/** The report as SARIF text (JSON, two spaces). */
export function renderSarif(report: Report, messages: Messages): string {
  const rows = report.requirements;
  const results = rows.flatMap((row, index) =>
    row.verdict === 'failed' ? row.findings.map((finding) => resultOf([row, index], finding, messages)) : [],
  );
  const open = rows.filter(({ verdict }) => verdict === 'cantTell' || verdict === 'untested');
  const log: Json = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: { name: report.harness.name, semanticVersion: report.harness.version, version: report.harness.version, rules: rows.map(ruleOf) },
        },
        automationDetails: { id: `egif/${report.profile.ref}/${report.subject.service.id}/${report.id}` },
        invocations: [
          {
            executionSuccessful: outcomeOf(report) !== 'cannotTell',
            startTimeUtc: report.run.startedAt,
            endTimeUtc: report.run.finishedAt,
            toolExecutionNotifications: open.map((row) => notificationOf(row, messages)),
          },
        ],
        columnKind: 'utf16CodeUnits',
        results,
        properties: { verdict: report.verdict, scope: report.scope, certifiable: report.certifiable, canonicalSha256: report.canonicalSha256 },
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}
