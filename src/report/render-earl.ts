/**
 * The report as EARL 1.0 in JSON-LD: one assertion a requirement, for tools that collect conformance results.
 *
 * EARL has no word for a waiver: a waived requirement is a failure to it (`earl:failed`), the waiver named beside.
 *
 * Source   W3C Evaluation and Report Language (EARL) 1.0 Schema, §2.7 (outcome values).
 * Room     report (floor 4). May be imported by suite and cli.
 */
import type { JsonObject } from '../contract/api-model.js';
import type { Report, RequirementRow, Verdict } from '../contract/documents.js';
import { type Language, textIn } from '../locale/language.js';
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

function infoOf(row: RequirementRow, lang: Language, messages: Messages): string {
  if (row.findings.length > 0) {
    return row.findings.map(({ code, got, want }) => messageOf(messages, code, lang, { got, want }).title).join('; ');
  }
  if (row.verdict === 'passed') return `${row.examined} observations examined`;
  return messageOf(messages, reasonOf(row).code, lang).title;
}

function assertionOf(row: RequirementRow, { lang, messages, report }: { lang: Language; messages: Messages; report: Report }): JsonObject {
  return {
    '@type': 'earl:Assertion',
    subject: `urn:egif:subject:${encodeURIComponent(report.subject.service.id)}`,
    test: `urn:egif:requirement:${row.id}@rev${row.rev}`,
    mode: row.instances.length === 0 ? 'earl:undisclosed' : 'earl:automatic',
    'egif:level': row.level,
    ...(row.waiver === undefined ? {} : { 'egif:waiver': visibleText(row.waiver) }),
    title: { '@value': visibleText(textIn(row.title, lang)), '@language': lang },
    result: {
      '@type': 'earl:TestResult',
      outcome: outcomes[row.verdict],
      date: report.run.finishedAt,
      info: infoOf(row, lang, messages),
      ...(row.findings.length === 0 ? {} : { pointer: row.findings.map(placeOf) }),
    },
  };
}

/** The report as EARL in JSON-LD text (two spaces) in a language. */
export function renderEarl(report: Report, lang: Language, messages: Messages): string {
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
      title: visibleText(textIn(subject.service.title, lang)),
    },
    assertions: report.requirements.map((row) => assertionOf(row, { lang, messages, report })),
  };
  return `${JSON.stringify(graph, null, 2)}\n`;
}
