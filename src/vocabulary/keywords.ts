/**
 * All keywords of this vocabulary as ajv takes them: those that assert, and every other `x-egif-*` word as an annotation, so that strict mode knows it.
 *
 * Source   The catalogue of requirements, which names the words.
 * Room     vocabulary (floor 2). Imports schemes alone; may be imported by checks and index.
 */
import type { FuncKeywordDefinition } from 'ajv';
import { calendarKeyword, twinKeyword } from './calendar.js';
import { codelistKeyword, type CodelistOptions } from './codelist.js';
import { coreTypeKeyword } from './core-type.js';
import { refuse } from './refuse.js';

/** What the keywords need to know; everything may be left out. */
export interface KeywordOptions extends CodelistOptions {
  /** Core types that are known beside those of the catalogue; annotations. */
  readonly types?: Iterable<string>;
}

/** Words that say something about a schema and nothing about a value. */
export const annotations: readonly string[] = [
  'x-egif-async',
  'x-egif-bounded',
  'x-egif-business-rules',
  'x-egif-changelog',
  'x-egif-codelist-digest',
  'x-egif-data-class',
  'x-egif-dcat',
  'x-egif-delivery',
  'x-egif-effect',
  'x-egif-en',
  'x-egif-environment',
  'x-egif-exchange',
  'x-egif-extensible-enum',
  'x-egif-kind',
  'x-egif-lang',
  'x-egif-live',
  'x-egif-mapping',
  'x-egif-not-credential',
  'x-egif-public-reason',
  'x-egif-purpose',
  'x-egif-requirements',
  'x-egif-role',
  'x-egif-safe',
  'x-egif-service-id',
  'x-egif-sla',
  'x-egif-source',
  'x-egif-tier',
  'x-egif-title-en',
  'x-egif-unit',
  'x-egif-unknown',
  'x-egif-version',
  'x-egif-view',
];

/** An absolute URI, or several of them. */
const uri = /^[A-Za-z][A-Za-z0-9+.-]*:[^\s<>"{}|\\^`]+$/;

/** Whether a text is an absolute URI (RFC 3986 §4.3, with letters of any script: RFC 3987). */
export function isConceptUri(value: unknown): boolean {
  return typeof value === 'string' && uri.test(value);
}

const pass = (): boolean => true;

/** `x-egif-concept`: the URI of a concept of the sectoral data reference model (EGIF-DAT-SCH-004). */
const conceptKeyword: FuncKeywordDefinition = {
  keyword: 'x-egif-concept',
  schemaType: ['string', 'array'],
  compile(value: unknown, _parent, it) {
    const concepts = Array.isArray(value) ? value : [value];
    if (concepts.length === 0 || !concepts.every(isConceptUri)) refuse(it, `x-egif-concept is no absolute URI: ${JSON.stringify(value)}`);
    return pass;
  },
};

/** Every keyword that asserts something. */
export function keywords(options: KeywordOptions = {}): readonly FuncKeywordDefinition[] {
  return [coreTypeKeyword(new Set(options.types ?? [])), codelistKeyword(options), calendarKeyword, twinKeyword, conceptKeyword];
}
