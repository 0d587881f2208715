/**
 * The report as EARL 1.0 in JSON-LD: one assertion a requirement, for tools that collect conformance results.
 *
 * EARL has no word for a waiver: a waived requirement is a failure to it (`earl:failed`), the waiver named beside.
 *
 * Source   W3C Evaluation and Report Language (EARL) 1.0 Schema, §2.7 (outcome values).
 * Room     report (floor 4). May be imported by suite and cli.
 */
import type { Json, JsonObject } from '../contract/api-model.js';
import type { Report, RequirementRow, Text, Verdict } from '../contract/documents.js';
import type { Messages } from '../locale/load-messages.js';
import { messageOf } from '../locale/message-of.js';
import { visibleText } from '../locale/visible-text.js';
import { placeOf, reasonOf } from './row-view.js';

const outcomes: Readonly<Record<Verdict, string>> = {
  passed: 'earl:passed',
  failed: 'earl:failed',
  cantTell: 'earl:cantTell',
  inapplicable: 'earl:inapplicable',
  untested: 'earl:untested',
  waived: 'earl:failed',
};

const context: JsonObject = {
  earl: 'http://www.w3.org/ns/earl#',
  dct: 'http://purl.org/dc/terms/',
  doap: 'http://usefulinc.com/ns/doap#',
  egif: 'https://egif.example/ns#',
  assertions: { '@reverse': 'earl:assertedBy', '@container': '@set' },
  subject: { '@id': 'earl:subject', '@type': '@id' },
  test: { '@id': 'earl:test', '@type': '@id' },
  mode: { '@id': 'earl:mode', '@type': '@id' },
  result: 'earl:result',
  outcome: { '@id': 'earl:outcome', '@type': '@id' },
  pointer: 'earl:pointer',
  info: 'earl:info',
  title: 'dct:title',
  date: { '@id': 'dct:date', '@type': 'http://www.w3.org/2001/XMLSchema#dateTime' },
};

/** Both languages of a text as language-tagged strings. */
function tagged({ fa, en }: Text): Json {
  const persian = { '@value': visibleText(fa), '@language': 'fa' };
  return en === undefined ? [persian] : [persian, { '@value': visibleText(en), '@language': 'en' }];
}

function infoOf(row: RequirementRow, messages: Messages): string {
  if (row.findings.length > 0) {
    return row.findings.map(({ code, got, want }) => messageOf(messages, code, 'en', { got, want }).title).join('; ');
  }
  if (row.verdict === 'passed') return `${row.examined} observations examined`;
  return messageOf(messages, reasonOf(row).code, 'en').title;
}

function assertionOf(row: RequirementRow, messages: Messages, { subject, run }: Pick<Report, 'subject' | 'run'>): JsonObject {
  return {
    '@type': 'earl:Assertion',
    subject: `urn:egif:subject:${encodeURIComponent(subject.service.id)}`,
    test: `urn:egif:requirement:${row.id}@rev${row.rev}`,
    mode: row.instances.length === 0 ? 'earl:undisclosed' : 'earl:automatic',
    'egif:level': row.level,
    ...(row.waiver === undefined ? {} : { 'egif:waiver': visibleText(row.waiver) }),
    title: tagged(row.title),
    result: {
      '@type': 'earl:TestResult',
      outcome: outcomes[row.verdict],
      date: run.finishedAt,
      info: infoOf(row, messages),
      ...(row.findings.length === 0 ? {} : { pointer: row.findings.map(placeOf) }),
    },
  };
}

/** The report as EARL in JSON-LD text (two spaces), titles in both languages. */
export function renderEarl(report: Report, messages: Messages): string {
  const { harness, subject } = report;
  const graph = {
    '@context': context,
    '@id': `urn:egif:report:${report.id}`,
    '@type': ['earl:Assertor', 'earl:Software'],
    title: `${harness.name} ${harness.version}`,
    'doap:release': { 'doap:revision': harness.version },
    'egif:profile': report.profile.ref,
    'egif:canonicalSha256': report.canonicalSha256,
    'egif:subject': {
      '@id': `urn:egif:subject:${encodeURIComponent(subject.service.id)}`,
      '@type': 'earl:TestSubject',
      title: tagged(subject.service.title),
    },
    assertions: report.requirements.map((row) => assertionOf(row, messages, report)),
  };
  return `${JSON.stringify(graph, null, 2)}\n`;
}
