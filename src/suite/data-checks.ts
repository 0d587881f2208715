/**
 * Which check a flaw of a file's form belongs to, and which requirement a check on files serves.
 *
 * The law names the checks of a requirement. Those that live on files alone are no checks of a run, so that no requirement of a profile can name
 * them: their requirements stand here.
 *
 * Room     suite (floor 5).
 */
import type { Requirement } from '../contract/documents.js';
import type { Law } from './law.js';

/** Checks that only files have. */
export const formCheck = 'data/bulk-file-form';
export const schemaCheck = 'data/record-schema';
const encodingCheck = 'data/utf8';

/** Flaws that the reader sees and that another check than that of the form answers for. */
const checkOfFlaw: ReadonlyMap<string, string> = new Map([
  ['bom', encodingCheck],
  ['invalid-utf8', encodingCheck],
  ['number-not-exact', 'data/safe-numbers'],
  ['xsd-invalid', schemaCheck],
]);

/** EGIF-DAT-MET-005: open, documented file formats that parse, have rows and are valid by their schema. */
const ofFilesAlone: ReadonlyMap<string, string> = new Map([
  [formCheck, 'EGIF-DAT-MET-005'],
  [schemaCheck, 'EGIF-DAT-MET-005'],
]);

/** The check that a flaw is a finding of. */
export function checkForFlaw(code: string): string {
  return checkOfFlaw.get(code) ?? formCheck;
}

/** Whether the reader, which looks at every octet, examines for this check. */
export function isOfForm(check: string): boolean {
  return check === formCheck || check === encodingCheck;
}

/** `LegalEntity` → `data/core-legal-entity`. */
export function checkOfEntity(type: string): string {
  return `data/core${type.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

/** What decides which requirements have a row. */
export interface FileChecks {
  readonly law: Pick<Law, 'catalogue'>;
  /** The checks that are made, of form and of records. */
  readonly checks: readonly string[];
  /** The core type that records were held against, if any. */
  readonly entity?: string | undefined;
}

/** Each requirement with those of its checks that files can answer; in the order of ids. */
export function requirementsOnFiles({
  law,
  checks,
  entity,
}: FileChecks): readonly { readonly requirement: Requirement; readonly checks: readonly string[] }[] {
  const served = new Map<string, Set<string>>();
  const serve = (id: string, check: string): void => {
    const known = served.get(id);
    if (known === undefined) served.set(id, new Set([check]));
    else known.add(check);
  };
  const requirements = [...law.catalogue.requirements.values()];
  const naming = (check: string): readonly string[] =>
    requirements.filter((each) => each.check.some((method) => method.checks?.includes(check) === true)).map(({ id }) => id);
  for (const check of checks) {
    const named = naming(check);
    // Records of a core type are held against the vocabulary's own requirement.
    const own = check === schemaCheck && entity !== undefined ? naming(checkOfEntity(entity)) : [];
    const alone = named.length > 0 ? undefined : ofFilesAlone.get(check);
    const ids = own.length > 0 ? own : alone === undefined ? named : [alone];
    for (const id of ids) serve(id, check);
  }
  return requirements
    .filter(({ id }) => served.has(id))
    .map((requirement) => ({ requirement, checks: [...(served.get(requirement.id) ?? [])].sort() }))
    .sort((a, b) => (a.requirement.id < b.requirement.id ? -1 : 1));
}
