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
]);

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

const longest = Math.max(...[...members].map((name) => name.length));

/** Whether a member or a parameter of this name holds a secret; case, `_` and `-` do not count. */
export function isSecretName(name: string): boolean {
  // Most names need no second look: without a separator, a longer one is none of them.
  if (name.length > longest && !/[_-]/.test(name)) return false;
  return members.has(name.toLowerCase().replace(/[_-]/g, ''));
}

/** Whether a header field of this name is a secret as a whole. */
export function isSecretField(name: string): boolean {
  return fields.has(name.toLowerCase());
}
