/**
 * coding/service-id, coding/agency-id — the statement's own codes: the service's id, the same in its contract, and the agency's legal id.
 *
 * Source   EGIF-COD-SVC-001 (eleven digits as seen in the register; its grammar is not published), EGIF-COD-SVC-002.
 * Evidence the statement and the contract; nothing is sent.
 */
import type { CheckSubject } from '../../contract/check.js';
import type { Finding } from '../../contract/documents.js';
import { memberOf } from '../../contract/json.js';
import { examined, type Judgement } from '../../contract/judgement.js';
import { legalId } from '../../schemes/legal-id.js';
import { serviceId } from '../../schemes/plain-codes.js';
import { defineCheck } from '../ask.js';
import { withoutEvidence } from '../data/value-check.js';

function judgeService({ service, contract }: CheckSubject): Judgement {
  const findings: Finding[] = [];
  const { reasons } = serviceId(service.id);
  if (reasons.length > 0)
    findings.push({
      code: 'stated-service-id-malformed',
      at: 'statement#services/id',
      got: service.id.slice(0, 24),
      want: '11 digits',
      detail: reasons.join(', '),
    });
  if (contract === undefined) return examined(1, findings);
  const stated = memberOf(memberOf(contract.document.data, 'info'), 'x-egif-service-id');
  const at = `${contract.file}#/info/x-egif-service-id`;
  if (stated === undefined) findings.push({ code: 'service-id-not-in-contract', at: `${contract.file}#/info`, want: service.id });
  else if (stated !== service.id) findings.push({ code: 'service-id-differs', at, got: String(stated).slice(0, 24), want: service.id });
  return examined(2, findings);
}

/** The service has an id of the register's form, and the contract states the same. */
export const serviceIdStated = defineCheck({
  id: 'coding/service-id',
  safety: 'S0',
  over: 'service',
  params: {},
  findings: ['stated-service-id-malformed', 'service-id-not-in-contract', 'service-id-differs'],
  probe: (subject) => withoutEvidence(() => judgeService(subject)),
});

function judgeAgency({ agency }: CheckSubject): Judgement {
  const { reasons } = legalId(agency.legalPersonId);
  const at = 'statement#agency/legalPersonId';
  const lexical = reasons.filter((reason) => reason !== 'wrong-check-digit');
  return examined(1, [
    ...(lexical.length === 0 ? [] : [{ code: 'agency-id-malformed', at, want: '11 digits', detail: lexical.join(', ') }]),
    ...(lexical.length === reasons.length ? [] : [{ code: 'agency-id-check-digit', at, want: 'a valid check digit' }]),
  ]);
}

/** The agency is named by a legal person's id that holds. */
export const agencyIdValid = defineCheck({
  id: 'coding/agency-id',
  safety: 'S0',
  over: 'service',
  params: {},
  findings: ['agency-id-malformed', 'agency-id-check-digit'],
  probe: (subject) => withoutEvidence(() => judgeAgency(subject)),
});
