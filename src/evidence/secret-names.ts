/**
 * Names behind which secrets stand: header fields, members, parameters.
 *
 * Source   RFC 6749 §2.3.1, §5.1; RFC 7521 §4; RFC 6265; RFC 9110 §11.6.2.
 * Room     evidence (floor 3). May be imported within evidence only.
 */

const members: ReadonlySet<string> = new Set([
  'accesstoken',
  'refreshtoken',
  'idtoken',
  'idtokenhint',
  'clientsecret',
  'assertion',
  'clientassertion',
  'password',
  'apikey',
  'privatekey',
  'secret',
  'secretkey',
  'passwd',
  'passphrase',
  'pwd',
  'authtoken',
  'sessiontoken',
]);

/** Whatever stands before these in a name: `db_password`, `adminApiKey`. */
const endings = ['password', 'passwd', 'passphrase', 'clientsecret', 'secretkey', 'apikey', 'privatekey', 'accesstoken', 'refreshtoken'] as const;

const fields: ReadonlySet<string> = new Set([
  'authorization',
  'proxy-authorization',
  'x-api-key',
  'api-key',
  'apikey',
  'x-auth-token',
  'x-access-token',
  'x-csrf-token',
]);

const secretField = /^x-(?:[a-z0-9]+-)*(?:token|secret|password|api-?key|session(?:-id)?|authorization|jwt)$/;

/** Longer names are sentences. */
const longest = 64;

/** Whether a member or a parameter of this name holds a secret; case, `_`, `-` and what stands before an ending do not count. */
export function isSecretName(name: string): boolean {
  if (name.length > longest) return false;
  const squeezed = name.toLowerCase().replace(/[_-]/g, '');
  return members.has(squeezed) || endings.some((ending) => squeezed.endsWith(ending));
}

/** Whether a header field of this name is a secret as a whole. */
export function isSecretField(name: string): boolean {
  const lower = name.toLowerCase();
  return fields.has(lower) || secretField.test(lower);
}
