/**
 * TypeScript types of a contract, by openapi-typescript. Loaded only where types are wanted: it brings a compiler.
 *
 * Nothing is fetched and no file is read: references that leave the contract are refused before, and those that stand in example data are left out.
 *
 * Room     cli (floor 7).
 */
import openapiTypescript, { astToString } from 'openapi-typescript';
import { isObject, valueAt } from '../../contract/json.js';
import { EgifError, EgifProblems, type ErrorPlace } from '../../errors.js';
import { refuseOutsideReferences, requireContract } from '../../index/contracts.js';
import type { LoadedDocument } from '../../index/files.js';
import { compileTypes } from './compile-types.js';

/** A copy in which no member called `$ref` leaves the document: what is left of them after the refusal stands in data, which types do not show. */
function closed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(closed);
  if (!isObject(value)) return value;
  const kept = Object.entries(value).filter(([name, member]) => name !== '$ref' || typeof member !== 'string' || member.startsWith('#'));
  return Object.fromEntries(kept.map(([name, member]) => [name, closed(member)]));
}

/** Where a complaint of the generator says that the trouble lies (`… at #/paths/~1x/get`), or the nearest place above it that is there. */
function placeOf(document: LoadedDocument, complaint: string): ErrorPlace {
  const [, fragment = ''] = / at \(?#(\/[^\s'")]*)/.exec(complaint) ?? [];
  let pointer = fragment;
  while (pointer !== '' && valueAt(document.data, pointer) === undefined) pointer = pointer.slice(0, pointer.lastIndexOf('/'));
  return pointer === '' ? {} : { pointer, ...document.position(pointer) };
}

function refusal(document: LoadedDocument, complaint: string): EgifError {
  return new EgifError('DOCUMENT_NOT_GENERATABLE', `no types can be made of ${document.file}: ${complaint}`, {
    file: document.file,
    ...placeOf(document, complaint),
    mend: 'mend the contract at this place; egif lint tells more',
  });
}

const plain = (text: string): string =>
  text
    .replace(/\u001B\[[0-9;]*m/g, '')
    .replace(/^[✘✗!\s]+/u, '')
    .trim();

/** Runs the generator, which prints its complaints, and gives them instead of printing. */
async function complaintsOf<T>(work: () => Promise<T>): Promise<{ readonly result?: T; readonly complaints: readonly string[] }> {
  const complaints: string[] = [];
  const { error: print } = console;
  console.error = (...texts: readonly unknown[]) => void complaints.push(plain(texts.map(String).join(' ')));
  try {
    return { result: await work(), complaints };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { complaints: complaints.includes(message) ? complaints : [...complaints, message] };
  } finally {
    console.error = print;
  }
}

/**
 * Types of an OpenAPI 3.x contract as TypeScript text that compiles, under a name; the same contract always gives the same text.
 *
 * Errors: DOCUMENT_NOT_A_CONTRACT, DOCUMENT_REF_OUTSIDE, DOCUMENT_NOT_GENERATABLE, with their places.
 */
export async function generateTypes(document: LoadedDocument, name: string): Promise<string> {
  requireContract(document);
  refuseOutsideReferences(document);
  const source = JSON.stringify(closed(document.data));
  const { result, complaints } = await complaintsOf(async () => astToString(await openapiTypescript(source, { silent: true, alphabetize: false })));
  if (result === undefined) throw new EgifProblems(complaints.map((complaint) => refusal(document, complaint)));
  const problems = compileTypes(result);
  if (problems.length > 0) {
    const [line] = result.split('\n').slice((problems[0]?.line ?? 1) - 1);
    const shown = problems.map(({ message }) => message).slice(0, 3);
    throw refusal(document, `the types do not compile: ${shown.join('; ')} (${(line ?? '').trim().slice(0, 80)})`);
  }
  const header = [
    '/**',
    ` * Types of ${name.replaceAll('*/', '* /')}`,
    ` * ${document.sha256}`,
    ' *',
    ' * Made by egif types with openapi-typescript. Do not edit: make it again when the contract changes.',
    ' */',
  ];
  return `${header.join('\n')}\n\n${result.trimEnd()}\n`;
}
