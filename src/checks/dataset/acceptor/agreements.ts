/**
 * Members of one object that must agree: a Solar-Hijri companion with its Gregorian day, the code of a province with the name beside it.
 *
 * Room     checks (floor 3). May be imported by the acceptor only.
 */
import { provinceRows } from '../../../schemes/generated/tables.js';
import { codeIdOf, wordsOf } from '../../../schemes/field-dictionary.js';
import { periodStarts } from '../../data/period-order.js';
import type { TextRules } from './member-rules.js';

/** What two members of an object must have in common. */
export interface Agreement {
  readonly left: string;
  readonly right: string;
  /** Whether the left one may stand only beside the right one. */
  readonly needsRight: boolean;
  /** The tables by whose rows they agree; absent for days. */
  readonly tables?: { readonly left: readonly string[]; readonly right: readonly string[] };
}

/** The texts of an object by their names. */
export type Texts = ReadonlyMap<string, TextRules>;

const marks: ReadonlySet<string> = new Set(['jalali', 'shamsi']);

/** Whether a member can be taken for the Gregorian twin of a companion: by every way in which the rule of companions looks for it. */
function mayBeTwin(companion: string, name: string): boolean {
  const words = wordsOf(name);
  const plain = wordsOf(companion)
    .filter((word) => !marks.has(word))
    .join('');
  const stem = plain.replace(/(?:date|at)$/, '');
  return !words.some((word) => marks.has(word)) && [plain, stem, `${plain}date`, `${plain}at`, `${stem}at`, `${stem}date`].includes(words.join(''));
}

function twinOf(companion: string, texts: Texts): Agreement | undefined {
  const twins = [...texts.keys()].filter((name) => name !== companion && mayBeTwin(companion, name));
  const [twin] = twins;
  if (twin === undefined || twins.length > 1 || texts.get(twin)?.time !== 'date') return undefined;
  return { left: companion, right: twin, needsRight: true };
}

const isBill = (name: string): boolean => codeIdOf(name) === 'bill-id';

/**
 * Why a text must be compared with members beside it in a way that only the judge knows, or undefined: the end of a period with its start, a payment
 * id with its bill's; and a bill id that another type or format keeps from being read as one.
 */
export function companyOf(name: string, { schemes }: TextRules, names: ReadonlySet<string>): string | undefined {
  if (periodStarts(name).some((start) => names.has(start))) return 'the end of a period beside its start';
  if (isBill(name) && !schemes.includes('bill-id')) return 'a bill id by its name alone';
  if ((codeIdOf(name) === 'payment-id' || name === 'paymentId') && [...names].some(isBill)) return "a payment id beside its bill's";
  return undefined;
}

const provinceCodes = provinceRows.map(([code]) => code);
const provinceNames = provinceRows.map(([, , name]) => name);

/** Whether a member may name the province whose code stands beside it. */
export function mayNameProvince(name: string, isInProvince: boolean): boolean {
  return isInProvince || /province|ostan|استان/u.test(wordsOf(name).join(''));
}

/** All agreements of an object, and the members that nothing here can be compared with. */
export function agreementsOf(
  texts: Texts,
  isInProvince: boolean,
): { readonly agreements: readonly Agreement[]; readonly alone: ReadonlySet<string> } {
  const names = [...texts];
  const companions = names.filter(([, { companion }]) => companion).map(([name]) => name);
  const twins = companions.flatMap((name) => twinOf(name, texts) ?? []);
  const codes = names.filter(([, { schemes }]) => schemes.includes('province')).map(([name]) => name);
  const named = names.filter(([name]) => !codes.includes(name) && mayNameProvince(name, isInProvince)).map(([name]) => name);
  const provinces = codes.flatMap((left) =>
    named.map((right): Agreement => ({ left, right, needsRight: false, tables: { left: provinceCodes, right: provinceNames } })),
  );
  const paired = new Set(twins.map(({ left }) => left));
  return { agreements: [...twins, ...provinces], alone: new Set(companions.filter((name) => !paired.has(name))) };
}
