/**
 * The payload of a trust list from a draft that people write: YAML or JSON, in which keys and certificates may be named by their PEM files.
 *
 * `{ file: root1.pem }` stands for a root key, `file:ca.pem` for the certificates of an anchor, `file: seal.pem` in a key of a part for its fingerprint.
 *
 * Room     cli (floor 7).
 */
import { dirname, resolve } from 'node:path';
import type { Json, JsonObject } from '../../contract/api-model.js';
import { isObject, memberOf } from '../../contract/json.js';
import { loadDocument } from '../../index/files.js';
import type { SignedTrustList } from '../../index/seals.js';
import { readSigned } from './trust-input.js';
import { usageError } from '../usage-error.js';

const keyIn = async (name: string, folder: string) => {
  const { readTrustKey } = await import('../../index/seals.js');
  const file = resolve(folder, name);
  return readTrustKey((await readSigned(file)).toString('latin1'), file);
};

async function rootKeyOf(value: Json, folder: string): Promise<Json> {
  const file = memberOf(value, 'file');
  if (typeof file !== 'string') return value;
  const { root } = await keyIn(file, folder);
  if (root === undefined)
    throw usageError(
      { en: `${file} holds no key`, fa: `در ${file} کلیدی نیست` },
      { en: 'name a PEM file with a key', fa: 'پروندهٔ PEM دارای کلید را نام ببرید' },
    );
  return { ...root };
}

async function anchorsOf(value: Json, folder: string): Promise<readonly Json[]> {
  if (typeof value !== 'string' || !value.startsWith('file:')) return [value];
  return (await keyIn(value.slice('file:'.length), folder)).certificates.map(({ der }) => der);
}

async function roleKeyOf(value: Json, folder: string): Promise<Json> {
  const file = memberOf(value, 'file');
  if (typeof file !== 'string' || !isObject(value)) return value;
  const [leaf] = (await keyIn(file, folder)).certificates;
  if (leaf === undefined)
    throw usageError(
      { en: `${file} holds no certificate`, fa: `در ${file} گواهی‌ای نیست` },
      { en: 'name a PEM file with the certificate of the seal', fa: 'پروندهٔ PEM دارای گواهی مهر را نام ببرید' },
    );
  const { file: _file, ...rest } = value;
  return { certificateSha256: leaf.sha256, ...rest };
}

const listOf = (value: Json | undefined): readonly Json[] => (Array.isArray(value) ? value : []);

async function rolesOf(value: Json | undefined, folder: string): Promise<JsonObject> {
  const roles = await Promise.all(
    Object.entries(isObject(value) ? value : {}).map(
      async ([role, keys]) => [role, await Promise.all(listOf(keys).map((key) => roleKeyOf(key, folder)))] as const,
    ),
  );
  const none = { issuer: [], status: [], challenge: [], profile: [], runner: [], officer: [], laboratory: [] };
  return { ...none, ...Object.fromEntries(roles) };
}

/** Whether stamps are required, where a draft says it; whatever is no truth value its schema refuses. */
function requiredIn(stamping: unknown): { readonly required?: unknown } {
  const required = memberOf(stamping, 'required');
  return required === undefined ? {} : { required };
}

/** The payload of a draft, as text. With a list before it, its version and digest follow from that. Errors: FILE_*, DOCUMENT_*, USAGE, KEY_UNREADABLE. */
export async function payloadOf(file: string, previous: SignedTrustList | undefined): Promise<string> {
  const { data } = await loadDocument(file);
  if (!isObject(data))
    throw usageError(
      { en: `${file} is no draft of a trust list`, fa: `${file} پیش‌نویس فهرست اعتماد نیست` },
      { en: 'see egif trust --help', fa: 'egif trust --help را ببینید' },
    );
  const folder = dirname(file);
  const anchorLists = await Promise.all(listOf(data['anchors']).map((each) => anchorsOf(each, folder)));
  const stamping = data['timeStamping'];
  const stampAnchors = await Promise.all(listOf(memberOf(stamping, 'anchors')).map((each) => anchorsOf(each, folder)));
  const follows = previous === undefined ? { version: 1 } : { version: previous.list.version + 1, previousSha256: previous.payloadSha256 };
  const payload = {
    egif: 'trust-list/v1',
    policies: [],
    profiles: [],
    harness: [],
    ...follows,
    ...data,
    rootKeys: await Promise.all(listOf(data['rootKeys']).map((each) => rootKeyOf(each, folder))),
    anchors: anchorLists.flat(),
    timeStamping: { anchors: stampAnchors.flat(), policies: listOf(memberOf(stamping, 'policies')), ...requiredIn(stamping) },
    roles: await rolesOf(data['roles'], folder),
  };
  return `${JSON.stringify(payload, null, 2)}\n`;
}
