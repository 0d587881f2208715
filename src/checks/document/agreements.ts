/**
 * document/agreements — the service is given under agreements that are in force.
 *
 * Source   EGIF-LEG-BAS-003.
 * Evidence the statement's agreements, against the start of the run: one must be in force. The last day counts as a whole.
 */
import { defineCheck } from '../ask.js';
import { examined, violated } from '../../contract/judgement.js';

export const agreements = defineCheck({
  id: 'document/agreements',
  safety: 'S0',
  over: 'service',
  params: {},
  findings: ['agreement-missing', 'agreement-ended', 'agreement-without-end'],

  *probe({ service, startedAt }) {
    const at = `agency.yaml#/services/${service.id}/agreements`;
    const stated = service.agreements ?? [];
    if (stated.length === 0) return violated({ code: 'agreement-missing', at });
    const inForce = stated.filter(({ validTo }) => validTo !== undefined && validTo >= startedAt.slice(0, 10));
    if (inForce.length > 0) return examined(inForce.length);
    const last = stated
      .flatMap(({ validTo }) => validTo ?? [])
      .sort()
      .at(-1);
    return violated(last === undefined ? { code: 'agreement-without-end', at, want: 'validTo' } : { code: 'agreement-ended', at, got: last });
  },
});
