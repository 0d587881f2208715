/**
 * The command line of the verifier that stands apart: the options of `egif verify` that need nothing but the files named.
 *
 * Room     verifier (floor 7).
 */
import type { Expectations } from '../attestation/certificate/expectations.js';
import { readAge } from '../contract/read-age.js';
import { readInstant } from '../contract/read-instant.js';

export type Language = 'en' | 'fa';

/** What was asked. */
export interface Call {
  readonly files: readonly string[];
  readonly trust: readonly string[];
  readonly crls: readonly string[];
  readonly timeStampTrust: readonly string[];
  readonly requireTimeStamp: boolean;
  /** Milliseconds; absent: now. */
  readonly at?: number;
  readonly expect: Expectations;
  /** Of a report or a decision: the legal id that the seal must carry. */
  readonly signer?: string;
  readonly maxStatusAgeMs?: number;
  /** File that keeps what was seen, so that nothing older is believed later. */
  readonly state?: string;
  /** Digest that the trust list must have. */
  readonly pin?: string;
  readonly json: boolean;
  readonly lang: Language;
}

/** A command line that is not understood. */
export class UsageTrouble extends Error {
  readonly said: Readonly<Record<Language, string>>;

  constructor(said: Readonly<Record<Language, string>>) {
    super(said.en);
    this.name = 'UsageTrouble';
    this.said = said;
  }
}

const valued = [
  'trust',
  'crl',
  'tsa-trust',
  'at',
  'agency',
  'service',
  'origin',
  'contract',
  'require-profile',
  'kind',
  'tier',
  'assurance',
  'max-status-age',
  'signer',
  'pin',
  'state',
  'lang',
] as const;
type Valued = (typeof valued)[number];
const flags = ['json', 'require-time-stamp', 'help', 'version'] as const;
type Flag = (typeof flags)[number];

const isValued = (name: string): name is Valued => valued.some((each) => each === name);
const isFlag = (name: string): name is Flag => flags.some((each) => each === name);
/** Options that may stand more than once. */
const many: ReadonlySet<string> = new Set(['trust', 'crl', 'tsa-trust']);

const trouble = (en: string, fa: string): UsageTrouble => new UsageTrouble({ en, fa });

interface Words {
  readonly files: readonly string[];
  readonly values: ReadonlyMap<Valued, readonly string[]>;
  readonly flags: ReadonlySet<Flag>;
}

function wordsOf(argv: readonly string[]): Words {
  const files: string[] = [];
  const values = new Map<Valued, string[]>();
  const set = new Set<Flag>();
  let at = 0;
  while (at < argv.length) {
    const word = argv[at] ?? '';
    at += 1;
    if (!word.startsWith('-')) {
      files.push(word);
      continue;
    }
    const [name = '', ...rest] = word.slice(word.startsWith('--') ? 2 : 1).split('=');
    if (isFlag(name) && rest.length === 0) set.add(name);
    else if (isValued(name)) {
      const value = rest.length > 0 ? rest.join('=') : argv[at];
      if (rest.length === 0) at += 1;
      if (value === undefined || value === '') throw trouble(`--${name} needs a value`, `گزینهٔ --${name} یک مقدار می‌خواهد`);
      const before = values.get(name) ?? [];
      if (before.length > 0 && !many.has(name)) throw trouble(`--${name} is given more than once`, `گزینهٔ --${name} بیش از یک بار آمده است`);
      values.set(name, [...before, value]);
    } else throw trouble(`there is no option ${word.slice(0, 60)}`, `گزینه‌ای به نام ${word.slice(0, 60)} نیست`);
  }
  return { files, values, flags: set };
}

function instantIn(text: string): number {
  const at = readInstant(text);
  if (at === undefined)
    throw trouble(`${text.slice(0, 40)} is no instant; write RFC 3339`, `${text.slice(0, 40)} زمان نیست؛ به شکل RFC 3339 بنویسید`);
  return at;
}

