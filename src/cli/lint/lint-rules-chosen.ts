/**
 * The rules that `--only` and `--layer` leave.
 *
 * Room     cli (floor 7).
 */
import { lintRules } from '../../index/contracts.js';
import { meant, oneOf, usageError } from '../usage-error.js';

const layerCodes: Readonly<Record<string, string>> = { technical: 'TEC', data: 'DAT', coding: 'COD', organisational: 'ORG', legal: 'LEG' };

function layerCodesIn(list: string): readonly string[] {
  const names = list.split(',').map((name) => name.trim());
  return names.map((name) => {
    const code = Object.hasOwn(layerCodes, name) ? layerCodes[name] : undefined;
    if (code !== undefined) return code;
    const word = name.slice(0, 40);
    throw usageError({ en: `there is no layer ${word}`, fa: `لایهٔ ${word} وجود ندارد` }, oneOf(Object.keys(layerCodes)));
  });
}

function demandKnown(only: readonly string[], known: ReadonlySet<string>): void {
  const unknown = only.find((id) => !known.has(id));
  if (unknown === undefined) return;
  const word = unknown.slice(0, 60);
  const message = {
    en: `no rule on contracts is called ${word} or checks a requirement of that id`,
    fa: `قاعده‌ای روی قراردادها نام ${word} را ندارد و الزامی با این شناسه را نمی‌آزماید`,
  };
  const fallback = {
    en: 'name a requirement (EGIF-TEC-OAS-001) or a rule (lint/servers-https)',
    fa: 'الزام (EGIF-TEC-OAS-001) یا قاعده (lint/servers-https) را نام ببرید',
  };
  throw usageError(message, meant(unknown, known, fallback), 'UNKNOWN_ID');
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
  throw usageError(
    { en: 'no rule on contracts is left by --only and --layer', fa: 'با --only و --layer هیچ قاعده‌ای روی قراردادها نمی‌ماند' },
    { en: 'name other requirements or layers', fa: 'الزام یا لایهٔ دیگری نام ببرید' },
  );
}
