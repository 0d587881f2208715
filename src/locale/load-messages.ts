/**
 * Reading the message catalogue: every finding code, cause and error code in both languages, and the texts of the pages.
 *
 * `ui.yaml` and `sentences.yaml` hold texts (`key: {fa, en}`), every other file messages (`code: {en: {title, cause, mend}, fa: {…}}`). A code belongs to one file.
 *
 * Room     locale (floor 3). May be imported by report, cli and registry.
 */
import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { LoadedDocument } from '../contract/api-model.js';
import type { BilingualText } from '../contract/documents.js';
import { isObject, pointerOf } from '../contract/json.js';
import { loadDocument } from '../contract/load-document.js';
import { EgifError } from '../errors.js';
import { openCompiled, textFiles } from './compiled-messages.js';
import type { Language } from './language.js';
import type { Message, Messages, MessageText } from './messages.js';

export type { Message, Messages, MessageText } from './messages.js';

const languages: readonly Language[] = ['en', 'fa'];
const members = ['title', 'cause', 'mend'] as const;
const codePattern = /^(?:[a-z0-9]+(?:-[a-z0-9]+)*|[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*)$/;

/** The catalogue is part of the harness: what is wrong in it is a defect of the harness, not of its user. */
function refuse(document: LoadedDocument, path: readonly string[], trouble: string): EgifError {
  const pointer = pointerOf(path);
  return new EgifError('INTERNAL', `${document.file}: ${path.join('.')} ${trouble}`, {
    file: document.file,
    pointer,
    ...document.position(pointer),
    mend: 'mend the message catalogue',
  });
}

function isFilled(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== '';
}

function exactMembers(document: LoadedDocument, path: readonly string[], wanted: readonly string[]): void {
  const value = path.reduce<unknown>((inner, name) => (isObject(inner) ? inner[name] : undefined), document.data);
  if (!isObject(value)) throw refuse(document, path, 'is no map');
  const unknown = Object.keys(value).find((name) => !wanted.includes(name));
  if (unknown !== undefined) throw refuse(document, [...path, unknown], 'is unknown');
  const absent = wanted.find((name) => !Object.hasOwn(value, name));
  if (absent !== undefined) throw refuse(document, path, `has no ${absent}`);
}

function readMessageText(document: LoadedDocument, code: string, lang: Language, value: unknown): MessageText {
  exactMembers(document, [code, lang], members);
  const [title, cause, mend] = members.map((member) => (isObject(value) ? value[member] : undefined));
  if (!isFilled(title)) throw refuse(document, [code, lang, 'title'], 'is no text');
  if (!isFilled(cause)) throw refuse(document, [code, lang, 'cause'], 'is no text');
  if (!isFilled(mend)) throw refuse(document, [code, lang, 'mend'], 'is no text');
  return { title, cause, mend };
}

function readMessage(document: LoadedDocument, code: string, value: unknown): Message {
  if (!codePattern.test(code)) throw refuse(document, [code], 'is neither a kebab-case code nor an error code');
  exactMembers(document, [code], languages);
  const entry = isObject(value) ? value : {};
  return { en: readMessageText(document, code, 'en', entry['en']), fa: readMessageText(document, code, 'fa', entry['fa']) };
}

function readText(document: LoadedDocument, key: string, value: unknown): BilingualText {
  exactMembers(document, [key], languages);
  const { fa, en } = isObject(value) ? value : {};
  if (!isFilled(fa)) throw refuse(document, [key, 'fa'], 'is no text');
  if (!isFilled(en)) throw refuse(document, [key, 'en'], 'is no text');
  return { fa, en };
}

/**
 * Reads all `*.yaml` of a folder. Errors: FILE_NOT_FOUND, FILE_*, DOCUMENT_*; INTERNAL with line and column where an entry is malformed or a code
 * stands in two files.
 */
export async function loadMessages(directory: string): Promise<Messages> {
  return openCompiled(directory) ?? readMessages(directory);
}

/** The same from the files alone, whatever the build has made of them. */
export async function readMessages(directory: string): Promise<Messages> {
  const names = await readdir(directory).catch((cause: unknown) => {
    throw new EgifError('FILE_NOT_FOUND', `there is no folder ${directory}`, { file: directory, mend: 'install the suite again', cause });
  });
  const messages = new Map<string, Message>();
  const texts = new Map<string, BilingualText>();
  const origins = new Map<string, string>();
  for (const name of names.filter((file) => file.endsWith('.yaml')).sort()) {
    const document = await loadDocument(join(directory, name));
    if (!isObject(document.data)) throw refuse(document, [], 'is no map');
    const origin = basename(name, '.yaml');
    for (const [code, value] of Object.entries(document.data)) {
      const other = origins.get(code);
      if (other !== undefined) throw refuse(document, [code], `stands in ${other}.yaml too`);
      origins.set(code, origin);
      if (textFiles.has(origin)) texts.set(code, readText(document, code, value));
      else messages.set(code, readMessage(document, code, value));
    }
  }
  return Object.assign(messages, { texts, origins });
}
