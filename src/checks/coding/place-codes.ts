/**
 * coding/postal-code, coding/province — codes of addresses in the answers.
 *
 * Source   EGIF-COD-ADR-001 (ten digits; 0 or 2 among the first five is no finding until the Post confirms it), EGIF-COD-ADR-003, ISO 3166-2:IR.
 * Evidence the answers to the operation's samples.
 *
 * Old numbers of provinces silently mean other provinces today, so a code is compared with the name that stands beside it.
 */
import type { JsonObject } from '../../contract/api-model.js';
import { memberOf } from '../../contract/json.js';
import { wordsOf } from '../../schemes/field-dictionary.js';
import { province, provinceAgreement } from '../../schemes/listed-codes.js';
import { postalCode } from '../../schemes/postal-code.js';
import type { Node } from '../data/instance.js';
import { kindOf } from '../data/recognise.js';
import { defineValueCheck, type Flaw } from '../data/value-check.js';
import { defineSchemeCheck } from './scheme-check.js';

const iranian: ReadonlySet<unknown> = new Set([undefined, null, '', 'IR', 'IRN', 'ایران', 'Iran']);

/** Whether an address says that it is in another country. */
function isAbroad({ parents: [parent] }: Node): boolean {
  return ['country', 'countryCode', 'country_code'].some((name) => !iranian.has(memberOf(parent, name)));
}

/** Every postal code has ten ASCII digits; the rule of the first five is tolerated until the Post confirms it. */
export const postalCodeValid = defineSchemeCheck({
  id: 'coding/postal-code',
  kinds: ['postal-code'],
  check: postalCode,
  codes: {},
  otherwise: 'postal-code-malformed',
  tolerated: ['zero-or-two-in-zone'],
  want: '10 digits',
  exempt: isAbroad,
});

const nameWords: ReadonlySet<string> = new Set([
  'province',
  'provincename',
  'provincetitle',
  'provincelabel',
  'provincenamefa',
  'ostan',
  'ostanname',
  'نامستان',
]);

const ownLabels: ReadonlySet<string> = new Set(['name', 'title', 'label', 'nameFa']);

/** Names repeat with every record; so many are remembered, and no more, for a subject may make them up. */
const mostRemembered = 4096;
const remembered = new Map<string, boolean>();

/** Whether a member of this name names a province. */
function isProvinceName(name: string): boolean {
  const known = remembered.get(name);
  if (known !== undefined) return known;
  const found = nameWords.has(wordsOf(name).join(''));
  if (remembered.size < mostRemembered) remembered.set(name, found);
  return found;
}

/** The code of a province and the object that holds it: `provinceCode`, or `code` of a member `province`. */
function provinceCodeOf(node: Node): string | undefined {
  const { value, parents, name } = node;
  if (typeof value !== 'string' || value === '') return undefined;
  if (kindOf(node) === 'province') return value;
  const [parent, outer] = parents;
  return name === 'code' && parent !== undefined && memberOf(outer, 'province') === parent ? value : undefined;
}

/** The name beside a code. */
function provinceNameOf(node: Node, parent: JsonObject): string | undefined {
  for (const name of Object.keys(parent)) {
    const ownLabel = node.name === 'code' && ownLabels.has(name);
    if (!ownLabel && !isProvinceName(name)) continue;
    const value = parent[name];
    const text = typeof value === 'string' ? value : memberOf(value, 'name');
    if (typeof text === 'string' && text !== '') return text;
  }
  return undefined;
}

function look(node: Node): readonly Flaw[] | undefined {
  const code = provinceCodeOf(node);
  const [parent] = node.parents;
  if (code === undefined || parent === undefined) return undefined;
  const { reasons } = province(code);
  if (reasons.length > 0) return [{ code: 'province-code-unknown', got: code.slice(0, 12), want: 'IR-00 … IR-30', detail: reasons.join(', ') }];
  const name = provinceNameOf(node, parent);
  const agreement = name === undefined ? 'agree' : provinceAgreement(code, name);
  if (agreement === 'former') return [{ code: 'province-code-former', got: code, detail: `the code meant ${name} before November 2020` }];
  return agreement === 'disagree' ? [{ code: 'province-name-differs', got: code, detail: `the name beside it is ${name}` }] : [];
}

/** Province codes are of the list in force, and mean the province that is named beside them. */
export const provinceAgrees = defineValueCheck({
  id: 'coding/province',
  findings: ['province-code-unknown', 'province-code-former', 'province-name-differs'],
  look,
});
