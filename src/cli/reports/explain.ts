/**
 * `egif explain`: a requirement, a finding code or an error code, in words.
 *
 * Room     cli (floor 7).
 */
import { EgifError } from '../../errors.js';
import { type KnownValidator, knownValidatorsOf, schemes } from '../../index/codes.js';
import { loadLaw } from '../../index/law.js';
import { type Language, loadMessages, type Messages, messageOf, nearest, steered } from '../../index/words.js';
import type { Scheme } from '../../index/codes.js';
import type { Requirement } from '../../index/files.js';
import type { Law } from '../../index/law.js';
import { defineCommand } from '../command.js';
import { places } from '../places.js';

function requirementText(requirement: Requirement, messages: Messages, lang: Language): string {
  // in English the words are those of the catalogue
  const word = (kind: string, value: string): string => (lang === 'fa' ? (messages.texts.get(`word-${kind}-${value}`)?.fa ?? value) : value);
  const words =
    lang === 'fa'
      ? { why: 'چرا', how: 'چگونه آزموده می‌شود', none: 'هنوز آزمونی ندارد', risk: 'خطر رد نادرست', source: 'مأخذ', when: 'نامشمول وقتی' }
      : { why: 'Why', how: 'How it is checked', none: 'no check yet', risk: 'Risk of a false fail', source: 'Source', when: 'Not applicable when' };
  const methods = requirement.check.map(
    (method) => `  - ${word('evidence', method.by)}: ${method.checks?.join(', ') ?? `${words.none} (${method.notTestedReason ?? ''})`}`,
  );
  return [
    `${requirement.id}@rev${requirement.rev}  ${requirement.title[lang]}`,
    [
      word('level', requirement.level),
      word('tier', requirement.tier),
      word('gate', requirement.gate),
      requirement.weight,
      `${requirement.safety}${lang === 'fa' ? ` (${word('safety', requirement.safety)})` : ''}`,
    ].join(' · '),
    '',
    steered(requirement.statement[lang], lang),
    '',
    `${words.why}: ${requirement.rationale}`,
    `${words.how}:`,
    ...methods,
    `${words.risk}: ${requirement.falsePositives}`,
    `${words.when}: ${requirement.notApplicableWhen}`,
    `${words.source}: ${word('source', requirement.source)} · ${[...requirement.refs, ...requirement.origin].join('; ')}`,
  ].join('\n');
}

function codeText(messages: Messages, code: string, lang: Language): string {
  const words = lang === 'fa' ? { cause: 'علت', mend: 'چاره' } : { cause: 'Cause', mend: 'Mend' };
  const { title, cause, mend } = messageOf(messages, code, lang);
  return `${code}  ${title}\n\n${words.cause}: ${cause}\n${words.mend}: ${mend}`;
}

const schemeWords = {
  en: {
    owner: 'Owner',
    source: 'Source',
    rule: 'Algorithm',
    good: 'Valid',
    bad: 'Invalid',
    err: 'Validators in wide use that err here',
    pattern: 'pattern',
    refuses: 'refuses valid codes',
    accepts: 'takes invalid codes',
    of: 'of',
  },
  fa: {
    owner: 'متولی',
    source: 'مأخذ',
    rule: 'الگوریتم',
    good: 'معتبر',
    bad: 'نامعتبر',
    err: 'اعتبارسنج‌های رایجی که در این کد خطا می‌کنند',
    pattern: 'الگو',
    refuses: 'کد درست را رد می‌کند',
    accepts: 'کد نادرست را می‌پذیرد',
    of: 'از',
  },
} as const;

