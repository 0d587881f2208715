/**
 * The sentence of an error in another language. Errors are thrown in English, deep in rooms that know no language; reports/messages/sentences.yaml holds
 * the sentences that they use in both, with slots for the facts.
 *
 * Sentences that hold another (`{said}`) are tried first, then the one with the most words of its own wins. `{list}` stands for names with commas between,
 * `{place}` for a JSON pointer, which may be empty.
 *
 * Room     locale (floor 3). May be imported by report, cli and registry.
 */
import { quoted } from './fact-words.js';
import type { Language } from './language.js';
import type { Messages } from './load-messages.js';

interface Sentence {
  readonly pattern: RegExp;
  readonly slots: readonly string[];
  readonly persian: string;
  /** Letters of its own, slots left out. */
  readonly weight: number;
}

const longest = 1_000;
const deepest = 3;
const slot = /\{([a-z][A-Za-z0-9]*)\}/g;
const known = new WeakMap<Messages, readonly Sentence[]>();

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

function sentenceOf(english: string, persian: string): Sentence {
  const parts = english.split(slot);
  const own = parts.filter((_part, index) => index % 2 === 0);
  return {
    pattern: new RegExp(`^${parts.map((part, index) => (index % 2 === 0 ? escaped(part) : part === 'place' ? '(\\S*?)' : '(.+?)')).join('')}$`, 's'),
    slots: parts.filter((_part, index) => index % 2 === 1),
    persian,
    weight: own.join('').length,
  };
}

function sentencesOf(messages: Messages): readonly Sentence[] {
  const found = known.get(messages);
  if (found !== undefined) return found;
  const sentences = [...messages.texts]
    .filter(([key]) => messages.origins.get(key) === 'sentences')
    .map(([, { en, fa }]) => sentenceOf(en, fa))
    .sort((a, b) => Number(b.slots.includes('said')) - Number(a.slots.includes('said')) || b.weight - a.weight);
  known.set(messages, sentences);
  return sentences;
}

function toldSlot(name: string, value: string, messages: Messages, depth: number): string | undefined {
  if (name === 'said') return persianOf(value, messages, depth + 1);
  if (name === 'place' && value === '') return 'ریشهٔ سند';
  if (name !== 'list') return quoted(value, 'fa');
  return value
    .split(', ')
    .map((item) => quoted(item, 'fa'))
    .join('، ');
}

function persianOf(english: string, messages: Messages, depth: number): string | undefined {
  if (depth > deepest || english.length > longest) return undefined;
  for (const { pattern, slots, persian } of sentencesOf(messages)) {
    const match = pattern.exec(english);
    if (match === null) continue;
    const told = new Map(slots.map((name, index) => [name, toldSlot(name, match[index + 1] ?? '', messages, depth)]));
    if ([...told.values()].every((value) => value !== undefined)) return persian.replace(slot, (_whole, name: string) => told.get(name) ?? '');
  }
  return undefined;
}

/** An English sentence in a language; undefined where its Persian is not known. */
export function saidIn(english: string, messages: Messages, lang: Language): string | undefined {
  return lang === 'en' ? english : persianOf(english, messages, 0);
}
