/**
 * What is wrong with a value by a keyword or format of this vocabulary, as data; and how a keyword of ajv says it.
 *
 * Room     vocabulary (floor 2). Imports schemes alone; may be imported by checks and index.
 */
import type { DataValidateFunction } from 'ajv/dist/types/index.js';
import { accepts } from '../schemes/accepts.js';
import { schemes } from '../schemes/registry.js';
import type { SchemeId } from '../schemes/scheme.js';

/** Why a value is refused: `params` of an ajv error of this vocabulary. */
export interface Fault {
  /** The id of the scheme that refuses the value, or `codelist`. */
  readonly scheme: SchemeId | 'codelist';
  /** The code list as the schema names it. */
  readonly codelist?: string;
  /** Stable kebab-case codes, those of the scheme; never empty. */
  readonly reasons: readonly string[];
  readonly warnings: readonly string[];
}

const none: readonly string[] = [];

/** A fault with these reasons. */
export function faultOf(scheme: Fault['scheme'], ...reasons: readonly string[]): Fault {
  return { scheme, reasons, warnings: none };
}

/** What a scheme has against a value. A number or boolean is no code; null and structured values are left to the rest of the schema. */
export function schemeFault(id: SchemeId, value: unknown): Fault | undefined {
  if (typeof value === 'string') {
    if (accepts[id](value)) return undefined;
    const { reasons = none, warnings = none } = schemes.get(id)?.check(value) ?? {};
    return { scheme: id, reasons, warnings };
  }
  return isScalar(value) ? faultOf(id, 'not-string') : undefined;
}

/** Whether a value is written without quotes where a text is meant. */
export function isScalar(value: unknown): value is number | boolean {
  return typeof value === 'number' || typeof value === 'boolean';
}

/** What is known of the place of a value: the object or array around it. */
type Context = Parameters<DataValidateFunction>[1];

const acceptNothing = (): boolean => false;

/** A validating function of ajv that carries a fault in `params`. What `accept` says yes to is not judged. */
export function assertionOf(
  keyword: string,
  judge: (value: unknown, context: Context) => Fault | undefined,
  accept: (text: string) => boolean = acceptNothing,
): DataValidateFunction {
  const validate: DataValidateFunction = (value: unknown, context) => {
    if (typeof value === 'string' && accept(value)) return true;
    const fault = judge(value, context);
    if (fault === undefined) return true;
    validate.errors = [{ keyword, message: `must be valid by ${fault.codelist ?? fault.scheme}: ${fault.reasons.join(', ')}`, params: fault }];
    return false;
  };
  return validate;
}

/** The same for the values of one scheme. */
export function schemeAssertion(keyword: string, id: SchemeId): DataValidateFunction {
  return assertionOf(keyword, (value) => schemeFault(id, value), accepts[id]);
}
