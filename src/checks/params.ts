/**
 * How checks read their parameters. The law (catalogue and profile) sets them; the fallback is the catalogue's own default.
 *
 * Room     checks (floor 3). May be imported within checks only.
 */
import type { ParamValue } from '../contract/check.js';

type Params = Readonly<Record<string, ParamValue>>;

/** A number; digits in a text count as one. */
export function numberParam(params: Params, name: string, fallback: number): number {
  const value = params[name];
  if (value === undefined) return fallback;
  const number = Number(value);
  if (!Number.isFinite(number)) throw new TypeError(`the parameter ${name} is no number`);
  return number;
}

/** A text. */
export function textParam(params: Params, name: string, fallback: string): string {
  const value = params[name];
  return value === undefined ? fallback : String(value);
}

/** A list; its items as texts, since a profile may write statuses as numbers. */
export function listParam(params: Params, name: string, fallback: readonly string[]): readonly string[] {
  const value = params[name];
  if (value === undefined) return fallback;
  return Array.isArray(value) ? value.map(String) : [String(value)];
}

/** A flag that the profile sets, or the check's default. */
export function flagParam(params: Params, name: string, fallback: boolean): boolean {
  const value = params[name];
  return typeof value === 'boolean' ? value : fallback;
}
