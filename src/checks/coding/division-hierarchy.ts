/**
 * coding/division-hierarchy — codes of counties, districts and places lie in the province whose code stands beside them, and say their list's version.
 *
 * Source   EGIF-COD-ADR-003. Codes of the national list of divisions are hierarchical: each begins with the two digits of its province. Only members
 *          that the contract puts into that list (x-egif-type DivisionCode, or x-egif-codelist of a list named divisions) are judged; an agency's own
 *          lists may be built otherwise.
 * Evidence the answers to the operation's samples.
 */
import type { JsonObject } from '../../contract/api-model.js';
import { province } from '../../schemes/listed-codes.js';
import { codeIdOf } from '../../schemes/field-dictionary.js';
import { keywordOf, type Node } from '../data/instance.js';
import { defineValueCheck, type Flaw } from '../data/value-check.js';

const nationalList = /(?:^|[/:#])(?:divisions|taqsimat)(?:[-.][a-z0-9.-]+)?(?:@|$)/i;

/** The reference of a member to the national list; an empty text where it is of the type and names no list. */
function listOf(node: Node): string | undefined {
  const reference = keywordOf(node, 'x-egif-codelist');
  if (typeof reference === 'string' && nationalList.test(reference)) return reference;
  return keywordOf(node, 'x-egif-type') === 'DivisionCode' ? (typeof reference === 'string' ? reference : '') : undefined;
}

/** The two digits of the one province whose valid code stands in an object; undefined where there is none, or several that differ. */
function provinceIn(parent: JsonObject | undefined): string | undefined {
  const numbers = Object.entries(parent ?? {}).flatMap(([name, value]) =>
    codeIdOf(name) === 'province' && typeof value === 'string' && province(value).valid ? [value.slice(-2)] : [],
  );
  return new Set(numbers).size === 1 ? numbers[0] : undefined;
}

function look(node: Node): readonly Flaw[] | undefined {
  const { value, parents } = node;
  const list = listOf(node);
  if (list === undefined || typeof value !== 'string' || !/^[0-9]{3,}$/.test(value)) return undefined;
  const flaws: Flaw[] = [];
  if (!/@[^@/]+$/.test(list)) flaws.push({ code: 'division-list-unversioned', got: list === '' ? 'no list' : list, want: 'list@version' });
  const own = value.slice(0, 2);
  const around = provinceIn(parents[0]);
  if (!province(own).valid) flaws.push({ code: 'division-without-province', got: own, want: 'the number of a province' });
  else if (around !== undefined && around !== own) flaws.push({ code: 'division-of-other-province', got: own, want: around });
  return flaws;
}

export const divisionHierarchy = defineValueCheck({
  id: 'coding/division-hierarchy',
  findings: ['division-list-unversioned', 'division-without-province', 'division-of-other-province'],
  look,
});
