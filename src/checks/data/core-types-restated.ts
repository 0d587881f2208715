/**
 * data/core-types-restated — a schema that names a core type says what the core type says: no other kind, nothing narrower, nothing wider.
 *
 * Source   EGIF-DAT-SCH-003 (types are reused, never restated differently); the core vocabularies of the law.
 * Evidence the contract that the service was read with; nothing is sent. A pattern that cannot run in linear time tells nothing.
 *
 * A pattern is compared by what it does: codes that are valid must pass it, and the same codes with one character more or less must not.
 */
import { RE2JS } from 're2js';
import type { Json, JsonObject } from '../../contract/api-model.js';
import type { CheckSubject } from '../../contract/check.js';
import type { Finding } from '../../contract/documents.js';
import { undetermined, type Judgement } from '../../contract/judgement.js';
import { isObject, memberOf } from '../../contract/json.js';
import { codeOfCoreType } from '../../schemes/core-types.js';
import { schemes } from '../../schemes/registry.js';
import { defineCheck } from '../ask.js';
import { restatedObject } from './restated-object.js';
import { typedSchemas, type TypedSchema } from './typed-schemas.js';
import { distinct, judgementOf, withoutEvidence, type Flaw } from './value-check.js';

/** Codes with one form and one length: a pattern that differs on them is another type. Codes of several forms may be told apart by a contract. */
const fixedForms: ReadonlySet<string> = new Set([
  'NationalCode',
  'LegalPersonId',
  'ForeignNationalId',
  'PostalCode',
  'Iban',
  'Vin',
  'ProductCode',
  'MobileNumber',
]);

/** Codes whose every value can be told right or wrong from outside. */
const toldApart = (type: string): boolean => fixedForms.has(type) || ['CurrencyCode', 'CountryCode', 'LanguageTag', 'ProvinceCode'].includes(type);

const listed = (value: Json | undefined): readonly Json[] => (Array.isArray(value) ? value : value === undefined ? [] : [value]);

/** Whether a text passes the patterns and lengths of all parts; undefined where a pattern cannot be run. */
function admits(parts: readonly JsonObject[]): ((text: string) => boolean) | undefined {
  try {
    const patterns = parts.flatMap((part) => {
      const pattern = memberOf(part, 'pattern');
      return typeof pattern === 'string' ? [RE2JS.compile(RE2JS.translateRegExp(pattern))] : [];
    });
    const least = Math.max(0, ...parts.map((part) => Number(memberOf(part, 'minLength') ?? 0)));
    const most = Math.min(...parts.map((part) => Number(memberOf(part, 'maxLength') ?? Number.POSITIVE_INFINITY)));
    return (text) => text.length >= least && text.length <= most && patterns.every((pattern) => pattern.matcher(text).find());
  } catch {
    return undefined;
  }
}

const has = (parts: readonly JsonObject[], ...keywords: readonly string[]): boolean =>
  parts.some((part) => keywords.some((keyword) => memberOf(part, keyword) !== undefined));

/** What the patterns and lengths of a code refuse or permit otherwise than its scheme. */
function formFlaws(type: string, parts: readonly JsonObject[]): readonly Flaw[] {
  const scheme = schemes.get(codeOfCoreType.get(type) ?? 'persian-text');
  const passes = fixedForms.has(type) && has(parts, 'pattern', 'minLength', 'maxLength') ? admits(parts) : undefined;
  if (scheme === undefined || passes === undefined) return [];
  const refused = scheme.valid.find((code) => !passes(code));
  const others = has(parts, 'pattern') ? scheme.valid.flatMap((code) => [code.slice(0, -1), `${code}${code.at(-1) ?? ''}`]) : [];
  const permitted = others.find((code) => passes(code));
  return [
    ...(refused === undefined ? [] : [{ code: 'core-type-narrowed', want: `${type} of ${refused.length} characters` }]),
    ...(permitted === undefined ? [] : [{ code: 'core-type-widened', got: `a text of ${permitted.length} characters` }]),
  ];
}

/** Values of an enumeration that the code does not know. */
function valueFlaws(type: string, parts: readonly JsonObject[]): readonly Flaw[] {
  const id = codeOfCoreType.get(type);
  const scheme = id === undefined || !toldApart(type) ? undefined : schemes.get(id);
  const values = parts.flatMap((part) => [...listed(memberOf(part, 'enum')), ...listed(memberOf(part, 'const'))]);
  const foreign = scheme === undefined ? undefined : values.find((value) => value !== null && !scheme.check(value).valid);
  return foreign === undefined ? [] : [{ code: 'core-type-widened', got: String(foreign).slice(0, 12) }];
}

/** A code or a text: a string, and of its form. */
function codeFlaws({ type, parts }: TypedSchema): readonly Flaw[] {
  const kinds = parts.flatMap((part) => listed(memberOf(part, 'type'))).filter((kind) => kind !== 'null');
  // A structured code (a plate by its parts) and alternatives say more than one kind can.
  if (kinds.includes('object') || has(parts, 'oneOf', 'anyOf')) return [];
  if (kinds.length > 0 && !kinds.includes('string')) return [{ code: 'core-type-kind-differs', got: String(kinds[0]), want: 'string' }];
  return [...formFlaws(type, parts), ...valueFlaws(type, parts)];
}

/** What is restated otherwise, or undefined where the law knows nothing of the type. */
function flawsOf(typed: TypedSchema, subject: CheckSubject): readonly Flaw[] | undefined {
  if (typed.type === 'PersianText' || codeOfCoreType.has(typed.type)) return codeFlaws(typed);
  const vocabulary = subject.vocabulary(typed.type);
  return isObject(vocabulary) ? restatedObject(typed, vocabulary) : undefined;
}

function judge(subject: CheckSubject): Judgement {
  const { contract } = subject;
  if (contract === undefined) return undetermined('no-contract');
  const findings: Finding[] = [];
  const places = new Set<string>();
  for (const typed of typedSchemas(contract)) {
    const flaws = flawsOf(typed, subject);
    if (flaws === undefined) continue;
    places.add(typed.pointer);
    for (const { member, ...flaw } of flaws) {
      findings.push({ ...flaw, at: `${contract.file}#${typed.pointer}${member === undefined ? '' : `/properties/${member}`}` });
    }
  }
  return judgementOf(places.size, distinct(findings));
}

export const coreTypesRestated = defineCheck({
  id: 'data/core-types-restated',
  safety: 'S0',
  over: 'service',
  params: {},
  findings: ['core-type-kind-differs', 'core-type-narrowed', 'core-type-widened', 'core-type-member-optional'],
  probe: (subject) => withoutEvidence(() => judge(subject)),
});
