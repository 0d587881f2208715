/**
 * What a rule would say of a plain text, seen at a glance: that it is none of its own, or that nothing is wrong with it. Every doubt is left to the
 * rule itself. The argument stands beside each glance; a test holds all of them to their rules.
 *
 * Room     checks (floor 3). May be imported within checks/dataset only.
 */
import { accepts } from '../../schemes/accepts.js';
import { acceptsGregorianDate } from '../../schemes/acceptors/texts.js';
import type { SchemeId } from '../../schemes/scheme.js';
import { keywordOf, type Known, type Node } from '../data/instance.js';
import { isWordForNothing, numericKinds } from '../data/no-sentinels.js';

/** The rule would give undefined; an empty list; something that only it can tell. */
export const notMine = 0;
export const nothingWrong = 1;
export const mustLook = 2;
export type Glimpse = 0 | 1 | 2;

/** Looks at a plain text (see plain-text): it is not empty, and ASCII alone or with Persian letters. */
export type Glance = (text: string, isAscii: boolean) => Glimpse;

/** A node of the field, with any value. */
export type FieldNode = Node & { readonly known: Known };

const space = 0x20;
const isDigit = (unit: number): boolean => unit >= 0x30 && unit <= 0x39;

const cleanIf =
  (holds: (text: string) => boolean): Glance =>
  (text) =>
    holds(text) ? nothingWrong : mustLook;

/** First units of the words that stand for nothing, none of which is longer than nine units: -, \N, null, nil, n/a, undefined, نامشخص. */
const wordStarts: ReadonlySet<number> = new Set([...'-nNuU\\ن'].map((start) => start.charCodeAt(0)));
const longestWord = 9;

/** Whether the last three units are one and the same: a row of digits that stands for nothing has five of them. */
const endsInRow = (text: string, last: number): boolean => text.charCodeAt(text.length - 2) === last && text.charCodeAt(text.length - 3) === last;

/** Days that stand for nothing begin with 0 or 9. */
function noSentinels({ known: { kind, temporal } }: FieldNode): Glance {
  const isCode = kind === 'open' || numericKinds.has(kind ?? '');
  const isTime = temporal !== undefined;
  return (text) => {
    const first = text.charCodeAt(0);
    const last = text.charCodeAt(text.length - 1);
    if (first === space || last === space || (text.length <= longestWord && wordStarts.has(first) && isWordForNothing(text))) return mustLook;
    if (isCode && (text.length === 1 || endsInRow(text, last))) return mustLook;
    return isTime && (first === 0x30 || first === 0x39) ? mustLook : nothingWrong;
  };
}

/** An instant by its own shape has a hyphen after four units and a T after ten. */
const mayBeInstant = (text: string): boolean => text.charCodeAt(4) === 0x2d && (text.charCodeAt(10) | 0x20) === 0x74;

function rfc3339Times({ known: { temporal } }: FieldNode): Glance {
  if (temporal === undefined) return (text) => (mayBeInstant(text) ? mustLook : notMine);
  if (temporal === 'date') return cleanIf(acceptsGregorianDate);
  if (temporal === 'date-time') return cleanIf(accepts.instant);
  return cleanIf((text) => (text.length === 10 ? acceptsGregorianDate(text) : accepts.instant(text)));
}

/** A Solar-Hijri date begins with 12 to 15, in whatever digits, or with blanks; a date of any calendar has a hyphen after four units and after seven. */
function gregorianCanonical({ known: { companion, temporal } }: FieldNode): Glance | undefined {
  if (companion) return undefined;
  const otherwise = temporal === undefined ? notMine : nothingWrong;
  return (text) => {
    const first = text.charCodeAt(0);
    const second = text.charCodeAt(1);
    if (first === space || (first >= 0x6f0 && first <= 0x6f9)) return mustLook;
    if (first === 0x31 && second >= 0x32 && second <= 0x35) return mustLook;
    if (otherwise === nothingWrong) return nothingWrong;
    return text.charCodeAt(4) === 0x2d && text.charCodeAt(7) === 0x2d ? mustLook : notMine;
  };
}

