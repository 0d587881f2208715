/**
 * Files that a statement names: they must exist and lie below the statement's folder, so that a statement cannot make the suite read anything else.
 *
 * Room     subject (floor 3). May be imported within subject only.
 */
import { realpath, stat } from 'node:fs/promises';
import { isAbsolute, resolve, sep } from 'node:path';
import type { Statement } from '../contract/documents.js';
import type { StatementProblem } from './statement-problem.js';

export interface NamedFile {
  /** As written, relative to the statement. */
  readonly file: string;
  readonly pointer: string;
}

const listed = (files: readonly string[] | undefined, at: string): readonly NamedFile[] =>
  (files ?? []).map((file, index) => ({ file, pointer: `${at}/${index}` }));

const single = (file: string | undefined, pointer: string): readonly NamedFile[] => (file === undefined ? [] : [{ file, pointer }]);

/** Every file that a statement names, secrets apart. */
export function namedFiles(statement: Statement): readonly NamedFile[] {
  return statement.services.flatMap((service, index) => {
    const at = `/services/${index}`;
    return [
      ...(service.contracts ?? []).map(({ file }, position) => ({ file, pointer: `${at}/contracts/${position}/file` })),
      ...single(service.previousCertified?.contractFile, `${at}/previousCertified/contractFile`),
      ...(service.previousCertified?.contracts ?? []).map(({ file }, position) => ({
        file,
        pointer: `${at}/previousCertified/contracts/${position}/file`,
      })),
      ...single(service.sla?.series?.file, `${at}/sla/series/file`),
      ...single(service.serviceSheet?.file, `${at}/serviceSheet/file`),
      ...listed(service.testData?.files, `${at}/testData/files`),
      ...single(service.consents?.signature, `${at}/consents/signature`),
      ...listed(service.waivers, `${at}/waivers`),
      ...service.environments.flatMap(({ anchors }, position) => listed(anchors, `${at}/environments/${position}/anchors`)),
    ];
  });
}

/** Where a named file really is, or why it may not be read. `code` tells an absent file from one outside. */
export type FileWhereabouts =
  | { readonly path: string }
  | { readonly code: 'FILE_NOT_FOUND' | 'FILE_UNREADABLE' | 'STATEMENT_INVALID'; readonly message: string; readonly mend: string };

const outside = (file: string): FileWhereabouts => ({
  code: 'STATEMENT_INVALID',
  message: `${file} lies outside the statement's folder`,
  mend: "keep the file below the statement's folder and name it by a relative path",
});

/** Resolves a file named by a statement; symbolic links are followed before it is judged. */
export async function whereabouts(directory: string, file: string): Promise<FileWhereabouts> {
  const absent: FileWhereabouts = { code: 'FILE_NOT_FOUND', message: `there is no file ${file}`, mend: 'correct the name, or add the file' };
  if (file.includes('\u0000') || file.trim() === '') return absent;
  if (isAbsolute(file) || /^[A-Za-z]:|\\/.test(file) || file.split('/').includes('..')) return outside(file);
  try {
    const root = await realpath(directory);
    const path = await realpath(resolve(root, file));
    if (!path.startsWith(root.endsWith(sep) ? root : root + sep)) return outside(file);
    const facts = await stat(path);
    return facts.isFile() ? { path } : { code: 'FILE_UNREADABLE', message: `${file} is no regular file`, mend: 'name a file' };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT' || code === 'ENOTDIR') return absent;
    return { code: 'FILE_UNREADABLE', message: `${file} cannot be read (${String(code)})`, mend: 'check the rights of the file' };
  }
}

/** What is wrong with the files that a statement names. */
export async function fileProblems(statement: Statement, directory: string): Promise<readonly StatementProblem[]> {
  const found = await Promise.all(
    namedFiles(statement).map(async ({ file, pointer }) => {
      const where = await whereabouts(directory, file);
      return 'path' in where ? [] : [{ pointer, ...where }];
    }),
  );
  return found.flat();
}
