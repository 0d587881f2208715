/**
 * document/legal-basis — an exchange of non-public data cites its legal basis.
 *
 * Source   EGIF-LEG-BAS-001.
 * Evidence the statement's legalBasis: each entry names a law with its article, or the identifier of a decree.
 */
import { defineCheck } from '../ask.js';
import type { Finding } from '../../contract/documents.js';
import { examined, undetermined, violated } from '../../contract/judgement.js';

const said = (text: string | undefined): boolean => text !== undefined && !/^[\s….-]*$/.test(text);

export const legalBasis = defineCheck({
  id: 'document/legal-basis',
  safety: 'S0',
  over: 'service',
  params: {},
  findings: ['legal-basis-missing', 'legal-basis-incomplete'],

  *probe({ service }) {
    if (service.dataClass === 'public') return undetermined('public-data', 'the data of the service are public');
    const at = `agency.yaml#/services/${service.id}/legalBasis`;
    const bases = service.legalBasis ?? [];
    if (bases.length === 0) return violated({ code: 'legal-basis-missing', at });
    const findings: Finding[] = bases.flatMap(({ law, article, id }, index) =>
      said(id) || (said(law) && said(article)) ? [] : [{ code: 'legal-basis-incomplete', at: `${at}/${index}`, want: 'law and article, or id' }],
    );
    return examined(bases.length, findings);
  },
});
