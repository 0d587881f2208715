/**
 * A language tag: well formed by RFC 5646, the shortest code of its language, and a region that the subtag registry has.
 *
 * Source   RFC 5646 §2.1 (grammar), §2.2.1 (the shortest code; of two three-letter codes the terminological one), §2.2.4 (regions), §2.2.5 and
 *          §2.2.6 (no variant and no singleton twice), §4.5 (usual case). Tags and regions that only private use or a grandfathered
 *          list explains (x-…, i-…, XA) say nothing to a stranger, and are refused.
 * Room     schemes (floor 1). Imports nothing outside this room.
 */
import { countryRows, languageRows } from './generated/tables.js';
import { lexemeOf, type Shape } from './lexical.js';
import { resultOf, type SchemeResult } from './scheme.js';

const languages: ReadonlySet<string> = new Set(languageRows.map(([code]) => code));

/** Bibliographic codes of ISO 639-2, which the subtag registry never had, and what they mean. */
const bibliographic =
  'alb sq arm hy baq eu bur my chi zh cze cs dut nl fre fr geo ka ger de gre el ice is mac mk mao mi may ms per fa rum ro slo sk tib bo wel cy'.split(
    ' ',
  );

const shortest: ReadonlyMap<string, string> = new Map([
  ...languageRows.filter(([code, three]) => code !== three).map(([code, three]) => [three, code] as const),
  ...bibliographic.flatMap((code, index) => (index % 2 === 0 ? [[code, bibliographic[index + 1] ?? ''] as const] : [])),
]);

/** Regions of the subtag registry that are no countries of ISO 3166-1 today: reserved and withdrawn codes, none of private use. */
const otherRegions = 'AC AN BU CP CQ CS DD DG EA EU EZ FX IC NT SU TA TP UN YD YU ZR'.split(' ');
const regions: ReadonlySet<string> = new Set([...countryRows.map(([code]) => code), ...otherRegions]);

const form =
  /^([a-z]{2,3})(?:-[a-z]{3}){0,3}(?:-([a-z]{4}))?(?:-([a-z]{2}|[0-9]{3}))?((?:-(?:[0-9a-z]{5,8}|[0-9][0-9a-z]{3}))*)((?:-[0-9a-wyz](?:-[0-9a-z]{2,8})+)*)(?:-x(?:-[0-9a-z]{1,8})+)?$/i;
const shape: Shape = { exact: form, alphabet: /^[-A-Za-z0-9]$/, lengths: [] };

const repeats = (subtags: readonly string[]): boolean => new Set(subtags.map((subtag) => subtag.toLowerCase())).size < subtags.length;

/** Whether a variant, or the letter of an extension, stands twice. */
function repeated(variants: string, extensions: string): boolean {
  return repeats(variants.split('-').slice(1)) || repeats([...extensions.matchAll(/-([0-9a-z])(?=-)/gi)].map(([, letter = '']) => letter));
}

const knownRegion = (region: string): boolean => !/^[A-Z]{2}$/.test(region) || regions.has(region);

/** A BCP 47 tag. Reasons: the lexical ones, wrong-form, not-shortest (fas and per for fa), unknown-code (a two-letter language that is none),
 * unknown-region. Warnings: not-listed (three letters outside our list), not-canonical-case. */
export function language(value: unknown): SchemeResult {
  const { text, reasons } = lexemeOf(value, shape);
  const lexical = reasons.filter((reason) => reason !== 'wrong-length');
  const [, primary, script, region, variants = '', extensions = ''] = form.exec(text) ?? [];
  if (primary === undefined) return resultOf(lexical.length > 0 ? lexical : ['wrong-form']);
  const code = primary.toLowerCase();
  const own = [...lexical];
  if (repeated(variants, extensions)) own.push('wrong-form');
  if (shortest.has(code)) own.push('not-shortest');
  else if (code.length === 2 && !languages.has(code)) own.push('unknown-code');
  if (region !== undefined && !knownRegion(region.toUpperCase())) own.push('unknown-region');
  const usual =
    primary === code && (script === undefined || /^[A-Z][a-z]{3}$/.test(script)) && (region === undefined || region === region.toUpperCase());
  return resultOf(own, [...(usual ? [] : ['not-canonical-case']), ...(own.length === 0 && !languages.has(code) ? ['not-listed'] : [])]);
}
