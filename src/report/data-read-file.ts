/**
 * A file of a report on data that was read, told from one that could not be.
 *
 * Room     report (floor 4). May be imported within report only.
 */
import type { DataFile } from '../contract/documents.js';

/** A file with its counts. */
export type ReadFile = DataFile &
  Required<Pick<DataFile, 'format' | 'octets' | 'sha256' | 'records' | 'lost' | 'findings' | 'groups' | 'requirements'>>;

/** A file that was read, or undefined. */
export function readFileOf(file: DataFile): ReadFile | undefined {
  const { format, octets, sha256, records, lost, findings, groups, requirements } = file;
  const known = format !== undefined && octets !== undefined && sha256 !== undefined && records !== undefined && lost !== undefined;
  if (!known || findings === undefined || groups === undefined || requirements === undefined) return undefined;
  return { ...file, format, octets, sha256, records, lost, findings, groups, requirements };
}
