/**
 * What the sample SOAP agency does, point by point; a fault changes one of them.
 *
 * Room     dev (floor 6). May be imported within dev only.
 */
import type { BilingualText, Layer } from '../../contract/documents.js';
import type { SoapVersion } from '../../contract/soap-model.js';
import type { AgencyRequest, Answer } from '../exchange.js';
import type { TextPatch } from '../faults/fault.js';

export interface SoapManners {
  readonly refusesDoctype: boolean;
  readonly refusesUnsigned: boolean;
  readonly refusesStale: boolean;
  readonly refusesMisdirected: boolean;
  readonly refusesReplay: boolean;
  /** Whether the digest of the Body is compared. */
  readonly comparesBody: boolean;
  readonly refusesUnknownHeaders: boolean;
  readonly demandsMembers: boolean;
  /** Whether binary content goes beside the envelope. */
  readonly attaches: boolean;
  readonly echoes: boolean;
  readonly answerDigest: 'sha256' | 'sha1';
  readonly answerC14n: 'exclusive' | 'inclusive';
}

export const soundManners: SoapManners = {
  refusesDoctype: true,
  refusesUnsigned: true,
  refusesStale: true,
  refusesMisdirected: true,
  refusesReplay: true,
  comparesBody: true,
  refusesUnknownHeaders: true,
  demandsMembers: true,
  attaches: true,
  echoes: true,
  answerDigest: 'sha256',
  answerC14n: 'exclusive',
};

/** What a hook on answers may know. */
export interface SoapAnswerContext {
  readonly request: AgencyRequest;
  readonly version: SoapVersion;
  /** Local name of the operation that answered, where one did. */
  readonly operation?: string;
  readonly isFault: boolean;
}

export interface SoapFaultHooks {
  readonly manners?: Partial<SoapManners>;
  /** Patches of the published files by their path. */
  readonly published?: Readonly<Record<string, readonly TextPatch[]>>;
  /** The answer as text, before it is signed and sent. */
  readonly envelope?: (text: string, context: SoapAnswerContext) => string;
  /** The last hand on an answer, of whatever kind. */
  readonly answer?: (answer: Answer, context: SoapAnswerContext) => Answer;
}

/** A named fault of the SOAP agency. */
export interface SoapAgencyFault {
  readonly name: string;
  readonly layer: Layer;
  readonly requirements: readonly string[];
  readonly describe: BilingualText;
  readonly hooks: SoapFaultHooks;
}
