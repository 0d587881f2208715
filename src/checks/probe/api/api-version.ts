/**
 * probe/api-version — answers name the full version of the contract.
 *
 * Source   EGIF-TEC-VER-003.
 * Evidence the valid call of each safe operation, against `info.version` of the contract.
 */
import { ask, callOf, defineCheck } from '../../ask.js';
import { headerValues, placeOf } from '../../read.js';
import { memberOf } from '../../../contract/json.js';
import { satisfied, undetermined, violated } from '../../../contract/judgement.js';
import { unserved } from '../answers.js';
import { sendable, unsendable } from '../calls.js';

export const apiVersion = defineCheck({
  id: 'probe/api-version',
  safety: 'S2',
  over: 'safe-operations',
  params: {},
  findings: ['api-version-missing', 'api-version-differs'],

  *probe(subject) {
    const { operation, contract } = subject;
    const want = memberOf(memberOf(contract?.document.data, 'info'), 'version');
    if (operation === undefined || typeof want !== 'string') return undetermined('no-contract', 'the contract has no info.version');
    const sample = sendable(subject, operation);
    if (sample === undefined) return unsendable(subject, operation);
    const exchange = yield* ask(callOf(subject, sample));
    const broken = unserved(exchange);
    if (broken !== undefined) return broken;
    const at = placeOf(exchange, 'api-version');
    const [got] = headerValues(exchange, 'api-version');
    if (got === undefined) return violated({ code: 'api-version-missing', at, want });
    return got === want ? satisfied : violated({ code: 'api-version-differs', at, got, want });
  },
});
