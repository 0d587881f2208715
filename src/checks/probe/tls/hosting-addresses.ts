/**
 * probe/hosting-addresses — the host's addresses are ones that the registry assigned to this country.
 *
 * Source   EGIF-LEG-RES-001; the law's list of national address ranges, taken from the files of the regional registries. Never a guess by place.
 * Evidence addresses of the host from the declared resolvers, or from this run's own resolution. An address outside the list is a finding only
 *          while the list is young: ranges move between countries.
 * Params   listAgeDays.
 */
import { defineCheck } from '../../ask.js';
import { numberParam } from '../../params.js';
import { placeOf } from '../../read.js';
import { classifyAddress, inCidr } from '../../../contract/address.js';
import { examined, satisfied, undetermined, violated, type Judgement } from '../../../contract/judgement.js';
import { combine } from '../gather.js';
import { addressesOf, hostNameOf } from './names.js';

const listId = 'national-address-ranges';
const dayMs = 86_400_000;

export const hostingAddresses = defineCheck({
  id: 'probe/hosting-addresses',
  safety: 'S1',
  over: 'service',
  params: { listAgeDays: 'days' },
  findings: ['address-not-national'],

  *probe(subject, params) {
    if (subject.environment.kind === 'local') return undetermined('local-environment', 'a local environment has no public address');
    const rows = subject.codelist(listId) ?? [];
    if (rows.length === 0) return undetermined('address-list-missing', listId);
    const name = hostNameOf(subject);
    const literal = new URL(subject.baseUrl).hostname.replace(/^\[(.*)\]$/, '$1');
    const { addresses, losses } = name === undefined ? { addresses: [literal], losses: [] } : yield* addressesOf(subject, name);
    if (addresses.length === 0) return losses.length > 0 ? combine(losses) : undetermined('dns', 'the name has no address');
    const asOf = rows.map((row) => row['asOf'] ?? '').reduce((least, each) => (each < least ? each : least));
    const age = (Date.parse(subject.startedAt) - Date.parse(asOf)) / dayMs;
    const young = age <= numberParam(params, 'listAgeDays', 90);
    const at = placeOf({ environment: subject.environment.id, place: 'dns' });
    const judgeOne = (address: string): Judgement => {
      if (rows.some(({ range = '' }) => inCidr(address, range))) return satisfied;
      if (classifyAddress(address) !== 'public') return undetermined('address-private', `${classifyAddress(address)} address`);
      if (!young) return undetermined('address-list-old', `the list is of ${asOf}`);
      return violated({ code: 'address-not-national', at, got: address, want: `${listId} of ${asOf}` });
    };
    const parts = addresses.map(judgeOne);
    return combine([...(parts.length === 0 ? [examined(0)] : parts), ...losses]);
  },
});
