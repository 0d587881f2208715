/**
 * The time stamp of a signature within its envelope: `etsiU` of the unprotected header holds one `sigTst` with one RFC 3161 token over the base64url text of the signature.
 *
 * Source   ETSI TS 119 182-1 §5.3.1 (etsiU), §5.3.4 (sigTst); the text that is stamped as in the Digital Signature Service of the European Commission.
 * Room     attestation (floor 3).
 */
import { isObject } from '../../contract/json.js';
import { decodeBase64Url, type Envelope } from '../jws/envelope.js';
import { demand, Refusal } from '../problem.js';
import { parseStrictJson } from '../strict-json.js';
import { maxTokenBytes } from './signed-data.js';

const bounds = { maxBytes: 2 * maxTokenBytes, maxDepth: 6 };

/** The one member of an object that has no other. Refusal: JADES_ETSIU. */
function soleMember(value: unknown, name: string): unknown {
  demand(isObject(value) && Object.keys(value).length === 1, 'JADES_ETSIU', `an object with nothing but ${name} is expected in etsiU`);
  demand(Object.hasOwn(value, name), 'JADES_ETSIU', `the member ${name} is expected in etsiU`);
  return value[name];
}

function soleItem(value: unknown, what: string): unknown {
  demand(Array.isArray(value) && value.length === 1, 'JADES_ETSIU', `etsiU does not hold exactly one ${what}`);
  return value[0];
}

function decodedItem(item: unknown): unknown {
  try {
    return parseStrictJson(decodeBase64Url(item, 'etsiU'), bounds);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    throw new Refusal('JADES_ETSIU', `${error.code}: ${error.message}`);
  }
}

/** The token that stands in an envelope, unverified; undefined where there is none. Refusal: JADES_ETSIU. */
export function signatureTimeStampOf({ etsiU }: Pick<Envelope, 'etsiU'>): Uint8Array | undefined {
  if (etsiU === undefined) return undefined;
  const stamp = soleMember(decodedItem(soleItem(etsiU, 'item')), 'sigTst');
  const value = soleMember(soleItem(soleMember(stamp, 'tstTokens'), 'token'), 'val');
  demand(typeof value === 'string' && value.length <= 2 * maxTokenBytes, 'JADES_ETSIU', 'the token in etsiU is no text of its length');
  const token = Buffer.from(value, 'base64');
  demand(token.length > 0 && token.toString('base64') === value, 'JADES_ETSIU', 'the token in etsiU is not base64');
  return token;
}

/** The octets that a time stamp of a signature is over: the base64url text of the signature. */
export const stampedOctets = ({ signature }: Pick<Envelope, 'signature'>): Uint8Array =>
  Buffer.from(Buffer.from(signature).toString('base64url'), 'latin1');

/** The text of a flattened envelope with the time stamp of its signature. Refusals: JSON_*, JWS_FORMAT. */
export function withTimeStamp(text: string, token: Uint8Array): string {
  const outer = parseStrictJson(Buffer.from(text));
  demand(isObject(outer) && !Object.hasOwn(outer, 'header'), 'JWS_FORMAT', 'this is no flattened JWS without unprotected header');
  const item = JSON.stringify({ sigTst: { tstTokens: [{ val: Buffer.from(token).toString('base64') }] } });
  return `${JSON.stringify({ ...outer, header: { etsiU: [Buffer.from(item).toString('base64url')] } })}\n`;
}
