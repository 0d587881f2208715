/**
 * Prints an error: code, place, mend; never a stack trace unless EGIF_DEBUG is set.
 *
 * Room     cli (floor 7).
 */
import { unwritable } from '../contract/write-whole.js';
import { EgifError, EgifProblems } from '../errors.js';
import { wholeText } from '../locale/visible-text.js';
import type { Context } from './command.js';
import type { ExitStatus } from './exit.js';
import { places } from './places.js';

/** An error as data. */
function errorData(error: EgifError): Readonly<Record<string, unknown>> {
  return { code: error.code, message: error.message, ...error.place, ...(error.mend === undefined ? {} : { mend: error.mend }) };
}

/** A name of a file or of a member is a text from outside, too: what it holds must not command the terminal. */
function placeOf({ place }: EgifError): string | undefined {
  if (place.file === undefined) return undefined;
  const spot = place.line === undefined ? '' : `:${place.line}${place.column === undefined ? '' : `:${place.column}`}`;
  return wholeText(`${place.file}${spot}${place.pointer === undefined ? '' : `  ${place.pointer}`}`);
}

interface Persian {
  readonly title: string;
  readonly message: string | undefined;
  readonly mend: string;
}

/** What is wrong and how to mend it: as the error says it in Persian, else its English sentences in Persian, else what its code means. */
async function persianOf({ code, message, mend, persian }: EgifError): Promise<Persian> {
  const { loadMessages, messageOf, saidIn, steered } = await import('../index/words.js');
  if (persian !== undefined) return { title: '', message: steered(persian.message, 'fa'), mend: steered(persian.mend, 'fa') };
  const messages = await loadMessages(places.messages).catch(() => undefined);
  if (messages === undefined) return { title: '', message: undefined, mend: '' };
  const known = messageOf(messages, code, 'fa');
  const said = mend === undefined ? undefined : saidIn(wholeText(mend), messages, 'fa');
  return { title: known.title, message: saidIn(wholeText(message), messages, 'fa'), mend: said ?? steered(known.mend, 'fa') };
}

function inEnglish(error: EgifError): readonly string[] {
  const place = placeOf(error);
  return [
    `egif: error ${error.code}: ${wholeText(error.message)}`,
    ...(place === undefined ? [] : [`  at: ${place}`]),
    ...(error.mend === undefined ? [] : [`  mend: ${wholeText(error.mend)}`]),
    `  more: egif explain ${error.code}`,
  ];
}

async function inPersian(error: EgifError): Promise<readonly string[]> {
  const { isolatedLatin, visibleText } = await import('../index/words.js');
  const place = error.persian === undefined ? placeOf(error) : undefined;
  const { title, message, mend } = await persianOf(error);
  return [
    `egif: خطا ${error.code}: ${message ?? title}`,
    // a fact in words of another program, such as a parser, is quoted as it is
    ...(message === undefined ? [`  ${isolatedLatin(visibleText(error.message))}`] : []),
    ...(place === undefined ? [] : [`  جا: ${isolatedLatin(place)}`]),
    ...(mend === '' ? [] : [`  چاره: ${mend}`]),
    `  شرح: ${isolatedLatin(`egif explain ${error.code} --lang fa`)}`,
  ];
}

async function textOf(error: EgifError, lang: Context['lang']): Promise<string> {
  const lines = lang === 'fa' ? await inPersian(error) : inEnglish(error);
  return `${lines.join('\n')}\n`;
}

const writing = ['mkdir', 'rename', 'write', 'fsync', 'fdatasync', 'unlink', 'link', 'rm', 'ftruncate', 'copyfile'];

/** An address that another program has, that is not of this machine, that takes a right which is not there, or whose name leads nowhere. */
function noAddress(error: Error, code: string, syscall: string): EgifError | undefined {
  if (syscall === 'getaddrinfo' && 'hostname' in error) {
    const message = `the name ${String(error.hostname)} leads to no address (${code})`;
    return new EgifError('ADDRESS_UNAVAILABLE', message, { mend: 'name a host that is known here, or an address', cause: error });
  }
  if (syscall !== 'listen' && syscall !== 'bind') return undefined;
  const host = 'address' in error ? String(error.address) : 'an address';
  const address = 'port' in error ? `${host.includes(':') ? `[${host}]` : host}:${String(error.port)}` : host;
  const mend =
    code === 'EADDRINUSE' ? 'end the program that has it, or name another port' : 'name an address of this machine and a port that you may open';
  return new EgifError('ADDRESS_UNAVAILABLE', `nothing can listen at ${address} (${code})`, { mend, cause: error });
}

/** What the system says of a file, an address or a disk is a matter of where the suite runs: no defect of it, and not told as one. */
function ofTheSystem(error: unknown): EgifError | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  const code = String(error.code);
  const file = 'path' in error && typeof error.path === 'string' ? error.path : undefined;
  const place = file === undefined ? {} : { file };
  const name = file ?? 'a file';
  if (code === 'ENOSPC' || code === 'EDQUOT') return unwritable(file, error);
  if (code === 'ENOENT' && file !== undefined)
    return new EgifError('FILE_NOT_FOUND', `there is no file ${name}`, { ...place, mend: 'name an existing file', cause: error });
  const syscall = 'syscall' in error ? String(error.syscall) : '';
  const address = noAddress(error, code, syscall);
  if (address !== undefined) return address;
  if (code === 'ENOTDIR') {
    const reads = syscall === 'scandir' || syscall === 'open';
    return new EgifError(reads ? 'FILE_UNREADABLE' : 'FILE_NOT_WRITABLE', `a file is in the way: ${error.message}`, {
      ...place,
      mend: 'name a folder',
      cause: error,
    });
  }
  if (!['EACCES', 'EPERM', 'EROFS', 'EISDIR', 'ELOOP', 'ENAMETOOLONG', 'EMFILE', 'ENFILE', 'EIO'].includes(code)) return undefined;
  const isWriting = code === 'EROFS' || writing.includes(syscall);
  return isWriting
    ? unwritable(file, error)
    : new EgifError('FILE_UNREADABLE', `${name} cannot be read (${code})`, { ...place, mend: 'check the rights of the file', cause: error });
}

/** Whatever was thrown, as a coded error: what is neither ours nor the system’s is a defect of the harness. */
function coded(error: unknown): EgifError {
  if (error instanceof EgifError) return error;
  const known = ofTheSystem(error);
  if (known !== undefined) return known;
  const message = error instanceof Error ? error.message : String(error);
  return new EgifError('INTERNAL', `a defect of the harness: ${message}`, { mend: 'report it with EGIF_DEBUG=1 set', cause: error });
}

/** Prints an error (each of several) and gives the exit status that it leads to. */
export async function printError(error: unknown, json: boolean, context: Context): Promise<ExitStatus> {
  const { world, lang } = context;
  const one = coded(error);
  const problems = one instanceof EgifProblems ? one.problems : [one];
  if (json) world.stdout.write(`${JSON.stringify({ error: errorData(one), problems: problems.map(errorData) }, null, 2)}\n`);
  else for (const problem of problems) world.stderr.write(await textOf(problem, lang));
  if ((world.env['EGIF_DEBUG'] ?? '') !== '' && error instanceof Error) world.stderr.write(`${error.stack ?? ''}\n`);
  return one.exitStatus === 4 ? 4 : 3;
}