/** What a validator does wrong, a line a fact. */
function validatorLines({ who, pattern, falseRejections, falseAcceptances, why }: KnownValidator, lang: Language): readonly string[] {
  const words = schemeWords[lang];
  const sides = [
    { word: words.refuses, errors: falseRejections },
    { word: words.accepts, errors: falseAcceptances },
  ];
  return [
    `  - ${who}: ${why[lang]}`,
    ...(pattern === undefined ? [] : [`    ${words.pattern}: ${pattern}`]),
    ...sides.flatMap(({ word, errors }) =>
      errors === undefined
        ? []
        : [`    ${[`${word}: ${errors.count} ${words.of} ${errors.of}`, ...errors.examples.map((each) => JSON.stringify(each))].join(' · ')}`],
    ),
  ];
}

function schemeText(scheme: Scheme, lang: Language): string {
  const words = schemeWords[lang];
  const erring = knownValidatorsOf(scheme.id).flatMap((each) => validatorLines(each, lang));
  return [
    `${scheme.id}  ${scheme.title[lang]}`,
    '',
    `${words.owner}: ${scheme.owner}`,
    `${words.source}: ${scheme.tier} · ${scheme.source}`,
    `${words.rule}: ${scheme.algorithm}`,
    `${words.good}: ${scheme.valid.slice(0, 4).join(', ')}`,
    `${words.bad}: ${scheme.invalid
      .slice(0, 6)
      .map(({ value, reasons }) => `${JSON.stringify(value)} (${reasons.join(', ')})`)
      .join(', ')}`,
    ...(erring.length === 0 ? [] : ['', `${words.err}:`, ...erring]),
  ].join('\n');
}

/** A scheme for machines: its data, the validators that err on it, and the text for people. */
function schemeDocument(scheme: Scheme, lang: Language): object {
  const { check: _check, ...data } = scheme;
  return { ...data, knownValidators: knownValidatorsOf(scheme.id), text: schemeText(scheme, lang) };
}

function unknownId(id: string, law: Law, messages: Messages): EgifError {
  const near = nearest(id, [...law.catalogue.requirements.keys(), ...messages.keys()]);
  return new EgifError('UNKNOWN_ID', `there is no requirement, finding, error or scheme ${id}`, {
    mend: near === undefined ? 'see egif profile show' : `did you mean ${near}?`,
  });
}

export const command = defineCommand({
  usage: '<ID>',
  describe: 'Explain a requirement, a finding code, an error code or a code scheme: what it demands, why, how it is checked, how to mend it.',
  examples: [
    ['egif explain EGIF-TEC-TLS-002', 'a requirement'],
    ['egif explain hsts-missing --lang fa', 'a finding, in Persian'],
    ['egif explain postal-code', 'a code scheme, and the validators in wide use that err on it'],
  ],
  persian: {
    describe: 'یک الزام، کد یافته، کد خطا یا گونهٔ کد را شرح می‌دهد: چه می‌خواهد، چرا، چگونه آزموده می‌شود و چاره چیست.',
    examples: ['یک الزام', 'یک یافته، به فارسی', 'یک گونهٔ کد، و اعتبارسنج‌های پرکاربردی که در آن خطا دارند'],
    options: {},
  },
  positionals: [1, 1],
  options: {},
  async run(args, { world, lang }) {
    const id = args._[0] ?? '';
    const [law, messages] = await Promise.all([loadLaw(places), loadMessages(places.messages)]);
    const requirement = law.catalogue.requirements.get(id.toUpperCase().replace(/@REV[0-9]+$/, ''));
    const scheme = [...schemes.values()].find((each) => each.id === id);
    if (requirement === undefined && !messages.has(id) && scheme === undefined) throw unknownId(id, law, messages);
    if (args.json) {
      world.stdout.write(`${JSON.stringify(requirement ?? messages.get(id) ?? (scheme && schemeDocument(scheme, lang)), null, 2)}\n`);
      return 0;
    }
    const parts = [
      ...(requirement === undefined ? [] : [requirementText(requirement, messages, lang)]),
      ...(messages.has(id) ? [codeText(messages, id, lang)] : []),
      ...(scheme === undefined ? [] : [schemeText(scheme, lang)]),
    ];
    world.stdout.write(`${parts.join('\n\n')}\n`);
    return 0;
  },
});
