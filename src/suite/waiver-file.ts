/**
 * A waiver in its file: as it was written, or sealed by who granted it (a flattened JWS over it). Only what it says is read here; whether the seal holds is for
 * those who have a trust list.
 *
 * Source   catalogue §4.7; RFC 7515 §7.2.2.
 * Room     suite (floor 5). May be imported within suite only.
 */
import type { LoadedDocument } from '../contract/api-model.js';
import type { Waiver } from '../contract/documents.js';
import { isObject, parseJson } from '../contract/json.js';
import { isDocument, problemsOf } from '../contract/validate.js';
import { EgifError } from '../errors.js';

export interface WaiverFile {
  readonly waiver: Waiver;
  /** Whether it is sealed at all. */
  readonly sealed: boolean;
}

/** The payload of a sealed file; `undefined` where the document is no envelope. */
function payloadOf({ data, file }: LoadedDocument): { readonly value: unknown } | undefined {
  if (!isObject(data) || typeof data['payload'] !== 'string' || typeof data['signature'] !== 'string') return undefined;
  const parsed = parseJson(Buffer.from(data['payload'], 'base64url').toString('utf8'));
  if (parsed !== undefined) return parsed;
  throw new EgifError('WAIVER_INVALID', `${file}: what is sealed is no JSON`, { file, mend: 'ask for the waiver again from who granted it' });
}

/** Error: WAIVER_INVALID, with the place of the first trouble. */
export function readWaiver(document: LoadedDocument): WaiverFile {
  const payload = payloadOf(document);
  const waiver: unknown = payload === undefined ? document.data : payload.value;
  if (isDocument('Waiver', waiver)) return { waiver, sealed: payload !== undefined };
  const [problem] = problemsOf('Waiver', waiver);
  const pointer = problem?.pointer ?? '';
  throw new EgifError('WAIVER_INVALID', `${document.file}: ${pointer} ${problem?.message ?? 'is no waiver'}`, {
    file: document.file,
    pointer,
    ...(payload === undefined ? document.position(pointer) : {}),
    mend: 'correct the waiver',
  });
}
