/**
 * Key URIs: where a key lives and how it is reached, never the key or its PIN.
 *
 *   file:seal.pem
 *   cmd:./sign.sh;chain=seal-chain.pem
 *   pkcs11:token=ito;object=issuer?module-path=/usr/lib/softhsm/libsofthsm2.so&pin-source=env:ITO_PIN&x-chain=issuer-chain.pem
 *
 * Source   RFC 7512 §2.3, §2.4 (pkcs11; `pin-value` is refused, `x-chain` is ours: a vendor attribute for certificates that are not in the token).
 * Room     attestation (floor 3).
 */
import { EgifError } from '../../errors.js';

export interface KeyUri {
  readonly scheme: string;
  /** What stands before the first attribute, percent-decoded; empty where the URI begins with one. */
  readonly path: string;
  /** Attributes of path and query, percent-decoded. */
  readonly attributes: ReadonlyMap<string, string>;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new EgifError('USAGE', 'the key URI holds a broken percent escape', { mend: 'write % followed by two hexadecimal digits' });
  }
}

/** Splits a key URI; `known`: the attributes that its scheme has. Error: USAGE. */
export function parseKeyUri(uri: string, known: readonly string[]): KeyUri {
  const [, scheme = '', rest = ''] = /^([a-z0-9]+):(.*)$/s.exec(uri) ?? [];
  const [pathPart = '', ...queries] = rest.split('?');
  if (queries.length > 1) {
    throw new EgifError('USAGE', 'the key URI has more than one question mark', { mend: 'write a question mark in a value as %3F' });
  }
  const [first = '', ...more] = pathPart.split(';');
  const isAttribute = (part: string): boolean => known.some((name) => part.startsWith(`${name}=`));
  const path = isAttribute(first) ? '' : first;
  const parts = [...(path === '' && first !== '' ? [first] : []), ...more, ...(queries[0] === undefined ? [] : queries[0].split('&'))];
  const attributes = new Map<string, string>();
  for (const part of parts) {
    const at = part.indexOf('=');
    const name = part.slice(0, Math.max(at, 0));
    if (name === 'pin-value') {
      throw new EgifError('USAGE', 'the key URI holds a PIN', { mend: 'name where the PIN is: pin-source=env:NAME or pin-source=file:PATH' });
    }
    if (!known.includes(name)) {
      throw new EgifError('USAGE', `the key URI has the unknown attribute ${(name || part).slice(0, 40)}`, { mend: `use ${known.join(', ')}` });
    }
    if (attributes.has(name)) throw new EgifError('USAGE', `the key URI names ${name} twice`, { mend: 'name each attribute once' });
    attributes.set(name, decoded(part.slice(at + 1)));
  }
  return { scheme, path: decoded(path), attributes };
}
