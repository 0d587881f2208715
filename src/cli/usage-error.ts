/**
 * A command line that is not understood, told in both languages where it is found: only there are the facts of the sentence known.
 *
 * Room     cli (floor 7).
 */
import { nearest } from '../contract/nearest.js';
import { EgifError, type ErrorCode } from '../errors.js';

/** A sentence in both languages. */
export interface Said {
  readonly en: string;
  readonly fa: string;
}

/** An error of usage. */
export function usageError(message: Said, mend: Said, code: ErrorCode = 'USAGE'): EgifError {
  return new EgifError(code, message.en, { mend: mend.en, persian: { message: message.fa, mend: mend.fa } });
}

/** `see egif lint --help` */
export function seeHelp(name: string): Said {
  const call = `egif ${name} --help`.replace(/ {2,}/g, ' ');
  return { en: `see ${call}`, fa: `${call} را ببینید` };
}

/** The nearest known word as a question, or the fallback where nothing is near. */
export function meant(word: string, known: Iterable<string>, fallback: Said): Said {
  const near = nearest(word, known);
  return near === undefined ? fallback : { en: `did you mean ${near}?`, fa: `آیا ${near} منظور بود؟` };
}

/** `one of a, b` */
export function oneOf(words: Iterable<string>): Said {
  const list = [...words];
  return { en: `one of ${list.join(', ')}`, fa: `یکی از ${list.join('، ')}` };
}
