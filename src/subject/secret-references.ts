/**
 * Where the secrets of identities are, as a statement says it.
 *
 * Room     subject (floor 3).
 */
import type { Identity, Service } from '../contract/documents.js';
import { resolveSecret, type SecretWorld } from './resolve-secret.js';

const members = ['secret', 'key', 'cert', 'token', 'pin', 'password'] as const;

/** One reference, and where in the identity it stands. */
export interface SecretReference {
  readonly path: readonly string[];
  readonly reference: string;
}

/** Every reference of an identity, those of its header fields too. */
export function referencesOf(identity: Identity): readonly SecretReference[] {
  const own = members.flatMap((member) => {
    const reference = identity[member];
    return reference === undefined ? [] : [{ path: [member], reference }];
  });
  return [...own, ...Object.entries(identity.headers ?? {}).map(([name, reference]) => ({ path: ['headers', name], reference }))];
}

/**
 * The secrets of a service that can be had now. A server may show one before it was ever sent to it; so whoever keeps answers has to know all from the start.
 * Texts of several lines are left out: they are certificates, and private keys that show by their shape.
 */
export async function statedSecrets({ credentials }: Pick<Service, 'credentials'>, world: SecretWorld): Promise<readonly string[]> {
  const references = new Set(
    Object.values(credentials?.identities ?? {}).flatMap((identity) => referencesOf(identity).map(({ reference }) => reference)),
  );
  const found = await Promise.all([...references].map((reference) => resolveSecret(reference, world).catch(() => '')));
  return found.filter((secret) => secret !== '' && !/[\r\n]/.test(secret));
}
