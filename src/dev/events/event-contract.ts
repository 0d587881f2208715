/**
 * The contract of the event agency's events (AsyncAPI 3.0): what it sends to those who subscribed, what it takes, and the version that was certified
 * before.
 *
 * Room     dev (floor 6). May be imported within dev only.
 */
import { EgifError } from '../../errors.js';
import type { TextPatch } from '../faults/fault.js';

/** The type of the events that are sent. */
export const eventType = 'ir.gov.sample.request-registered.v1';
/** The type of the events that are taken. */
export const noticeType = 'ir.gov.sample.notice-issued.v1';

const delivery = 'x-egif-delivery: { guarantee: at-least-once, ordering: requestId, retention: P7D, maxSize: 65536 }';

function messageText(name: string, type: string, data: { readonly member: string; readonly what: string }): string {
  const { member, what } = data;
  return `    ${name}:
      contentType: application/cloudevents+json
      payload:
        allOf:
          - $ref: '#/components/schemas/Envelope'
          - { type: object, properties: { type: { const: ${type}, description: گونهٔ رویداد }, data: { type: object, description: دادهٔ رویداد, required: [${member}], properties: { ${member}: { type: string, description: ${what} } } } } }
      examples:
        - payload: { id: e-1, source: 'https://sample.gov.example', specversion: '1.0', type: ${type}, data: { ${member}: r-1 } }
`;
}

/** Hosts with ports of the listener and of the broker; `address` is where the events of the agency are delivered to. */
interface Places {
  readonly listener: string;
  readonly broker: string;
  readonly address: string;
}

/** The contract. */
export const eventContractText = ({ listener, broker, address }: Places): string => `asyncapi: 3.0.0
info: { title: رویدادهای مرجع پایهٔ اشخاص, version: 1.1.0, x-egif-data-class: personal }
defaultContentType: application/cloudevents+json
servers:
  webhooks: { host: '${listener}', protocol: https, security: [{ $ref: '#/components/securitySchemes/certificate' }] }
  telemetry: { host: '${broker}', protocol: mqtts, security: [{ $ref: '#/components/securitySchemes/certificate' }] }
  queue: { host: '${broker}', protocol: amqps, security: [{ $ref: '#/components/securitySchemes/certificate' }] }
channels:
  requests:
    address: ${address}
    ${delivery}
    messages: { registered: { $ref: '#/components/messages/Registered' } }
  notices:
    address: /notices
    ${delivery}
    messages: { issued: { $ref: '#/components/messages/Issued' } }
operations:
  sendRegistered: { action: send, channel: { $ref: '#/channels/requests' } }
  receiveIssued: { action: receive, channel: { $ref: '#/channels/notices' } }
components:
  securitySchemes: { certificate: { type: X509 } }
  messages:
${messageText('Registered', eventType, { member: 'requestId', what: 'شناسهٔ درخواست' })}${messageText('Issued', noticeType, { member: 'noticeId', what: 'شناسهٔ اعلان' })}  schemas:
    Envelope:
      type: object
      required: [id, source, specversion, type]
      properties: { id: { type: string, description: شناسهٔ رویداد }, source: { type: string, description: منشأ }, specversion: { const: '1.0', description: نگارش پاکت }, type: { type: string, description: گونهٔ رویداد } }
`;

/** The version that was certified: as it is now, or as a fault says that it was. Error: INTERNAL. */
export function certifiedText(current: string, patches: readonly TextPatch[]): string {
  return [{ find: 'version: 1.1.0', put: 'version: 1.0.0' }, ...patches].reduce((text, { find, put }) => {
    if (!text.includes(find)) throw new EgifError('INTERNAL', `the contract of events does not hold ${find}`);
    return text.replaceAll(find, put);
  }, current);
}
