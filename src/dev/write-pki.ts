/**
 * The test PKI as files, for `egif dev pki` and for other programs that need a chain.
 *
 * Room     dev (floor 6).
 */
import path from 'node:path';
import { serverCertificateKinds, type KeyedCertificate, type Pki } from './pki.js';
import { writeWhole } from '../contract/write-whole.js';

/** Paths of what was written, absolute. */
export interface WrittenPki {
  readonly rootCertificate: string;
  readonly serverChain: string;
  readonly serverKey: string;
  readonly signerChain: string;
  readonly signerKey: string;
  readonly files: readonly string[];
}

const ownerOnly = 0o600;

/** Writes certificates (`*.pem`) and keys (`*.key.pem`, readable by the owner alone) of a PKI and of its wrong variants. Error: FILE_NOT_WRITABLE. */
export async function writePki(pki: Pki, directory: string): Promise<WrittenPki> {
  const files: string[] = [];
  const write = async (name: string, content: string, mode?: number): Promise<string> => {
    const file = path.resolve(directory, name);
    await writeWhole(file, content, mode);
    files.push(file);
    return file;
  };
  const pair = async (name: string, certificate: KeyedCertificate): Promise<{ readonly chain: string; readonly key: string }> => ({
    chain: await write(`${name}.pem`, certificate.chainPem),
    key: await write(`${name}.key.pem`, certificate.privateKeyPem, ownerOnly),
  });
  const root = await pair('root-ca', pki.root);
  await pair('intermediate-ca', pki.intermediate);
  const server = await pair('server', pki.server);
  const signer = await pair('signer', pki.signer);
  for (const kind of serverCertificateKinds) if (kind !== 'valid') await pair(`server-${kind}`, pki.serverOf(kind));
  return { rootCertificate: root.chain, serverChain: server.chain, serverKey: server.key, signerChain: signer.chain, signerKey: signer.key, files };
}
