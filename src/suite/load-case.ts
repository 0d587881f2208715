/**
 * Reads the files that a statement names for one service: contracts and waivers.
 *
 * Room     suite (floor 5).
 */
import { join } from 'node:path';
import type { LoadedDocument } from '../contract/api-model.js';
import type { ContractRef } from '../contract/documents.js';
import { defaultLimits, parseLoaded, readBounded } from '../contract/load-document.js';
import { EgifError } from '../errors.js';
import { folderReader, parseContract } from '../evidence/document/load-contract.js';
import type { SelectedSubject } from '../subject/select-subject.js';
import type { LoadedWaiver } from './documents.js';
import { previousFiles } from './previous-files.js';
import { readWaiver } from './waiver-file.js';
import type { CaseContract } from './prepare.js';
import { readCaseContract } from './case-contract.js';

/** The contracts of a service with the files that they draw in, named as the statement names them. Errors: FILE_*, DOCUMENT_*, STATEMENT_DIGEST_MISMATCH. */
export async function loadContracts({ loaded, service }: SelectedSubject): Promise<readonly CaseContract[]> {
  const read = await folderReader(loaded.directory);
  return Promise.all(
    (service.contracts ?? []).map(async (ref) => {
      const octets = await readBounded(join(loaded.directory, ref.file), defaultLimits.maxBytes);
      const contract = await readCaseContract(ref, octets, read);
      const { document } = contract;
      if (ref.digest !== undefined && ref.digest !== document.sha256) {
        throw new EgifError('STATEMENT_DIGEST_MISMATCH', `${ref.file} has the digest ${document.sha256}, the statement says ${ref.digest}`, {
          file: loaded.file,
          mend: 'correct the digest in the statement, or restore the contract',
        });
      }
      return contract;
    }),
  );
}

/** One contract of a statement in this folder, of the kind that it is stated as. Errors: FILE_*, DOCUMENT_*. */
export async function loadOther(directory: string, ref: ContractRef): Promise<LoadedDocument> {
  const octets = await readBounded(join(directory, ref.file), defaultLimits.maxBytes);
  return (await readCaseContract(ref, octets, await folderReader(directory))).document;
}

/**
 * The contracts that were certified before, where the statement names their files. Errors: FILE_*, DOCUMENT_*, STATEMENT_DIGEST_MISMATCH.
 */
export async function loadPrevious({ loaded, service }: SelectedSubject): Promise<readonly LoadedDocument[]> {
  return Promise.all(
    previousFiles(service).map(async ({ file, digest }) => {
      const document = parseContract(file, await readBounded(join(loaded.directory, file), defaultLimits.maxBytes));
      if (digest === undefined || digest === document.sha256) return document;
      throw new EgifError('STATEMENT_DIGEST_MISMATCH', `${file} has the digest ${document.sha256}, the certified contract had ${digest}`, {
        file: loaded.file,
        mend: 'restore the contract as it was certified',
      });
    }),
  );
}

/** The waivers that a service names. Errors: FILE_*, DOCUMENT_*, WAIVER_INVALID. */
export async function loadWaivers({ loaded, service }: SelectedSubject): Promise<readonly LoadedWaiver[]> {
  return Promise.all(
    (service.waivers ?? []).map(async (file) => {
      const document = parseLoaded(file, await readBounded(join(loaded.directory, file), defaultLimits.maxBytes));
      return { file, document, ...readWaiver(document) };
    }),
  );
}
