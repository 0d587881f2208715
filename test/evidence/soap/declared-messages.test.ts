/** Whether a SOAP message can have an effect is told by the message, whatever the probe says. */
import { strict as assert } from 'node:assert';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { readSoapContract } from '../../../src/checks/soap/read-soap-contract.js';
import type { HttpAction } from '../../../src/contract/evidence.js';
import { loadContract } from '../../../src/evidence/document/load-contract.js';
import { safetyOf } from '../../../src/evidence/permission.js';
import { declaredMessages } from '../../../src/evidence/soap/declared-messages.js';

const file = join(process.cwd(), 'fixtures/agencies/person-inquiry-soap/person-inquiry.wsdl');
const contract = readSoapContract(await loadContract(file), { type: 'wsdl', file, operationsSafe: ['readPerson', 'echo'] }, { dataClass: 'public' });
const messages = declaredMessages([contract]);
const m = 'https://soap.sample.gov.example/person-inquiry/messages';
const action = (payload: string, soapAction = '', type = 'text/xml'): HttpAction => ({
  kind: 'http',
  method: 'POST',
  url: 'https://a.example/',
  body: `<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"><soapenv:Body>${payload}</soapenv:Body></soapenv:Envelope>`,
  headers: [
    ['Content-Type', type],
    ['SOAPAction', `"${soapAction}"`],
  ],
  credential: 'none',
  safety: 'S1',
  place: '/',
});

describe('The class of a SOAP message', () => {
  const cases = [
    ['a safe operation', action(`<echo xmlns="${m}"><token>t</token></echo>`), 'safe'],
    ['a safe operation with a prefix', action(`<q:echo xmlns:q="${m}"/>`), 'safe'],
    ['an operation with an effect', action(`<submitCorrection xmlns="${m}"/>`), 'changing'],
    ['one that the statement does not call safe', action(`<readLegalPerson xmlns="${m}"/>`), 'changing'],
    [
      'a safe payload under the action of another',
      action(`<echo xmlns="${m}"/>`, 'https://soap.sample.gov.example/person-inquiry/submitCorrection'),
      'changing',
    ],
    ['an element that no operation takes', action('<egifUnknown xmlns="urn:egif:unknown"/>'), 'safe'],
    ['a payload whose namespace is declared elsewhere', action('<m:submitCorrection/>'), 'changing'],
    ['no payload', action(''), 'changing'],
    ['no SOAP message', { ...action(''), body: '{}' }, undefined],
  ] as const;
  for (const [why, sent, wanted] of cases) it(`of ${why} is ${wanted ?? 'not told'}`, () => assert.equal(messages(sent), wanted));

  it('is S4 at least where the message may have an effect, whatever is stated', () => {
    assert.equal(safetyOf(action(`<submitCorrection xmlns="${m}"/>`), undefined, messages), 'S4');
    assert.equal(safetyOf(action(`<echo xmlns="${m}"/>`), undefined, messages), 'S1');
  });

  it('is that of SOAP 1.2 by the action of the media type', () => {
    const sent = action(`<echo xmlns="${m}"/>`, '', 'application/soap+xml; action="https://soap.sample.gov.example/person-inquiry/submitCorrection"');
    assert.equal(messages({ ...sent, headers: sent.headers?.slice(0, 1) ?? [] }), 'changing');
  });
});