function ageIn(text: string): number {
  const age = readAge(text);
  if (age === undefined) throw trouble(`${text.slice(0, 40)} is no age; write 12h or 7d`, `${text.slice(0, 40)} مدت نیست؛ مانند 12h یا 7d بنویسید`);
  return age;
}

function oneOf<T extends string>(name: string, words: readonly T[], value: string): T {
  const found = words.find((word) => word === value);
  if (found === undefined) throw trouble(`--${name} is one of ${words.join(', ')}`, `گزینهٔ --${name} یکی از ${words.join('، ')} است`);
  return found;
}

function expectIn(value: (name: Valued) => string | undefined): Expectations {
  const [agency, service, origin, contract] = [value('agency'), value('service'), value('origin'), value('contract')];
  const [profile, tier, assurance] = [value('require-profile'), value('tier'), value('assurance')];
  const kind = oneOf('kind', ['interoperability', 'participation', 'any'], value('kind') ?? 'interoperability');
  return {
    ...(kind === 'any' ? {} : { kind }),
    ...(agency === undefined ? {} : { agency }),
    ...(service === undefined ? {} : { service }),
    ...(origin === undefined ? {} : { origin }),
    ...(contract === undefined ? {} : { contract }),
    ...(profile === undefined ? {} : { profile }),
    ...(tier === undefined ? {} : { tier: oneOf('tier', ['bronze', 'silver', 'gold'], tier) }),
    ...(assurance === undefined ? {} : { assurance: oneOf('assurance', ['L2', 'L3'], assurance) }),
  };
}

/** The language of a command line, also of one that is not understood. */
export function languageOf(argv: readonly string[], environment: Readonly<Record<string, string | undefined>>): Language {
  const at = argv.indexOf('--lang');
  const asked = at >= 0 ? argv[at + 1] : argv.find((word) => word.startsWith('--lang='))?.slice('--lang='.length);
  const known = asked ?? environment['EGIF_LANG'] ?? environment['LC_ALL'] ?? environment['LC_MESSAGES'] ?? environment['LANG'] ?? '';
  return known.toLowerCase().startsWith('fa') ? 'fa' : 'en';
}

/** Reads a command line. Throws UsageTrouble. */
export function callOf(argv: readonly string[], lang: Language): Call | 'help' | 'version' {
  const { files, values, flags: set } = wordsOf(argv);
  if (set.has('help')) return 'help';
  if (set.has('version')) return 'version';
  const value = (name: Valued): string | undefined => values.get(name)?.[0];
  const asked = value('lang');
  if (asked !== undefined) oneOf('lang', ['fa', 'en'], asked);
  if (files.length === 0) throw trouble('name a file to verify', 'پرونده‌ای برای راستی‌آزمایی نام ببرید');
  const trust = values.get('trust') ?? [];
  if (trust.length === 0)
    throw trouble(
      'no trusted root is named: give --trust FILE with the freshness pack, the trust list or the root certificate that you trust',
      'هیچ ریشهٔ مورد اعتمادی نام برده نشده است: --trust FILE را با بستهٔ تازگی، فهرست اعتماد یا گواهی ریشهٔ مورد اعتماد بدهید',
    );
  const [at, age, signer, pin, state] = [value('at'), value('max-status-age'), value('signer'), value('pin'), value('state')];
  return {
    files,
    trust,
    crls: values.get('crl') ?? [],
    timeStampTrust: values.get('tsa-trust') ?? [],
    requireTimeStamp: set.has('require-time-stamp'),
    ...(at === undefined ? {} : { at: instantIn(at) }),
    expect: expectIn(value),
    ...(signer === undefined ? {} : { signer }),
    ...(age === undefined ? {} : { maxStatusAgeMs: ageIn(age) }),
    ...(pin === undefined ? {} : { pin }),
    ...(state === undefined ? {} : { state }),
    json: set.has('json'),
    lang,
  };
}
