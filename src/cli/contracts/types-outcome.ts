/**
 * What comes of making types of a contract, for the run that judges it: the same generator and compiler as `egif types`.
 *
 * Room     cli (floor 7). Loads the compiler only where it is asked.
 */
import type { TypesOutcome } from '../../contract/check.js';
import { EgifError, EgifProblems } from '../../errors.js';
import type { LoadedDocument } from '../../index/files.js';

const made = new Map<string, Promise<TypesOutcome | undefined>>();

/** More problems than these, or longer ones, tell an agency nothing new. */
const most = { problems: 20, length: 300 };

function problemsIn(error: unknown): readonly EgifError[] | undefined {
  const errors = error instanceof EgifProblems ? error.problems : error instanceof EgifError ? [error] : [];
  return errors.length > 0 && errors.every(({ code }) => code === 'DOCUMENT_NOT_GENERATABLE') ? errors : undefined;
}

async function make(document: LoadedDocument): Promise<TypesOutcome | undefined> {
  try {
    const { generateTypes } = await import('./generate-types.js');
    await generateTypes(document, 'contract');
    return { problems: [] };
  } catch (error) {
    // a compiler that is not installed, or a contract that other requirements refuse, says nothing of the types
    const problems = problemsIn(error);
    if (problems === undefined) return undefined;
    return {
      problems: problems.slice(0, most.problems).map(({ message, place }) => ({
        message: message.slice(message.indexOf(': ') + 2).slice(0, most.length),
        ...(place.pointer === undefined ? {} : { pointer: place.pointer }),
      })),
    };
  }
}

/** The outcome for a contract, once for each content; undefined where types could not even be tried. */
export function typesOutcome(document: LoadedDocument): Promise<TypesOutcome | undefined> {
  const known = made.get(document.sha256) ?? make(document);
  made.set(document.sha256, known);
  return known;
}
