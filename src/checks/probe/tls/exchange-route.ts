/**
 * probe/exchange-route — the service lives at addresses of the exchange network, and is not served around it.
 *
 * Source   EGIF-ORG-IX-001.
 * Evidence the host's addresses against the ranges of the statement's exchange. What lies outside them is asked with a credential, where the
 *          statement says that this run looks from the internet: content given there goes around the exchange. A range that the whole internet
 *          can reach is none of an exchange network, whoever states it. A licence of the Council for an exception is a waiver's matter.
 */
import { ask, callOf, defineCheck } from '../../ask.js';
import { placeOf, responseOf } from '../../read.js';
import { classifyAddress, inCidr } from '../../../contract/address.js';
import type { CheckSubject } from '../../../contract/check.js';
import type { Action, Observation } from '../../../contract/evidence.js';
import { examined, undetermined, violated, type Judgement } from '../../../contract/judgement.js';
import { firstIdentity, sendable } from '../calls.js';
import { bearable } from '../gather.js';
import { combine } from '../gather.js';
import { addressesOf, hostNameOf } from './names.js';

/** What an agency writes under `vantage` where the run looks from outside every exchange network. */
const outside = 'internet';

function* askFromOutside(subject: CheckSubject): Generator<Action, Judgement, Observation> {
  if (subject.environment.vantage?.includes(outside) !== true)
    return undetermined('vantage-undeclared', 'addresses lie outside the ranges of the exchange');
  const operation = (subject.contract?.operations ?? []).find((each) => each.safe && each.secured && sendable(subject, each) !== undefined);
  const sample = operation === undefined ? undefined : sendable(subject, operation);
  if (sample === undefined) return undetermined('no-test-data', 'no safe operation with a credential can be called');
  const exchange = yield* ask({ ...callOf(subject, sample, { credential: firstIdentity(subject) }), tolerate: bearable });
  if (exchange.lost !== undefined) return undetermined(exchange.lost.cause, exchange.lost.detail);
  const { status } = responseOf(exchange);
  if (status >= 200 && status < 300)
    return violated({ code: 'exchange-bypassed', at: placeOf(exchange), got: String(status), want: 'refused outside the exchange' });
  return status === 403 || status === 421 ? examined(1) : undetermined('positive-control-failed', `status ${status} from outside the exchange`);
}

export const exchangeRoute = defineCheck({
  id: 'probe/exchange-route',
  safety: 'S2',
  needs: 'S1',
  over: 'service',
  params: {},
  findings: ['exchange-bypassed'],

  *probe(subject) {
    if (subject.environment.kind !== 'production') return undetermined('not-production', 'the route of a production environment is judged');
    const ranges = subject.exchange?.ranges ?? [];
    if (ranges.length === 0) return undetermined('exchange-ranges-undeclared', 'the statement names no ranges of its exchange');
    const name = hostNameOf(subject);
    const literal = new URL(subject.baseUrl).hostname.replace(/^\[(.*)\]$/, '$1');
    const { addresses, losses } = name === undefined ? { addresses: [literal], losses: [] } : yield* addressesOf(subject, name);
    if (addresses.length === 0) return losses.length > 0 ? combine(losses) : undetermined('dns', 'the name has no address');
    const within = addresses.filter((address) => ranges.some((range) => inCidr(address, range)));
    if (within.length < addresses.length) return yield* askFromOutside(subject);
    const open = within.filter((address) => classifyAddress(address) === 'public');
    const told =
      open.length === 0 ? examined(within.length) : undetermined('exchange-range-public', `${open.length} addresses of the exchange are public ones`);
    return combine([told, ...losses]);
  },
});
