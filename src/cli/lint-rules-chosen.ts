/**
 * The rules that `--only` and `--layer` leave.
 *
 * Room     cli (floor 7).
 */
import { suggestion } from '../contract/nearest.js';
import { EgifError } from '../errors.js';
import { lintRules } from '../index/contracts.js';

const layerCodes: Readonly<Record<string, string>> = { technical: 'TEC', data: 'DAT', coding: 'COD', organisational: 'ORG', legal: 'LEG' };

function layerCodesIn(list: string): readonly string[] {
  const names = list.split(',').map((name) => name.trim());
  return names.map((name) => {
    const code = Object.hasOwn(layerCodes, name) ? layerCodes[name] : undefined;
    if (code !== undefined) return code;
    throw new EgifError('USAGE', `there is no layer ${name.slice(0, 40)}`, { mend: `one of ${Object.keys(layerCodes).join(', ')}` });
  });
}

function demandKnown(only: readonly string[], known: ReadonlySet<string>): void {
  const unknown = only.find((id) => !known.has(id));
  if (unknown === undefined) return;
  throw new EgifError('UNKNOWN_ID', `no rule on contracts is called ${unknown.slice(0, 60)} or checks a requirement of that id`, {
    mend: suggestion(unknown, known, 'name a requirement (EGIF-TEC-OAS-001) or a rule (lint/servers-https)'),
  });
}

/** Ids of the rules that are left; undefined for all of them. Errors: USAGE, UNKNOWN_ID. */
export function chosenRules(only: readonly string[] | undefined, layer: string | undefined): readonly string[] | undefined {
  if (only === undefined && layer === undefined) return undefined;
  const rules = lintRules();
  const wanted = only?.flatMap((list) => list.split(',').map((id) => id.trim()));
  if (wanted !== undefined) demandKnown(wanted, new Set(rules.flatMap(({ id, requirement }) => [id, requirement])));
  const layers = layer === undefined ? undefined : layerCodesIn(layer);
  const left = rules.filter(
    ({ id, requirement }) =>
      (wanted === undefined || wanted.includes(id) || wanted.includes(requirement)) &&
      (layers === undefined || layers.some((code) => requirement.startsWith(`EGIF-${code}-`))),
  );
  if (left.length > 0) return left.map(({ id }) => id);
  throw new EgifError('USAGE', 'no rule on contracts is left by --only and --layer', { mend: 'name other requirements or layers' });
}
