/**
 * The report as JUnit XML, as Jenkins, GitLab and GitHub read it.
 *
 * One testsuite a layer, one testcase a requirement. `failed` is a failure with its findings; `cantTell`, `untested`, `inapplicable` and `waived` are
 * skipped with their reason, so that no consumer counts them as passes; there is never an error, for an error would say that the harness broke.
 * Since a suite of skipped cases alone still reads as green, the first suite `egif verdict` has one case for the whole: it fails whenever the
 * exit status would not be 0 (type `refused`, or `incomplete` where it cannot be told, which its message says).
 *
 * Texts are English: their readers are programs. The id of the requirement is the name's start, so that it can be filtered.
 *
 * Room     report (floor 4). May be imported by suite and cli.
 */
import type { Layer, Report, RequirementRow, Verdict } from '../contract/documents.js';
import type { Messages } from '../locale/load-messages.js';
import { messageOf } from '../locale/message-of.js';
import { visibleText } from '../locale/visible-text.js';
import { type Words, words, wordsIn } from '../locale/word-of.js';
import { outcomeOf } from './outcome-of.js';
import { placeOf, reasonOf } from './row-view.js';

interface Case {
  readonly xml: string;
  readonly state: 'passed' | 'failed' | 'skipped';
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };

/** Text as XML 1.0 characters: what XML cannot hold (§2.2) is written out, markup is escaped, line breaks of attributes are kept. */
export function escapeXml(text: string): string {
  return text
    .replace(
      /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu,
      (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16).toUpperCase()}}`,
    )
    .replace(/[&<>"']/g, (mark) => entities[mark] ?? mark);
}

/** An element with its attributes; the content is markup already. */
export function element(name: string, attributes: Readonly<Record<string, string | number>>, content: string): string {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escapeXml(String(value)).replace(/\r?\n/g, '&#10;')}"`);
  return content === '' ? `<${name}${written.join('')}/>` : `<${name}${written.join('')}>${content}</${name}>`;
}

function skipReason(row: RequirementRow, messages: Messages, word: Words): string {
  const verdict = word('verdict', row.verdict);
  if (row.verdict === 'waived') return `${verdict}: ${visibleText(row.waiver ?? '')}`;
  const { code, detail } = reasonOf(row);
  const { title } = messageOf(messages, code, 'en');
  return `${verdict}: ${title}${detail === undefined ? '' : ` (${visibleText(detail)})`}`;
}

function findingTexts(row: RequirementRow, messages: Messages): readonly string[] {
  return row.findings.map((finding) => {
    const { title, mend } = messageOf(messages, finding.code, 'en', { got: finding.got, want: finding.want });
    const got = finding.got === undefined ? '' : `\n  got: ${visibleText(finding.got)}`;
    const want = finding.want === undefined ? '' : `\n  want: ${visibleText(finding.want)}`;
    return `${finding.code}: ${title}\n  at: ${placeOf(finding)}${got}${want}${mend === '' ? '' : `\n  mend: ${mend}`}`;
  });
}

function contentOf(row: RequirementRow, messages: Messages, word: Words): string {
  const states: Readonly<Record<Verdict, () => string>> = {
    passed: () => element('system-out', {}, `${row.examined} observations examined`),
    failed: () => {
      const texts = findingTexts(row, messages);
      const message = `${row.level} ${row.gate}: ${texts.length} findings; ${(texts[0] ?? '').split('\n')[0]}`;
      return element('failure', { type: row.findings[0]?.code ?? 'failed', message }, escapeXml(texts.join('\n\n')));
    },
    cantTell: () => element('skipped', { message: skipReason(row, messages, word) }, ''),
    untested: () => element('skipped', { message: skipReason(row, messages, word) }, ''),
    inapplicable: () => element('skipped', { message: skipReason(row, messages, word) }, ''),
    waived: () => element('skipped', { message: skipReason(row, messages, word) }, ''),
  };
  return states[row.verdict]();
}

