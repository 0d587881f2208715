/**
 * The body of an action that is a SOAP message, sealed with the key of its signer.
 *
 * Source   WSS SOAP Message Security 1.1.1.
 * Room     evidence (floor 3). May be imported within evidence only.
 */
import { randomUUID } from 'node:crypto';
import type { HttpAction } from '../../contract/evidence.js';
import { EgifError } from '../../errors.js';
import type { CredentialSource } from '../credentials.js';
import { lost, type Lost } from '../losses.js';

export interface SealingParts {
  readonly credentials: CredentialSource;
  readonly clock: () => Date;
  /** Messages by their name, of one run of one probe. */
  readonly sealed?: Map<string, string>;
}

/** The body as it is sent: the action's own where it wants no seal. Loss: no-credential. */
export async function sealedBody({ body, seal }: HttpAction, parts: SealingParts): Promise<{ readonly body?: string } | Lost> {
  if (body === undefined) return {};
  if (seal === undefined) return { body };
  const known = seal.message === undefined ? undefined : parts.sealed?.get(seal.message);
  if (known !== undefined) return { body: known };
  try {
    const { sealMessage } = await import('./seal-message.js');
    const pair = seal.signer === undefined ? undefined : await parts.credentials.signingPair?.(seal.signer);
    if (seal.signer !== undefined && pair === undefined) return lost('no-credential', `there is no key of ${seal.signer} to sign with`);
    const sealed = sealMessage(body, seal, { now: parts.clock(), uuid: randomUUID, ...(pair === undefined ? {} : { pair }) });
    if (seal.message !== undefined) parts.sealed?.set(seal.message, sealed);
    return { body: sealed };
  } catch (error) {
    return lost('no-credential', error instanceof EgifError ? error.message : 'the message could not be signed');
  }
}
