/**
 * The report on data files as SARIF 2.1.0, for editors and code scanning: a result for every kept place, with its line and column.
 *
 * A rule is a finding code under a requirement (§3.52.4: hierarchical ids), with the cause and the mend as its help. What could not be told, and a
 * file that could not be read, are notifications of the tool (§3.20.21), never results.
 *
 * Room     report (floor 4). May be imported by suite and cli.
 */
import type { JsonObject } from '../contract/api-model.js';
import { sha256 } from '../contract/canonical.js';
import type { DataFile, DataGroup, DataPlace, DataReport, DataRequirement, Level } from '../contract/documents.js';
import type { Messages } from '../locale/load-messages.js';
import { messageOf } from '../locale/message-of.js';
import { visibleText } from '../locale/visible-text.js';
import { degreeOf, requirementsOf } from './data-field-view.js';
import { readFileOf } from './data-read-file.js';

const levels: Readonly<Record<Level, string>> = { MUST: 'error', SHOULD: 'warning', MAY: 'note' };

/** One kind of finding in one file, with the rule that it breaks. */
interface Broken {
  readonly file: DataFile;
  readonly group: DataGroup;
  readonly requirements: readonly DataRequirement[];
  readonly ruleId: string;
}

const uriOf = (file: string): string => file.split('/').map(encodeURIComponent).join('/');

function brokenIn(report: DataReport): readonly Broken[] {
  return report.files.flatMap((file) => {
    const read = readFileOf(file);
    if (read === undefined) return [];
    return read.groups.map((group) => {
      const requirements = requirementsOf(group.check, read, report);
      return { file, group, requirements, ruleId: `${requirements[0]?.id ?? group.check}/${group.code}` };
    });
  });
}

function ruleOf({ ruleId, group, requirements }: Broken, messages: Messages): JsonObject {
  const { title, cause, mend } = messageOf(messages, group.code, 'en');
  const text = [cause, mend].filter(Boolean).join(' ');
  return {
    id: ruleId,
    name: group.code,
    shortDescription: { text: title },
    ...(text === '' ? {} : { help: { text, markdown: `**Why.** ${cause}\n\n**How to mend.** ${mend}\n\n\`egif explain ${group.code}\`` } }),
    defaultConfiguration: { level: levels[degreeOf(requirements)] },
    properties: {
      check: group.check,
      requirements: requirements.map(({ id }) => id),
      tags: [...new Set(requirements.flatMap(({ layer, topic }) => [layer, topic]))],
    },
  };
}

function resultOf(
  broken: Broken,
  place: DataPlace,
  { messages, ruleIndex }: { readonly messages: Messages; readonly ruleIndex: number },
): JsonObject {
  const { file, group, requirements, ruleId } = broken;
  const { title, mend } = messageOf(messages, group.code, 'en', { got: group.examples[0], want: group.want });
  const field = group.field === '' ? '' : `${visibleText(group.field)}: `;
  const total = group.count === 1 ? '' : ` ${group.count} times in this file.`;
  return {
    ruleId,
    ruleIndex,
    level: levels[degreeOf(requirements)],
    message: { text: `${field}${title}.${total} ${mend}`.trim() },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: uriOf(file.file) },
          region: { startLine: place.line, startColumn: place.column },
        },
        logicalLocations: [
          { fullyQualifiedName: visibleText(`${place.record === undefined ? '' : `record ${place.record}`}${place.pointer ?? ''}`) || 'file' },
        ],
      },
    ],
    partialFingerprints: {
      'egifDataFinding/v1': sha256(`${ruleId} ${file.file} ${place.record ?? place.offset} ${place.pointer ?? ''}`).slice('sha256:'.length),
    },
    properties: { code: group.code, field: visibleText(group.field), count: group.count, offset: place.offset },
  };
}

function notificationsOf(report: DataReport, messages: Messages): readonly JsonObject[] {
  const files = report.files.flatMap(({ file, error, reason }): readonly JsonObject[] => {
    const location = { locations: [{ physicalLocation: { artifactLocation: { uri: uriOf(file) } } }] };
    if (error !== undefined) return [{ descriptor: { id: error.code }, level: 'error', message: { text: visibleText(error.message) }, ...location }];
    if (reason === undefined) return [];
    const { title, mend } = messageOf(messages, reason.code, 'en');
    return [{ descriptor: { id: reason.code }, level: 'warning', message: { text: `${title}. ${mend}`.trim() }, ...location }];
  });
  const rows = report.requirements.flatMap(({ id, verdict, reason }): readonly JsonObject[] => {
    if (verdict !== 'cantTell' || reason === undefined) return [];
    const text = `${id} cannot be told: ${messageOf(messages, reason.code, 'en').title}.`;
    return [{ descriptor: { id: reason.code }, level: 'note', message: { text }, properties: { requirement: id } }];
  });
  return [...files, ...rows];
}

/** The report as SARIF text (JSON, two spaces). */
export function renderDataSarif(report: DataReport, messages: Messages): string {
  const broken = brokenIn(report);
  const rules = new Map<string, Broken>();
  for (const each of broken) if (!rules.has(each.ruleId)) rules.set(each.ruleId, each);
  const indexes = new Map([...rules.keys()].map((id, index) => [id, index]));
  const results = broken.flatMap((each) =>
    each.group.places.map((place) => resultOf(each, place, { messages, ruleIndex: indexes.get(each.ruleId) ?? 0 })),
  );
  const { name, version } = report.harness;
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name, semanticVersion: version, version, rules: [...rules.values()].map((each) => ruleOf(each, messages)) } },
        invocations: [
          {
            executionSuccessful: report.verdict !== 'cantTell' && report.files.every(({ error }) => error === undefined),
            toolExecutionNotifications: notificationsOf(report, messages),
          },
        ],
        artifacts: report.files.map(({ file, octets, sha256: digest }) => ({
          location: { uri: uriOf(file) },
          ...(octets === undefined ? {} : { length: octets }),
          ...(digest === undefined ? {} : { hashes: { 'sha-256': digest.slice('sha256:'.length) } }),
        })),
        columnKind: 'utf16CodeUnits',
        results,
        properties: { verdict: report.verdict },
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}
