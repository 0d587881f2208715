/**
 * One digest over the rules that a harness judged by: rulesets, code lists and vocabularies, as its reports name them. A trust list pins it beside the version.
 *
 * Room     certification (floor 4). Pure.
 */
import { digestOf } from '../contract/canonical.js';
import type { Report } from '../contract/documents.js';

export function rulesDigestOf({
  rulesets,
  codelists,
  vocabularies = [],
}: Pick<Report['harness'], 'rulesets' | 'codelists' | 'vocabularies'>): string {
  return digestOf({ rulesets, codelists, vocabularies });
}
