/**
 * The forms that a report can be written in, by name: choosing them, writing one, writing all of them into a folder.
 *
 * Room     cli (floor 7).
 */
import { join } from 'node:path';
import { writeWhole } from '../contract/write-whole.js';
import { EgifError } from '../errors.js';
import type { Messages } from '../index/words.js';
import type { Language } from './command.js';

/** Who is spoken to. */
export interface Speaker {
  readonly lang: Language;
  readonly messages: Messages;
  readonly color: boolean;
}

export interface ShelfForm<Report> {
  fileName(lang: Language): string;
  readonly perLanguage: boolean;
  render(report: Report, speaker: Speaker): Promise<string> | string;
}

export interface FormShelf<Form> {
  /** A form by its name. Errors: FORMAT_UNKNOWN. */
  form(name: string): Form;
  /** Names of forms in a comma-separated list; at least one. Errors: FORMAT_UNKNOWN. */
  namesIn(list: string): readonly string[];
}

export function shelfOf<Form>(forms: ReadonlyMap<string, Form>): FormShelf<Form> {
  const form = (name: string): Form => {
    const found = forms.get(name);
    if (found === undefined)
      throw new EgifError('FORMAT_UNKNOWN', `there is no form ${name.slice(0, 40)}`, { mend: `one of ${[...forms.keys()].join(', ')}` });
    return found;
  };
  return {
    form,
    namesIn(list) {
      const names = [...new Set(list.split(',').map((name) => name.trim()))].filter((name) => name !== '');
      if (names.length === 0) form(list);
      for (const name of names) form(name);
      return names;
    },
  };
}

/**
 * Writes every form whole into a folder, in both languages where it has languages, else in the speaker's; gives the paths.
 * Errors: FILE_NOT_WRITABLE.
 */
export async function writeForms<Report>(
  forms: readonly ShelfForm<Report>[],
  report: Report,
  { directory, speaker }: { readonly directory: string; readonly speaker: Speaker },
): Promise<readonly string[]> {
  const both: readonly Language[] = ['fa', 'en'];
  const written: string[] = [];
  for (const form of forms) {
    for (const lang of form.perLanguage ? both : [speaker.lang]) {
      const file = join(directory, form.fileName(lang));
      await writeWhole(file, await form.render(report, { ...speaker, lang, color: false }));
      written.push(file);
    }
  }
  return written;
}
