/**
 * What pins a report: the law, the harness, the subject's files, the run and the evidence, each by version and digest.
 *
 * Room     report (floor 4). May be imported within report only.
 */
import type { LockedFile, Report } from '../contract/documents.js';
import { formatInstant, formatNumber } from '../locale/format.js';
import type { Language } from '../locale/language.js';
import { textOf } from '../locale/message-of.js';
import { visibleText } from '../locale/visible-text.js';
import type { Speech } from './speech.js';

/** One labelled fact: prose, a Latin run (identifier, digest, address), or both. */
export interface FactView {
  readonly label: string;
  readonly text: string | null;
  readonly latin: string | null;
}

export interface PinsView {
  readonly title: string;
  readonly facts: readonly FactView[];
}

type Fact = readonly [label: string, text: string | null, latin: string | null];

function pinned(files: readonly LockedFile[]): readonly Fact[] {
  return files.map(({ ref, digest }) => [visibleText(ref), null, digest]);
}

function lawFacts({ profile }: Report, label: (key: string) => string): readonly Fact[] {
  return [
    [label('profile'), null, profile.ref],
    [label('profile-digest'), null, profile.digest],
    [label('catalogue'), null, profile.catalogue],
    [label('eligibility'), label(profile.eligibility ? 'yes' : 'no'), null],
  ];
}

function subjectFacts({ subject }: Report, label: (key: string) => string): readonly Fact[] {
  return [
    [label('statement'), null, subject.statementSha256],
    ...subject.contracts.map((contract): Fact => [label('contract'), null, `${visibleText(contract.file)} ${contract.sha256}`]),
  ];
}

function runFacts({ run, scope }: Report, { lang, word }: Speech, label: (key: string) => string): readonly Fact[] {
  const layers = run.layers?.map((layer) => word('layer', layer)).join(lang === 'fa' ? '، ' : ', ');
  return [
    [label('seed'), null, visibleText(run.seed)],
    [label('started'), formatInstant(run.startedAt, lang), null],
    [label('finished'), formatInstant(run.finishedAt, lang), null],
    [label('mode'), word('mode', run.mode), null],
    [label('safety'), word('safety', run.maxSafety), run.maxSafety],
    ...(run.vantage === undefined ? [] : [[label('vantage'), null, visibleText(run.vantage)] satisfies Fact]),
    ...(run.proxy === undefined ? [] : [[label('proxy'), label(`proxy-${run.proxy}`), null] satisfies Fact]),
    [label('requests'), formatNumber(run.requestsSent, lang), null],
    [label('scope'), word('scope', scope), null],
    ...(layers === undefined ? [] : [[label('layers'), layers, null] satisfies Fact]),
    ...(run.only === undefined ? [] : [[label('only'), null, run.only.map(visibleText).join(' ')] satisfies Fact]),
  ];
}

function evidenceFacts({ evidence, canonicalSha256 }: Report, lang: Language, label: (key: string) => string): readonly Fact[] {
  return [
    [label('root'), null, evidence.root],
    [label('observations'), formatNumber(evidence.observations, lang), null],
    [label('bytes'), formatNumber(evidence.bytes, lang), null],
    [label('redactions'), formatNumber(evidence.redactions, lang), null],
    [label('run-key'), null, evidence.runKeySha256],
    [label('canonical'), null, canonicalSha256],
  ];
}

/** The reports that a merged one came from, each with the root of its evidence. */
function vantageFacts({ vantages = [] }: Report, lang: Language): readonly Fact[] {
  return vantages.map(({ vantage, report, evidence, run }) => [
    visibleText(vantage),
    formatInstant(run.startedAt, lang),
    [report, evidence.root, ...(evidence.folder === undefined ? [] : [`evidence/${evidence.folder}`])].map(visibleText).join(' '),
  ]);
}

/** The pins of a report by their kind. */
export function pinsViews(report: Report, speech: Speech): readonly PinsView[] {
  const label = (key: string): string => textOf(speech.messages, `fact-${key}`, speech.lang);
  const title = (key: string): string => textOf(speech.messages, `pins-${key}`, speech.lang);
  const { harness } = report;
  const sections: readonly (readonly [string, readonly Fact[]])[] = [
    [title('law'), lawFacts(report, label)],
    [title('subject'), subjectFacts(report, label)],
    [
      title('harness'),
      [
        [label('harness'), null, `${harness.name} ${harness.version}`],
        [label('node'), null, harness.node],
      ],
    ],
    [title('rulesets'), pinned(harness.rulesets)],
    [title('codelists'), pinned(harness.codelists)],
    [title('vocabularies'), pinned(harness.vocabularies ?? [])],
    [title('run'), runFacts(report, speech, label)],
    [title('vantages'), vantageFacts(report, speech.lang)],
    [title('evidence'), evidenceFacts(report, speech.lang, label)],
  ];
  return sections
    .filter(([, facts]) => facts.length > 0)
    .map(([heading, facts]) => ({ title: heading, facts: facts.map(([name, text, latin]) => ({ label: name, text, latin })) }));
}
