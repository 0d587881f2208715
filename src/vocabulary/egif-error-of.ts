/**
 * From an error of ajv to the fault behind it.
 *
 * Room     vocabulary (floor 2). Imports schemes alone; may be imported by checks and index.
 */
import type { ErrorObject } from 'ajv';
import { schemeIds, type SchemeId } from '../schemes/scheme.js';
import { type Fault, schemeFault } from './fault.js';

const isSchemeId = (id: unknown): id is SchemeId => schemeIds.some((known) => known === id);

/** The member of a value that an RFC 6901 pointer leads to. */
function memberAt(root: unknown, pointer: string): unknown {
  return pointer
    .split('/')
    .slice(1)
    .map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce<unknown>(
      (value, name) => (typeof value === 'object' && value !== null ? Object.getOwnPropertyDescriptor(value, name)?.value : undefined),
      root,
    );
}

const isList = (value: unknown): value is readonly string[] => Array.isArray(value) && value.every((item) => typeof item === 'string');

/** A fault out of the parameters of an error of one of our keywords. */
function faultIn({ scheme, codelist, reasons, warnings }: Readonly<Record<string, unknown>>): Fault | undefined {
  if ((scheme !== 'codelist' && !isSchemeId(scheme)) || !isList(reasons) || !isList(warnings)) return undefined;
  return { scheme, reasons, warnings, ...(typeof codelist === 'string' ? { codelist } : {}) };
}

/**
 * The fault that an error of ajv stands for; undefined where the error is none of this vocabulary. An error of `format` carries no reasons: they are
 * found again in the value, which is `error.data` of a verbose validator, or stands at the error's place in `root`; without either they are empty.
 */
export function egifErrorOf(error: ErrorObject, root?: unknown): Fault | undefined {
  if (error.keyword.startsWith('x-egif-')) return faultIn(error.params);
  const format: unknown = error.params['format'];
  if (error.keyword !== 'format' || !isSchemeId(format)) return undefined;
  const value = error.data === undefined ? memberAt(root, error.instancePath) : error.data;
  return schemeFault(format, value) ?? { scheme: format, reasons: [], warnings: [] };
}
