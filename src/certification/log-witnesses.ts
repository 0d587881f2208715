/**
 * Asking the witnesses of a policy to sign a checkpoint. Those that do not answer, or not rightly, are told with their reason; they never stop the others.
 *
 * Source   C2SP tlog-witness, “add-checkpoint”.
 * Room     certification (floor 4).
 */
import { writeBase64 } from '../attestation/log/base64.js';
import { readDecimal } from '../attestation/log/checkpoint.js';
import { isQuorum, type KnownWitness, type LogPolicy } from '../attestation/log/log-policy.js';
import { type NoteSignature, readSignatureLines } from '../attestation/log/note-text.js';

/** One POST; rejects where there is no answer within its limits. */
export type AskWitness = (url: string, body: string) => Promise<{ readonly status: number; readonly contentType: string; readonly body: string }>;

export interface WitnessAnswer {
  /** Name in the policy. */
  readonly witness: string;
  /** `signed`, or why not. */
  readonly said: 'signed' | 'no-url' | 'unreachable' | 'refused' | 'bad-signature' | 'ahead' | 'clock';
  readonly detail?: string;
}

export interface Wanted {
  /** What is signed. */
  readonly text: string;
  /** The whole note with the log’s signature. */
  readonly signed: string;
  readonly size: number;
  readonly policy: LogPolicy;
  /** Size of the last checkpoint that a quorum has seen: where a witness most likely stands. */
  readonly lastSeen: number;
  readonly proofFrom: (oldSize: number) => readonly Uint8Array[];
  /** Milliseconds: now. */
  readonly at: number;
  readonly ask: AskWitness;
}

export interface Collected {
  readonly signatures: readonly NoteSignature[];
  readonly answers: readonly WitnessAnswer[];
  readonly isQuorum: boolean;
}

/** A witness may have moved on twice while it is asked. */
const maxTries = 3;
/** By how much a witness’s clock may be off before its signature is not taken, in milliseconds. */
const maxSkewMs = 5 * 60 * 1000;

/** The body of a request. */
export function addCheckpointBody(oldSize: number, proof: readonly Uint8Array[], signed: string): string {
  return `old ${oldSize}\n${proof.map((hash) => `${writeBase64(hash)}\n`).join('')}\n${signed}`;
}

interface Answered {
  readonly answer: WitnessAnswer;
  readonly signature?: NoteSignature;
}

/** Of the lines of an answer the one that is this witness’s, if it holds and its time is now. */
function signatureIn(body: string, { name: witness, key }: KnownWitness, { text, at }: Wanted): Answered {
  let lines: readonly NoteSignature[];
  try {
    lines = readSignatureLines(body);
  } catch {
    return { answer: { witness, said: 'bad-signature', detail: 'the answer holds no signature lines' } };
  }
  for (const line of lines.filter(({ name, id }) => name === key.name && id === key.id)) {
    const said = key.verify(Buffer.from(text), line.octets);
    if (said?.time === undefined) continue;
    if (Math.abs(said.time * 1000 - at) > maxSkewMs) return { answer: { witness, said: 'clock', detail: `it signed at ${said.time}` } };
    return { answer: { witness, said: 'signed' }, signature: line };
  }
  return { answer: { witness, said: 'bad-signature', detail: 'no signature of this witness holds' } };
}

async function askOne(witness: KnownWitness, wanted: Wanted): Promise<Answered> {
  const { name, url } = witness;
  if (url === undefined) return { answer: { witness: name, said: 'no-url' } };
  const address = `${url.replace(/\/$/, '')}/add-checkpoint`;
  let oldSize = Math.min(wanted.lastSeen, wanted.size);
  for (let tries = 0; tries < maxTries; tries += 1) {
    let answer: Awaited<ReturnType<AskWitness>>;
    try {
      answer = await wanted.ask(address, addCheckpointBody(oldSize, wanted.proofFrom(oldSize), wanted.signed));
    } catch (error) {
      return { answer: { witness: name, said: 'unreachable', detail: error instanceof Error ? error.message : String(error) } };
    }
    const { status, body } = answer;
    if (status === 200) return signatureIn(body, witness, wanted);
    const told = status === 409 ? readDecimal(body.trim()) : undefined;
    if (told === undefined) return { answer: { witness: name, said: 'refused', detail: `${status} ${body.slice(0, 200).trim()}` } };
    if (told > wanted.size) return { answer: { witness: name, said: 'ahead', detail: `it has seen ${told} entries` } };
    oldSize = told;
  }
  return { answer: { witness: name, said: 'refused', detail: 'it has moved on each time' } };
}

/** Asks every witness at once. */
export async function collectCosignatures(wanted: Wanted): Promise<Collected> {
  const answered = await Promise.all(wanted.policy.witnesses.map((witness) => askOne(witness, wanted)));
  const signed = new Set(answered.flatMap(({ answer }) => (answer.said === 'signed' ? [answer.witness] : [])));
  return {
    signatures: answered.flatMap(({ signature }) => (signature === undefined ? [] : [signature])),
    answers: answered.map(({ answer }) => answer),
    // without one witness there is no time
    isQuorum: signed.size > 0 && isQuorum(wanted.policy.quorum, signed),
  };
}
