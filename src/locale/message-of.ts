/**
 * What to say about a code, in a language.
 *
 * Never throws: a code without an entry is shown as itself, so that a gap in the catalogue cannot lose a finding.
 *
 * Room     locale (floor 3). May be imported by report, cli and registry.
 */
import { gotWords, quoted, wantWords } from './fact-words.js';
import { formatNumber } from './format.js';
import type { Language } from './language.js';
import type { Messages, MessageText } from './load-messages.js';
import { visibleText } from './visible-text.js';

/** Values of placeholders by name; numbers are written in the digits of the language; what is absent is shown as a dash. */
export type MessageValues = Readonly<Record<string, string | number | undefined>>;

/** Facts that are told in words: placeholder, the value that it tells, and how. */
const told = {
  gotWords: ['got', gotWords],
  wantKind: ['want', gotWords],
  wantWords: ['want', wantWords],
} as const;

const isTold = (name: string): name is keyof typeof told => Object.hasOwn(told, name);

/** Fills `{name}` placeholders in one pass: braces inside a value stay what they are. `{gotWords}`, `{wantKind}` and `{wantWords}` tell in words. */
function fill(template: string, messages: Messages, lang: Language, values: MessageValues): string {
  return template.replace(/\{([a-z][A-Za-z0-9]*)\}/g, (_whole, name: string) => {
    const [known, tell] = isTold(name) ? told[name] : [name, undefined];
    const value = Object.hasOwn(values, known) ? values[known] : undefined;
    if (typeof value === 'number') return formatNumber(value, lang, 3);
    if (tell !== undefined) return tell(value, { messages, lang });
    return value === undefined ? '–' : quoted(value, lang);
  });
}

/** Title, cause and mend of a code. Falls back to English, then to the code itself. */
export function messageOf(messages: Messages, code: string, lang: Language, values: MessageValues = {}): MessageText {
  const entry = messages.get(code);
  const text = entry?.[lang] ?? entry?.en;
  if (text === undefined) return { title: visibleText(code), cause: '', mend: '' };
  return {
    title: fill(text.title, messages, lang, values),
    cause: fill(text.cause, messages, lang, values),
    mend: fill(text.mend, messages, lang, values),
  };
}

/** A text of the pages by its key, or the key itself. */
export function textOf(messages: Messages, key: string, lang: Language, values: MessageValues = {}): string {
  const text = messages.texts.get(key);
  return text === undefined ? visibleText(key) : fill(text[lang], messages, lang, values);
}
