/**
 * Lists of trust anchors of the law: `profiles/trust-lists/<id>.pem` with `<id>.yaml` beside it (version, owner, source).
 *
 * A list may be empty: it then says that nobody has decided yet whom to trust, which is not that nobody is trusted.
 *
 * Source   RFC 7468 §5 (PEM certificates, text between them).
 * Room     profile (floor 3). May be imported by suite and index.
 */
import { X509Certificate } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { sha256 } from '../contract/canonical.js';
import { isObject } from '../contract/json.js';
import { decodeText, loadDocument, readBounded } from '../contract/load-document.js';
import { EgifError } from '../errors.js';

export interface TrustList {
  readonly id: string;
  readonly version: string;
  /** `sha256:` over the octets of the PEM file. */
  readonly digest: string;
  /** The text with the certificates. */
  readonly pem: string;
  readonly certificates: number;
}

/** By id. */
export type TrustLists = ReadonlyMap<string, TrustList>;

const maxBytes = 4 * 1024 * 1024;
const suffix = '.pem';
const block = /-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g;

/** The certificates of a PEM text; each must be one of an authority. Error: CERTIFICATE_UNREADABLE. */
export function readAnchors(text: string, file: string): readonly X509Certificate[] {
  const blocks = text.match(block) ?? [];
  if (blocks.length !== (text.match(/-----BEGIN /g) ?? []).length)
    throw new EgifError('CERTIFICATE_UNREADABLE', `${file} holds something that is no whole certificate`, {
      file,
      mend: 'keep PEM certificates only',
    });
  return blocks.map((pem, index) => {
    const refuse = (why: string, cause?: unknown): EgifError =>
      new EgifError('CERTIFICATE_UNREADABLE', `certificate ${index + 1} of ${file} ${why}`, {
        file,
        mend: 'put a certificate of an authority there',
        cause,
      });
    let certificate: X509Certificate;
    try {
      certificate = new X509Certificate(pem);
    } catch (cause) {
      throw refuse('cannot be read', cause);
    }
    if (!certificate.ca) throw refuse('is not one of an authority');
    return certificate;
  });
}

async function loadTrustList(directory: string, id: string): Promise<TrustList> {
  const file = join(directory, `${id}${suffix}`);
  const octets = await readBounded(file, maxBytes);
  const pem = decodeText(octets, file);
  const { data } = await loadDocument(join(directory, `${id}.yaml`));
  if (!isObject(data) || data['id'] !== id || typeof data['version'] !== 'string') {
    throw new EgifError('CATALOGUE_INVALID', `the description of the trust list ${id} lacks its id or version`, {
      file: join(directory, `${id}.yaml`),
      mend: 'write id and version',
    });
  }
  return { id, version: data['version'], digest: sha256(octets), pem, certificates: readAnchors(pem, file).length };
}

/** Every trust list of a folder, by id. Errors: CATALOGUE_INVALID, CERTIFICATE_UNREADABLE, FILE_*. */
export async function loadTrustLists(directory: string): Promise<TrustLists> {
  const names = await readdir(directory).catch(() => []);
  const ids = names
    .filter((name) => name.endsWith(suffix))
    .map((name) => name.slice(0, -suffix.length))
    .sort();
  const lists = await Promise.all(ids.map((id) => loadTrustList(directory, id)));
  return new Map(lists.map((list) => [list.id, list]));
}