/** Only national codes can have lost their zeros, and not those of ten or more digits; of other identifiers every text will do. */
function identifiersAreStrings({ known: { kind, identifier } }: FieldNode): Glance | undefined {
  if (identifier === 'open') return undefined;
  if (kind !== 'national-code' && kind !== 'person-or-legal-id') return () => nothingWrong;
  return cleanIf((text) => accepts[kind](text));
}

/** A text of ASCII has no digits but those that machines read. */
function asciiDigits({ known: { identifier } }: FieldNode): Glance | undefined {
  if (identifier === 'open') return undefined;
  return (text, isAscii) => {
    if (!isAscii) return mustLook;
    for (let index = 0; index < text.length; index += 1) if (isDigit(text.charCodeAt(index))) return nothingWrong;
    return notMine;
  };
}

/** A text that the scheme of a kind finds valid. */
const ofKinds =
  (...kinds: readonly SchemeId[]) =>
  ({ known: { kind } }: FieldNode): Glance | undefined =>
    kind !== undefined && kind !== 'open' && kinds.includes(kind) ? cleanIf(accepts[kind]) : undefined;

/** Either code is judged by the rule of its length. */
const ofEither =
  (own: SchemeId, other: SchemeId) =>
  ({ known: { kind } }: FieldNode): Glance | undefined => {
    if (kind === own) return cleanIf(accepts[own]);
    if (kind !== 'person-or-legal-id') return undefined;
    return (text) => (accepts[own](text) ? nothingWrong : accepts[other](text) ? notMine : mustLook);
  };

/** Twelve digits in the member of a national code are a foreigner's id. */
function foreignerId({ known: { kind } }: FieldNode): Glance | undefined {
  if (kind === 'national-code') return (text) => (text.length === 12 ? mustLook : notMine);
  return kind === 'foreigner-id' ? cleanIf(accepts['foreigner-id']) : undefined;
}

/** The rial is in force and is no toman. */
const rial = ({ known: { kind, words } }: FieldNode): Glance | undefined =>
  kind === 'currency' && !words.some((word) => /^to|^تو/.test(word)) ? cleanIf((text) => text === 'IRR') : undefined;

/** An open or remembered list is looked into by the rule; a closed one of texts alone is at hand. */
function listedValues(node: FieldNode): Glance | undefined {
  const values = keywordOf(node, 'enum');
  const isAlone = keywordOf(node, 'x-egif-codelist') === undefined && keywordOf(node, 'x-egif-extensible-enum') === undefined;
  if (!Array.isArray(values) || !isAlone) return undefined;
  const texts: ReadonlySet<unknown> = new Set(values);
  return cleanIf((text) => texts.has(text));
}

/** The glance of a rule at the texts of a field, by the rule's id. */
export const glances: ReadonlyMap<string, (node: FieldNode) => Glance | undefined> = new Map<string, (node: FieldNode) => Glance | undefined>([
  ['data/no-sentinels', noSentinels],
  ['data/rfc3339-times', rfc3339Times],
  ['data/no-fake-times', () => cleanIf(acceptsGregorianDate)],
  ['data/gregorian-canonical', gregorianCanonical],
  ['data/identifiers-are-strings', identifiersAreStrings],
  ['data/ascii-digits', asciiDigits],
  ['data/money-unit', rial],
  ['coding/national-code', ofEither('national-code', 'legal-id')],
  ['coding/legal-id', ofEither('legal-id', 'national-code')],
  ['coding/foreigner-id', foreignerId],
  ['coding/telephone', ofKinds('mobile', 'phone', 'landline')],
  ['coding/economic-number', ofKinds('economic-number')],
  ['coding/goods-id', ofKinds('goods-id')],
  ['coding/sheba', ofKinds('sheba')],
  ['coding/vehicle', ofKinds('vin')],
  ['coding/international-codes', ofKinds('country', 'language')],
  ['coding/listed-values', listedValues],
]);
