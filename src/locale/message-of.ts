/**
 * What to say about a code, in a language.
 *
 * Never throws: a code without an entry is shown as itself, so that a gap in the catalogue cannot lose a finding.
 *
 * Room     locale (floor 3). May be imported by report, cli and registry.
 */
import { formatNumber } from './format.js';
import type { Language } from './language.js';
import type { Messages, MessageText } from './load-messages.js';
import { hasPersian, isolated, visibleText } from './visible-text.js';

/** Values of placeholders by name; numbers are written in the digits of the language; what is absent is shown as a dash. */
export type MessageValues = Readonly<Record<string, string | number | undefined>>;

/** Fills `{name}` placeholders in one pass: braces inside a value stay what they are. */
function fill(template: string, lang: Language, values: MessageValues): string {
  return template.replace(/\{([a-z][A-Za-z0-9]*)\}/g, (_whole, name: string) => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    if (value === undefined) return '–';
    if (typeof value === 'number') return formatNumber(value, lang, 3);
    const text = visibleText(value);
    return (lang === 'fa' ? /[A-Za-z0-9]/.test(text) : hasPersian(text)) ? isolated(text) : text;
  });
}

/** Title, cause and mend of a code. Falls back to English, then to the code itself. */
export function messageOf(messages: Messages, code: string, lang: Language, values: MessageValues = {}): MessageText {
  const entry = messages.get(code);
  const text = entry?.[lang] ?? entry?.en;
  if (text === undefined) return { title: visibleText(code), cause: '', mend: '' };
  return { title: fill(text.title, lang, values), cause: fill(text.cause, lang, values), mend: fill(text.mend, lang, values) };
}

/** A text of the pages by its key, or the key itself. */
export function textOf(messages: Messages, key: string, lang: Language, values: MessageValues = {}): string {
  const text = messages.texts.get(key);
  return text === undefined ? visibleText(key) : fill(text[lang], lang, values);
}
