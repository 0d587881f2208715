/**
 * The facets of a simple type as the keywords of JSON Schema that say the same of a value.
 *
 * Source   XML Schema Part 2 §4.3 (facets), appendix F (regular expressions).
 * Room     checks/lint (floor 3). May be imported within checks/lint only.
 */
import type { Json, JsonObject } from '../../../contract/api-model.js';
import { attributeOf, childrenOf, type XmlNode } from './xml-tree.js';

const numberOf = (value: string | undefined): number | undefined => {
  const number = value === undefined || value.trim() === '' ? Number.NaN : Number(value);
  return Number.isFinite(number) ? number : undefined;
};

const facets = [
  ['minLength', 'minLength'],
  ['maxLength', 'maxLength'],
  ['minInclusive', 'minimum'],
  ['maxInclusive', 'maximum'],
  ['minExclusive', 'exclusiveMinimum'],
  ['maxExclusive', 'exclusiveMaximum'],
] as const;

/** Opposite ends of one keyword: a derived bound takes the place of both forms of the same end. */
const rivals: Readonly<Record<string, string>> = {
  minimum: 'exclusiveMinimum',
  maximum: 'exclusiveMaximum',
  exclusiveMinimum: 'minimum',
  exclusiveMaximum: 'maximum',
};

/** A regular expression of XML Schema is anchored by itself; `^` and `$` in it are characters like any other (appendix F), but for `[^`. */
function anchored(pattern: string): string {
  let plain = '';
  let isClass = false;
  for (let at = 0; at < pattern.length; at += 1) {
    const unit = pattern.charAt(at);
    if (unit === '\\') {
      plain += unit + pattern.charAt(at + 1);
      at += 1;
      continue;
    }
    if (unit === '[') isClass = true;
    else if (unit === ']') isClass = false;
    plain += !isClass && (unit === '^' || unit === '$') ? `\\${unit}` : unit;
  }
  return plain;
}

/** Bounds that follow from the number of digits: so many before the point at most. */
function digitBounds(total: number | undefined, fraction: number | undefined, base: JsonObject): JsonObject {
  if (total === undefined || total > 300) return {};
  const after = base['type'] === 'integer' ? 0 : (fraction ?? 0);
  const end = 10 ** (total - Math.min(after, total));
  const bound = base['type'] === 'integer' ? { minimum: 1 - end, maximum: end - 1 } : { exclusiveMinimum: -end, exclusiveMaximum: end };
  // what is bounded nearer already stays so
  const has = (...names: readonly string[]): boolean => names.some((name) => base[name] !== undefined);
  const isLow = (name: string): boolean => name.toLowerCase().includes('minimum');
  return Object.fromEntries(
    Object.entries(bound).filter(([name]) => !(isLow(name) ? has('minimum', 'exclusiveMinimum') : has('maximum', 'exclusiveMaximum'))),
  );
}

/** The base with the facets of a restriction of it. */
export function restricted(restriction: XmlNode, base: JsonObject): JsonObject {
  const facetOf = (facet: string): string | undefined => {
    const [node] = childrenOf(restriction, `xsd:${facet}`);
    return node === undefined ? undefined : attributeOf(node, 'value');
  };
  const keywords: Record<string, Json> = { ...base };
  for (const [facet, keyword] of facets) {
    const value = numberOf(facetOf(facet));
    if (value === undefined) continue;
    delete keywords[rivals[keyword] ?? ''];
    keywords[keyword] = value;
  }
  Object.assign(keywords, digitBounds(numberOf(facetOf('totalDigits')), numberOf(facetOf('fractionDigits')), keywords));
  const length = numberOf(facetOf('length'));
  if (length !== undefined) Object.assign(keywords, { minLength: length, maxLength: length });
  const patterns = childrenOf(restriction, 'xsd:pattern').flatMap((node) => attributeOf(node, 'value') ?? []);
  if (patterns.length > 0) keywords['pattern'] = `^(?:${patterns.map(anchored).join('|')})$`;
  const values = childrenOf(restriction, 'xsd:enumeration').flatMap((node) => attributeOf(node, 'value') ?? []);
  if (values.length > 0)
    keywords['enum'] = base['type'] === 'string' || base['type'] === undefined ? values : values.map((value) => numberOf(value) ?? value);
  return keywords;
}
