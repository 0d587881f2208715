/**
 * document/service-sheet — the service has an identity sheet, and its approval is named.
 *
 * Source   EGIF-ORG-SID-001.
 * Evidence the statement's serviceSheet: a file or an address, and the reference of the approval.
 */
import { defineCheck } from '../ask.js';
import type { Finding } from '../../contract/documents.js';
import { examined, violated } from '../../contract/judgement.js';

export const serviceSheet = defineCheck({
  id: 'document/service-sheet',
  safety: 'S0',
  over: 'service',
  params: {},
  findings: ['service-sheet-missing', 'service-sheet-unapproved'],

  // biome-ignore lint/correctness/useYield: a check over the statement asks for nothing
  *probe({ service }) {
    const at = `agency.yaml#/services/${service.id}/serviceSheet`;
    const sheet = service.serviceSheet;
    if (sheet === undefined || (sheet.file === undefined && sheet.url === undefined)) return violated({ code: 'service-sheet-missing', at });
    const approved = /[\p{L}\p{N}]/u.test(sheet.approval ?? '');
    const findings: readonly Finding[] = approved ? [] : [{ code: 'service-sheet-unapproved', at: `${at}/approval` }];
    return examined(2, findings);
  },
});