function caseOf(row: RequirementRow, messages: Messages, word: Words): Case {
  const title = visibleText(row.title.en);
  const xml = element(
    'testcase',
    { classname: `egif.${row.layer}.${row.topic}`, name: `${row.id} ${title}`, time: '0' },
    contentOf(row, messages, word),
  );
  return { xml, state: row.verdict === 'passed' ? 'passed' : row.verdict === 'failed' ? 'failed' : 'skipped' };
}

function suite(name: string, cases: readonly Case[], at: string): string {
  const count = (state: Case['state']): number => cases.filter((item) => item.state === state).length;
  const attributes = {
    name,
    tests: cases.length,
    failures: count('failed'),
    errors: 0,
    skipped: count('skipped'),
    time: '0',
    timestamp: at.slice(0, 19),
  };
  return element('testsuite', attributes, `\n${cases.map(({ xml }) => xml).join('\n')}\n`);
}

/**
 * The agency's own probes as a suite of their own. What failed there is skipped with its message: a consumer that counts failures must not take it for
 * one of the requirements.
 */
function ownCases({ agencyProbes }: Report): readonly Case[] {
  return (agencyProbes?.files ?? []).flatMap(({ file, outcome, detail, tests }) => {
    const classname = `egif.own-probes.${file}`;
    const cases = tests.map(({ title, state, message = '' }): Case => {
      const content =
        state === 'passed'
          ? element('system-out', {}, 'passed; no verdict rests on it')
          : element('skipped', { message: `${state} (the agency’s own probe): ${visibleText(message)}` }, '');
      return {
        xml: element('testcase', { classname, name: visibleText(title), time: '0' }, content),
        state: state === 'passed' ? 'passed' : 'skipped',
      };
    });
    if (outcome === 'completed') return cases;
    const content = element('skipped', { message: `${outcome}: ${visibleText(detail ?? '')}` }, '');
    return [...cases, { xml: element('testcase', { classname, name: visibleText(file), time: '0' }, content), state: 'skipped' as const }];
  });
}

function verdictCase(report: Report): Case {
  const outcome = outcomeOf(report);
  const name = report.scope === 'partial' ? 'partial run' : `tier ${report.targetTier}`;
  const { failed, cantTell, untested } = report.counts;
  const counted = `${failed} failed, ${cantTell} cannot be told, ${untested} not tested`;
  const messages = {
    conformant: element('system-out', {}, `${report.scope === 'partial' ? 'partial' : report.verdict}: ${counted}`),
    notConformant: element('failure', { type: 'refused', message: `not conformant: ${counted}` }, ''),
    cannotTell: element('failure', { type: 'incomplete', message: `cannot tell, which is no statement of non-conformance: ${counted}` }, ''),
  };
  const xml = element('testcase', { classname: 'egif.verdict', name, time: '0' }, messages[outcome]);
  return { xml, state: outcome === 'conformant' ? 'passed' : 'failed' };
}

/** The report as one JUnit XML document. */
export function renderJunit(report: Report, messages: Messages): string {
  const word = wordsIn(messages, 'en');
  const at = report.run.startedAt;
  const rowsOf = (layer: Layer): readonly RequirementRow[] => report.requirements.filter((row) => row.layer === layer);
  const layers = words.layer.map((layer) => ({ layer, cases: rowsOf(layer).map((row) => caseOf(row, messages, word)) }));
  const verdict = verdictCase(report);
  const own = ownCases(report);
  const all = [verdict, ...layers.flatMap(({ cases }) => cases), ...own];
  const suites = [
    suite('egif verdict', [verdict], at),
    ...layers.filter(({ cases }) => cases.length > 0).map(({ layer, cases }) => suite(`egif ${layer}`, cases, at)),
    ...(own.length === 0 ? [] : [suite('agency own probes', own, at)]),
  ];
  const attributes = {
    name: `egif ${report.profile.ref} ${report.subject.service.id}`,
    tests: all.length,
    failures: all.filter(({ state }) => state === 'failed').length,
    errors: 0,
    skipped: all.filter(({ state }) => state === 'skipped').length,
    time: '0',
  };
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element('testsuites', attributes, `\n${suites.join('\n')}\n`)}\n`;
}
