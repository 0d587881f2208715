/**
 * The client certificate of an identity, for connections that are made in its name (RFC 8705 §2 and §3).
 *
 * Room     evidence (floor 3). May be imported within evidence only.
 */
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { EgifError } from '../errors.js';

/** Who a connection is opened as. Two channels with one `id` are the same. */
export interface ClientChannel {
  /** SHA-256 of the certificate. */
  readonly id: string;
  /** Leaf first, PEM. */
  readonly certificate: string;
  /** Unencrypted PKCS #8, PEM. */
  readonly key: string;
}

interface ChannelParts {
  readonly certificate: string;
  readonly key: string;
  readonly passphrase?: string;
}

/** The channel of a certificate and its key. SECRET_UNAVAILABLE where they cannot be read or do not belong together. */
export function clientChannel({ certificate, key, passphrase }: ChannelParts): ClientChannel {
  const parts = (() => {
    try {
      const privateKey = createPrivateKey(passphrase === undefined ? key : { key, passphrase });
      return { leaf: new X509Certificate(certificate), privateKey };
    } catch (cause) {
      throw new EgifError('SECRET_UNAVAILABLE', 'the client certificate of an identity or its key cannot be read', {
        mend: 'give both as PEM; name the passphrase of an encrypted key as pin',
        cause,
      });
    }
  })();
  if (!parts.leaf.checkPrivateKey(parts.privateKey)) {
    throw new EgifError('SECRET_UNAVAILABLE', 'the key of an identity does not belong to its client certificate', {
      mend: 'name the certificate and the key of one pair',
    });
  }
  return { id: parts.leaf.fingerprint256, certificate, key: String(parts.privateKey.export({ type: 'pkcs8', format: 'pem' })) };
}
