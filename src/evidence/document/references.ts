/**
 * References within one contract. Nothing outside it is ever opened: a reference to a file or a URL is refused, all of them at once.
 *
 * Source   RFC 6901 §6 (pointers in URI fragments), OpenAPI 3.1.1 §4.8.23 (Reference Object).
 * Room     evidence/document (floor 3).
 */
import type { Json, JsonObject, LoadedDocument } from '../../contract/api-model.js';
import { isObject, memberOf, pointerOfReference, valueAt } from '../../contract/json.js';
import { EgifError, EgifProblems } from '../../errors.js';
import { contractNodes } from './walk-contract.js';

/** A value and where it stands. */
export interface Found {
  readonly object: JsonObject;
  readonly pointer: string;
}

/** How many references may follow each other; a loop ends here. */
const maxChain = 32;

/** The object at a place after following its references, or undefined: no object, a loop, or a reference to nothing. */
export function resolveObject(root: Json, value: Json | undefined, pointer: string): Found | undefined {
  let found: Json | undefined = value;
  let at = pointer;
  for (let step = 0; step < maxChain; step += 1) {
    if (!isObject(found)) return undefined;
    const reference = memberOf(found, '$ref');
    if (typeof reference !== 'string') return { object: found, pointer: at };
    const target = pointerOfReference(reference);
    if (target === undefined) return undefined;
    at = target;
    found = valueAt(root, target);
  }
  return undefined;
}

/** Refuses a contract that refers to other files or hosts. Errors: DOCUMENT_REF_OUTSIDE, one for each reference (at most 100). */
export function refuseOutsideReferences(document: LoadedDocument): void {
  const problems: EgifError[] = [];
  for (const { object, pointer } of contractNodes(document.data)) {
    const reference = memberOf(object, '$ref');
    if (typeof reference !== 'string' || reference.startsWith('#')) continue;
    const at = `${pointer()}/$ref`;
    problems.push(
      new EgifError('DOCUMENT_REF_OUTSIDE', `the reference "${reference.slice(0, 200)}" leaves the document`, {
        file: document.file,
        pointer: at,
        ...document.position(at),
        mend: 'bundle the contract into one file',
      }),
    );
    if (problems.length === 100) break;
  }
  if (problems.length > 0) throw new EgifProblems(problems);
}
