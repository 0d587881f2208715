/**
 * Control proof: that who holds the agency's seal also holds the origin and its name. Signed by the seal, served by the origin, digested in the DNS, looked at by
 * the authority from where it stands.
 *
 * Room     certification (floor 4). Pure: how octets and names are fetched is handed in.
 */
import { createHash } from 'node:crypto';
import { isIP } from 'node:net';
import { demand, Refusal } from '../attestation/problem.js';
import type { Challenge, ControlProof } from '../contract/documents.js';
import { type Opened, isHeld, type Seal, type Trouble, troubleOf } from './opened.js';

/** What an origin answered at the path of the challenge. */
export interface FetchedProof {
  readonly octets: Uint8Array;
  /** `sha256:` of the public key that the origin showed; absent over plain HTTP. */
  readonly tlsSpkiSha256?: string;
}

/** How the authority looks. Both reject, or answer undefined, where nothing can be had; a lost answer is not a bad one. */
export interface Look {
  readonly fetch: (url: string) => Promise<FetchedProof | undefined>;
  /** The texts of TXT records of a name. */
  readonly texts: (name: string) => Promise<readonly string[] | undefined>;
}

export interface ControlDemands {
  readonly challenge: Challenge;
  readonly origin: string;
  /** Milliseconds. */
  readonly at: number;
  readonly maxSkewMs: number;
  /** Opens the signed proof under the trust list; the seal must be one of an agency. */
  readonly open: (octets: Uint8Array) => Promise<Opened<ControlProof>>;
  /** Whether a host without a name (an address) may do without the record: in a test nation alone. */
  readonly nameless: boolean;
}

/** What was seen of one origin. */
export interface ControlSeen {
  readonly origin: string;
  readonly proofSha256: string;
  readonly seal: string;
  readonly txt: boolean;
  readonly tlsSpkiSha256?: string;
}

/** The proof that an agency signs for one origin of a challenge. Refusal: CHALLENGE_SCOPE. */
export function controlProofOf(challenge: Challenge, origin: string, tlsSpkiSha256?: string): ControlProof {
  demand(challenge.origins.includes(origin), 'CHALLENGE_SCOPE', `the challenge is not about ${origin}`);
  return {
    egif: 'control-proof/v1',
    challenge: challenge.id,
    nonce: challenge.nonce,
    agency: challenge.agency,
    service: challenge.service,
    origin,
    ...(tlsSpkiSha256 === undefined ? {} : { tlsSpkiSha256 }),
  };
}

/** The text of the TXT record: base64url of the SHA-256 of the signed proof. */
export const txtOf = (proof: Uint8Array): string => createHash('sha256').update(proof).digest('base64url');

/** Where the proof of an origin is looked for: its URL and the name of its record. */
export function placesOf({ controlProof }: Challenge, origin: string): { readonly url: string; readonly name: string; readonly host: string } {
  const { hostname } = new URL(origin);
  const host = hostname.replace(/^\[|\]$/g, '');
  return { url: `${origin}${controlProof.wellKnown}`, name: `${controlProof.dnsTxt}.${host}`, host };
}

function demandBinding(proof: ControlProof, seal: Seal, { challenge, origin, at, maxSkewMs }: ControlDemands): void {
  demand(seal.legalId === challenge.agency, 'SIGNER_NOT_AGENCY', `the seal does not carry the legal id ${challenge.agency}`);
  demand(proof.challenge === challenge.id, 'CONTROL_PROOF_CHALLENGE', 'the proof answers another challenge');
  demand(proof.nonce === challenge.nonce, 'CONTROL_PROOF_NONCE', 'the proof has another nonce');
  demand(proof.agency === challenge.agency, 'CONTROL_PROOF_AGENCY', `the proof is of agency ${proof.agency}`);
  demand(proof.service === challenge.service, 'CONTROL_PROOF_SERVICE', `the proof is of service ${proof.service}`);
  demand(proof.origin === origin, 'CONTROL_PROOF_ORIGIN', `the proof is of ${proof.origin}`);
  const [from, until] = [Date.parse(challenge.notBefore), Date.parse(challenge.expires)];
  demand(seal.signedAt >= from - maxSkewMs && seal.signedAt <= until + maxSkewMs, 'CONTROL_PROOF_WINDOW', 'the proof was signed outside the window');
  demand(at >= from - maxSkewMs && at <= until, 'CONTROL_PROOF_WINDOW', 'the challenge is not open now');
}

async function demandFetched(url: string, { fetch }: Look): Promise<FetchedProof> {
  const fetched = await fetch(url).catch(() => undefined);
  if (fetched === undefined) throw new Refusal('CONTROL_PROOF_UNREACHABLE', `nothing could be fetched from ${url}`, 'indeterminate');
  return fetched;
}

async function demandText(octets: Uint8Array, name: string, { texts }: Look): Promise<void> {
  const found = await texts(name).catch(() => undefined);
  if (found === undefined) throw new Refusal('CONTROL_PROOF_DNS', `the records of ${name} could not be had`, 'indeterminate');
  demand(found.length > 0, 'CONTROL_PROOF_TXT_MISSING', `${name} has no TXT record`);
  demand(found.includes(txtOf(octets)), 'CONTROL_PROOF_TXT_MISMATCH', `no TXT record of ${name} is the digest of the proof`);
}

/** Looks at one origin. Gives what was seen, or the trouble; never throws for what others say. */
export async function checkControl(demands: ControlDemands, look: Look): Promise<{ readonly seen: ControlSeen } | { readonly trouble: Trouble }> {
  const { challenge, origin } = demands;
  try {
    demand(challenge.origins.includes(origin), 'CHALLENGE_SCOPE', `the challenge is not about ${origin}`);
    const { url, name, host } = placesOf(challenge, origin);
    const { octets, tlsSpkiSha256 } = await demandFetched(url, look);
    const opened = await demands.open(octets);
    if (!isHeld(opened)) return { trouble: opened.trouble };
    demandBinding(opened.payload, opened.seal, demands);
    const claimed = opened.payload.tlsSpkiSha256;
    demand(claimed === undefined || claimed === tlsSpkiSha256, 'CONTROL_PROOF_TLS', 'the origin shows another key than the proof names');
    const nameless = demands.nameless && isIP(host) > 0;
    if (!nameless) await demandText(octets, name, look);
    const seen = { origin, proofSha256: opened.sha256, seal: opened.seal.certificateSha256, txt: !nameless };
    return { seen: { ...seen, ...(tlsSpkiSha256 === undefined ? {} : { tlsSpkiSha256 }) } };
  } catch (error) {
    return { trouble: troubleOf(error) };
  }
}
