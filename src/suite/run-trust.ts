/**
 * Whom a run trusts: the list that the law names for the certificate of a service, the platform's roots where it allows them, and the operator's.
 *
 * Source   EGIF-TEC-TLS-005: the profile, not the store of the machine, defines trust.
 * Room     suite (floor 5).
 */
import type { ResolvedProfile } from '../contract/documents.js';
import type { TrustLists } from '../profile/load-trust-lists.js';
import { EgifError } from '../errors.js';

/** Named texts of PEM certificates, and whether the platform's roots count too. */
export interface RunTrust {
  readonly trustLists: readonly { readonly name: string; readonly texts: readonly string[] }[];
  readonly platformRoots: boolean;
}

/** Name of the operator's list in evidence. */
export const operatorList = 'operator';
const judge = 'probe/certificate-trust';

/** The trust of a run. `operator`: PEM texts that the operator names. Error: PROFILE_INVALID where the law names a list that it does not hold. */
export function trustOfRun({ requirements }: ResolvedProfile, lists: TrustLists, operator: readonly string[]): RunTrust {
  const own = requirements.find(({ checks }) => checks.some((check) => check === judge));
  const params = own?.params ?? {};
  const name = params['trust'];
  const list = typeof name === 'string' ? lists.get(name) : undefined;
  if (typeof name === 'string' && list === undefined)
    throw new EgifError('PROFILE_INVALID', `the law names the trust list ${name} and holds none of that name`, {
      mend: 'add it to profiles/trust-lists',
    });
  // A profile that does not judge certificates names no list; its credentials still go to nobody whom no list of the law would vouch for.
  const named = list === undefined && own === undefined ? [...lists.values()] : list === undefined ? [] : [list];
  return {
    trustLists: [
      ...named.map(({ id, pem }) => ({ name: id, texts: [pem] })),
      ...(operator.length === 0 ? [] : [{ name: operatorList, texts: operator }]),
    ],
    platformRoots: params['platformRoots'] !== false,
  };
}
