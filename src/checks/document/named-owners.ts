/**
 * document/named-owners — the statement names who answers for the service.
 *
 * Source   EGIF-ORG-GOV-001.
 * Evidence the statement's contacts. Each needs a way to be reached; the technical one around the clock, the head of the centre an appointment.
 */
import { defineCheck } from '../ask.js';
import type { Finding } from '../../contract/documents.js';
import { examined } from '../../contract/judgement.js';

const roles = ['serviceOwner', 'technical', 'security', 'headOfITCentre'] as const;

export const namedOwners = defineCheck({
  id: 'document/named-owners',
  safety: 'S0',
  over: 'service',
  params: {},
  findings: ['contact-missing', 'contact-unreachable', 'contact-not-around-the-clock', 'appointment-missing'],

  *probe({ agency }) {
    const contacts = agency.contacts ?? {};
    const findings: Finding[] = [];
    for (const role of roles) {
      const at = `agency.yaml#/agency/contacts/${role}`;
      const contact = contacts[role];
      if (contact === undefined) {
        findings.push({ code: 'contact-missing', at, want: role });
        continue;
      }
      if (role === 'headOfITCentre') {
        if ((contact.appointmentRef ?? '').trim() === '') findings.push({ code: 'appointment-missing', at, want: 'appointmentRef' });
      } else if ([contact.email, contact.phone].every((way) => (way ?? '').trim() === '')) {
        findings.push({ code: 'contact-unreachable', at, want: 'email or phone' });
      }
      if (role === 'technical' && !/^24\s*[x×/]\s*7$/i.test(contact.hours ?? '')) {
        findings.push({ code: 'contact-not-around-the-clock', at, got: contact.hours ?? 'absent', want: '24x7' });
      }
    }
    return examined(roles.length, findings);
  },
});
