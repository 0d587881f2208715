/**
 * What was got and what is wanted, in words: findings carry them for programs as `integer 5` or `maxLength 10`, readers are told them in a sentence.
 *
 * got    a kind of JSON value, with the value or the count of its items where it is told: `string "a"`, `array 3`, `null`
 * want   a keyword of JSON Schema with its limit (`minLength 3`, `required name`), or words that need no telling: `a | b`, `a, b`
 *
 * The words themselves stand in reports/messages/ui.yaml as `kind-<kind>`, `kind-<kind>-value`, `rule-<keyword>` and `rule-<keyword>-any`.
 *
 * Room     locale (floor 3). May be imported within locale only.
 */
import type { Language } from './language.js';
import type { Messages } from './load-messages.js';
import { hasPersian, isolated, visibleText } from './visible-text.js';

interface Speech {
  readonly messages: Messages;
  readonly lang: Language;
}

const isLatin = (text: string): boolean => /[A-Za-z0-9]/.test(text);

/** A value quoted in a sentence of a language: it keeps its own direction. */
export function quoted(value: string, lang: Language): string {
  const text = visibleText(value);
  return (lang === 'fa' ? isLatin(text) : hasPersian(text)) ? isolated(text) : text;
}

function said(key: string, value: string, { messages, lang }: Speech): string | undefined {
  return messages.texts.get(key)?.[lang].replace('{value}', () => value);
}

function kindOf(text: string, speech: Speech): string | undefined {
  const [, kind = '', value] = /^([a-z]+)(?: ([\s\S]+))?$/.exec(text) ?? [];
  return value === undefined ? said(`kind-${kind}`, '', speech) : said(`kind-${kind}-value`, quoted(value, speech.lang), speech);
}

/** `a | b | c`, `a, b` or `a, b or c` with the language's own words between. */
function listOf(text: string, one: (word: string) => string, lang: Language): string {
  const comma = lang === 'fa' ? '، ' : ', ';
  const or = lang === 'fa' ? ' یا ' : ' or ';
  const choice = (words: readonly string[]): string => [...words.slice(0, -2), words.slice(-2).join(or)].join(comma);
  return text
    .split(', ')
    .map((part) => choice(part.split(/ \| | or /).map(one)))
    .join(comma);
}

/** What was got: a kind of value in words, anything else as it is; that there is nothing. */
export function gotWords(got: string | undefined, speech: Speech): string {
  if (got === undefined) return said('kind-absent', '', speech) ?? '–';
  return kindOf(got, speech) ?? quoted(got, speech.lang);
}

/** What is wanted: a rule in words, a list of words with the language's own conjunctions. */
export function wantWords(want: string | undefined, speech: Speech): string {
  if (want === undefined) return '–';
  const { lang } = speech;
  const plain = (word: string): string => quoted(word, lang);
  const [, keyword = '', limit] = /^([A-Za-z]+)(?: (?!\| )([\s\S]+))?$/.exec(want) ?? [];
  if (keyword === 'type' && limit !== undefined) return listOf(limit, (kind) => kindOf(kind, speech) ?? plain(kind), lang);
  const isList = keyword === 'required' || keyword === 'enum';
  const rule =
    limit === undefined
      ? said(`rule-${keyword}-any`, '', speech)
      : said(`rule-${keyword}`, isList ? listOf(limit, plain, lang) : plain(limit), speech);
  return rule ?? listOf(want, plain, lang);
}
