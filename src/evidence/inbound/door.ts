/**
 * A door: an address that the statement names for calls of the agency, with what is needed to open it.
 *
 * Room     evidence/inbound (floor 3). May be imported within evidence, and by suite.
 */
import type { KeyObject } from 'node:crypto';
import type { InboundCertificate, InboundDoor, InboundRoute } from '../../contract/evidence.js';

export interface DoorPair {
  /** PEM, leaf first. */
  readonly certificate: string;
  /** PEM, PKCS #8. */
  readonly key: string;
  /** OCSP response, DER, for clients that ask for one. */
  readonly staple?: Uint8Array;
}

export interface Door {
  readonly name: InboundDoor;
  /** As the statement names it to the agency; https. */
  readonly url: string;
  readonly host: string;
  readonly port: number;
  /** Why it may not be opened, if so. */
  readonly refusal?: string;
  /** The pair of a kind, if there is one. Error: SECRET_UNAVAILABLE. */
  pair(kind: InboundCertificate): Promise<DoorPair | undefined>;
  /** Keys that sign what comes in; none are known where it is empty. */
  readonly keys: readonly KeyObject[];
  /** What is answered there whenever nobody listens for something: where the agency needs somebody at the address to do its work. */
  readonly atRest?: readonly InboundRoute[];
}
