/**
 * The doors of a case: where its statement lets the suite listen for calls of the agency, with certificates and keys by reference.
 *
 * An address is opened on the loopback interface, or on one that both the statement's network and the operator allow.
 *
 * Room     suite (floor 5).
 */
import { createPublicKey, type KeyObject } from 'node:crypto';
import { isIP } from 'node:net';
import { inCidr } from '../contract/address.js';
import type { Service } from '../contract/documents.js';
import type { InboundCertificate, InboundRoute } from '../contract/evidence.js';
import { goodRoutes } from '../contract/played-provider.js';
import { EgifError } from '../errors.js';
import type { Door, DoorPair } from '../evidence/inbound/door.js';

type Listeners = NonNullable<Service['listeners']>;
type Pair = NonNullable<Listeners['events']>['certificate'];

export interface DoorWorld {
  /** Gives what a reference leads to. Error: SECRET_UNAVAILABLE. */
  readonly resolve: (reference: string) => Promise<string>;
  /** The text of a file that the statement names. Errors: FILE_*. */
  readonly read: (file: string) => Promise<string>;
  /** Ranges (CIDR) that both the statement and the operator allow. */
  readonly networks: readonly string[];
}

const httpsPort = 443;

function addressOf(url: string, listen: string | undefined): Pick<Door, 'host' | 'port'> {
  const [, bracketed, plain, port] = /^(?:\[([^\]]+)\]|([^:]+)):([0-9]+)$/.exec(listen ?? '') ?? [];
  const host = bracketed ?? plain;
  if (host !== undefined) return { host, port: Number(port) };
  const given = URL.canParse(url) ? new URL(url).port : '';
  return { host: '127.0.0.1', port: given === '' ? httpsPort : Number(given) };
}

function refusalOf(url: string, { host, port }: Pick<Door, 'host' | 'port'>, networks: readonly string[]): string | undefined {
  if (!URL.canParse(url) || new URL(url).protocol !== 'https:') return 'the URL of the listener is no https URL';
  if (isIP(host) === 0 || port > 65_535) return 'the listener has no address that can be opened';
  const allowed = ['127.0.0.0/8', '::1/128', ...networks].some((range) => inCidr(host, range));
  return allowed ? undefined : `${host} is neither the loopback address nor in a range that statement and operator allow`;
}

/** The keys of PEM blocks: certificates, or public keys. Error: CERTIFICATE_UNREADABLE. */
function keysIn(text: string, file: string): readonly KeyObject[] {
  const blocks = text.match(/-----BEGIN (CERTIFICATE|PUBLIC KEY)-----[\s\S]*?-----END \1-----/g) ?? [];
  try {
    if (blocks.length > 0) return blocks.map((block) => createPublicKey(block));
  } catch {
    // said below
  }
  throw new EgifError('CERTIFICATE_UNREADABLE', `${file} holds no certificate and no public key`, {
    file,
    mend: 'name a PEM file with the certificate or the public key that signs what the service sends',
  });
}

/** `staple`: a file with an OCSP response in base64. */
async function pairOf(pair: (Pair & { readonly staple?: string }) | undefined, { resolve, read }: DoorWorld): Promise<DoorPair | undefined> {
  if (pair === undefined) return undefined;
  const own = { certificate: await resolve(pair.cert), key: await resolve(pair.key) };
  return pair.staple === undefined ? own : { ...own, staple: Buffer.from(await read(pair.staple), 'base64') };
}

function doorOf(
  name: Door['name'],
  { url, listen }: { readonly url: string; readonly listen?: string },
  given: {
    readonly pairs: Partial<Readonly<Record<InboundCertificate, Pair>>>;
    readonly keys: readonly KeyObject[];
    readonly world: DoorWorld;
    readonly atRest?: readonly InboundRoute[];
  },
): Door {
  const address = addressOf(url, listen);
  const refusal = refusalOf(url, address, given.world.networks);
  return {
    name,
    url,
    ...address,
    keys: given.keys,
    pair: (kind) => pairOf(given.pairs[kind], given.world),
    ...(given.atRest === undefined ? {} : { atRest: given.atRest }),
    ...(refusal === undefined ? {} : { refusal }),
  };
}

/** The keys that sign the answers of a service. Errors: FILE_*, CERTIFICATE_UNREADABLE. */
export async function answerKeysOf({ credentials }: Pick<Service, 'credentials'>, { read }: Pick<DoorWorld, 'read'>): Promise<readonly KeyObject[]> {
  const keys = await Promise.all((credentials?.signedBy ?? []).map(async (file) => keysIn(await read(file), file)));
  return keys.flat();
}

/** The doors of a service. Errors: FILE_*, CERTIFICATE_UNREADABLE. */
export async function doorsOf({ listeners = {} }: Pick<Service, 'listeners'>, world: DoorWorld): Promise<readonly Door[]> {
  const { events, registry, canary } = listeners;
  const doors: Door[] = [];
  if (events !== undefined) {
    const keys = await Promise.all((events.signedBy ?? []).map(async (file) => keysIn(await world.read(file), file)));
    doors.push(doorOf('events', events, { pairs: { valid: events.certificate }, keys: keys.flat(), world }));
  }
  if (registry !== undefined) {
    const atRest = goodRoutes(registry);
    doors.push(doorOf('registry', registry, { pairs: registry.certificates, keys: [], world, atRest }));
  }
  if (canary !== undefined) doors.push(doorOf('canary', canary, { pairs: { valid: canary.certificate }, keys: [], world }));
  return doors;
}
