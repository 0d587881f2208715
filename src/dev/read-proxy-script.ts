/**
 * Reads the script of the dev proxy: a small YAML document, refused as a whole where it says anything that is not understood.
 *
 * Room     dev (floor 6).
 */
import type { Json, JsonObject } from '../contract/api-model.js';
import { isObject, pointerOf } from '../contract/json.js';
import { loadDocument } from '../contract/load-document.js';
import { EgifError } from '../errors.js';
import type { ProxyScript } from './proxy-script.js';

/** Rules and restarts; the seed is the document's, if it names one. */
export type LoadedScript = Omit<ProxyScript, 'seed'> & { readonly seed?: string };

type Path = readonly (string | number)[];
type Reader<T> = (value: Json, at: Path) => T;

function refuse(at: Path, want: { readonly en: string; readonly fa: string }): never {
  const place = at.length === 0 ? '/' : pointerOf(at);
  throw new EgifError('USAGE', `the script of the proxy is wrong at ${place}`, {
    pointer: place,
    mend: `there must be ${want.en}`,
    persian: { message: `دستورنامهٔ پیشکار در ${place} نادرست است`, mend: `آنجا باید ${want.fa} باشد` },
  });
}

const whole =
  (least: number, most = Number.MAX_SAFE_INTEGER): Reader<number> =>
  (value, at) =>
    typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most
      ? value
      : refuse(at, { en: `a whole number from ${least}`, fa: `عددی درست از ${least}` });

const share: Reader<number> = (value, at) =>
  typeof value === 'number' && value >= 0 && value <= 100 ? value : refuse(at, { en: 'a number from 0 to 100', fa: 'عددی از ۰ تا ۱۰۰' });

const text: Reader<string> = (value, at) => (typeof value === 'string' ? value : refuse(at, { en: 'a string', fa: 'رشته' }));

const pattern: Reader<string> = (value, at) => {
  const source = text(value, at);
  try {
    return new RegExp(source, 'u').source;
  } catch {
    return refuse(at, { en: 'a regular expression', fa: 'عبارت باقاعده' });
  }
};

const lossKind: Reader<'reset' | 'silence'> = (value, at) =>
  value === 'reset' || value === 'silence' ? value : refuse(at, { en: 'reset or silence', fa: 'reset یا silence' });

const headers: Reader<Readonly<Record<string, string | null>>> = (value, at) => {
  if (!isObject(value)) return refuse(at, { en: 'header fields by name', fa: 'سرایندها با نامشان' });
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, each === null ? null : text(each, [...at, name])]));
};

function listOf<T>(each: Reader<T>): Reader<readonly T[]> {
  return (value, at) =>
    Array.isArray(value) ? value.map((item: Json, index) => each(item, [...at, index])) : refuse(at, { en: 'a list', fa: 'یک فهرست' });
}

/** Reads the named members of an object, each with its reader; another member is refused. */
function members<T extends object>(value: Json, at: Path, readers: { readonly [K in keyof T]-?: Reader<NonNullable<T[K]>> }): Partial<T> {
  if (!isObject(value)) return refuse(at, { en: 'an object', fa: 'یک شیء' });
  const found: Partial<T> = {};
  for (const [name, member] of Object.entries(value)) {
    if (!hasReader(readers, name))
      return refuse([...at, name], { en: `one of ${Object.keys(readers).join(', ')}`, fa: `یکی از ${Object.keys(readers).join('، ')}` });
    found[name] = readers[name](member, [...at, name]);
  }
  return found;
}

function hasReader<T extends object>(readers: T, name: string): name is Extract<keyof T, string> {
  return Object.hasOwn(readers, name);
}

type Rule = ProxyScript['rules'][number];
type Replacement = NonNullable<Rule['do']['replace']>[number];

const replacement: Reader<Replacement> = (value, at) => {
  const { find, put } = members<Replacement>(value, at, { find: text, put: text });
  return find === undefined || find === '' || put === undefined ? refuse(at, { en: 'find and put', fa: 'find و put' }) : { find, put };
};

const condition: Reader<NonNullable<Rule['when']>> = (value, at) =>
  members<NonNullable<Rule['when']>>(value, at, { method: text, path: pattern, from: whole(1), until: whole(1), every: whole(1), percent: share });

const longest = 2_147_483_647;
const deeds: Reader<Rule['do']> = (value, at) =>
  members<Rule['do']>(value, at, {
    delay: whole(0, longest),
    lose: lossKind,
    cutAfter: whole(0),
    corrupt: whole(1),
    status: whole(200, 999),
    headers,
    body: text,
    replace: listOf(replacement),
  });

const rule: Reader<Rule> = (value, at) => {
  const { when, do: done } = members<Rule>(value, at, { when: condition, do: deeds });
  return done === undefined ? refuse(at, { en: 'a member do', fa: 'عضو do' }) : { ...(when === undefined ? {} : { when }), do: done };
};

const restart: Reader<NonNullable<ProxyScript['restart']>> = (value, at) => {
  const read = members<NonNullable<ProxyScript['restart']>>(value, at, { every: whole(1, longest), for: whole(0, longest) });
  return read.every === undefined || read.for === undefined
    ? refuse(at, { en: 'every and for', fa: 'every و for' })
    : { every: read.every, for: read.for };
};

/** The script of a document. Error: USAGE with the place. */
export function proxyScriptOf(document: Json): LoadedScript {
  const empty: JsonObject = {};
  const read = members<LoadedScript>(document ?? empty, [], { seed: text, rules: listOf(rule), restart });
  return { ...read, rules: read.rules ?? [] };
}

/** The script of a file. Errors: those of reading a file, USAGE with the place. */
export async function readProxyScript(file: string): Promise<LoadedScript> {
  return proxyScriptOf((await loadDocument(file)).data);
}
