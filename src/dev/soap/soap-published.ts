/**
 * What the sample SOAP agency publishes beside its ports: its files, the status resource and security.txt.
 *
 * Source   WSDL 1.1; RFC 9116.
 * Room     dev (floor 6). May be imported within dev only.
 */
import { jsonAnswer, textAnswer, type AgencyRequest, type Answer } from '../exchange.js';

export interface SoapPublished {
  readonly origin: string;
  readonly clock: () => Date;
  /** Files by path. */
  readonly files: ReadonlyMap<string, string>;
}

const home = '/person-inquiry';
const halfYearMs = 182 * 86_400_000;

function securityText({ origin, clock }: SoapPublished): string {
  const expires = new Date(clock().getTime() + halfYearMs).toISOString().replace(/\.\d+Z$/, 'Z');
  const lines = [
    'Contact: mailto:csirt@sample.gov.example',
    `Expires: ${expires}`,
    'Preferred-Languages: fa, en',
    `Canonical: ${origin}/.well-known/security.txt`,
  ];
  return `${lines.join('\r\n')}\r\n`;
}

/** The answer to a GET. */
export function soapPublishedAnswer({ path, query }: AgencyRequest, world: SoapPublished): Answer {
  if (path === `${home}/status`) return jsonAnswer(200, { status: 'up' });
  if (path === '/.well-known/security.txt') return textAnswer(200, 'text/plain; charset=utf-8', securityText(world));
  const isWsdl = path === home && [...query.keys()].some((name) => name.toLowerCase() === 'wsdl');
  const file = world.files.get(isWsdl ? 'person-inquiry.wsdl' : path.slice(1));
  return file === undefined ? textAnswer(404, 'text/plain; charset=utf-8', 'Not Found') : textAnswer(200, 'text/xml; charset=utf-8', file);
}
