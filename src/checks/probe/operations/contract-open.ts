/**
 * probe/contract-open — the contract can be read without business credentials, from a web page too.
 *
 * Source   EGIF-TEC-DSC-004; WHATWG Fetch, CORS protocol.
 * Evidence the document at the statement's contract URL, with an Origin that is nobody's.
 */
import { ask, defineCheck, get } from '../../ask.js';
import { headerValues, placeOf, responseOf } from '../../read.js';
import { satisfied, undetermined, violated } from '../../../contract/judgement.js';
import { busy } from '../answers.js';

export const contractOpen = defineCheck({
  id: 'probe/contract-open',
  safety: 'S1',
  over: 'service',
  params: {},
  findings: ['contract-not-open', 'contract-without-cors'],

  *probe(subject) {
    const url = subject.contract?.url;
    if (url === undefined) return undetermined('contract-url-undeclared', 'the statement gives no URL for the contract');
    const exchange = yield* ask(
      get(subject, url, { purpose: 'document', place: '/{contract}', headers: [['Origin', 'https://egif-probe.invalid']] }),
    );
    const { status } = responseOf(exchange);
    if (status >= 500 || status === 429) return busy(exchange) ?? undetermined('server-error', `status ${status} for the contract`);
    if (status !== 200) return violated({ code: 'contract-not-open', at: placeOf(exchange), got: String(status), want: '200' });
    const allowed = headerValues(exchange, 'access-control-allow-origin');
    if (allowed.includes('*')) return satisfied;
    return violated({ code: 'contract-without-cors', at: placeOf(exchange, 'access-control-allow-origin'), got: allowed.join(', '), want: '*' });
  },
});
