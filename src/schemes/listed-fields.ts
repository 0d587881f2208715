/**
 * Which members carry a code of a list, told by their names: identifiers and statuses of the protocol are no codes of a list.
 *
 * Source   EGIF-COD-LST-001.
 * Room     schemes (floor 1). May be imported by every room above.
 */

/** Names of numbers and words that tell how a call went, squeezed: letters and digits only, in lower case. */
export const statusNames: ReadonlySet<string> = new Set([
  'statuscode',
  'httpcode',
  'httpstatuscode',
  'httpstatus',
  'errorcode',
  'responsecode',
  'resultcode',
  'exitcode',
]);

const notListed: ReadonlySet<string> = new Set([
  'mediatype',
  // the type of an event as a header field
  'cetype',
  'contenttype',
  'mimetype',
  'tokentype',
  'granttype',
  'responsetype',
  'httpstatus',
  'trackingcode',
  'verificationcode',
  'zipcode',
  'barcode',
  'qrcode',
  'otpcode',
]);

/** Codes of the dictionary whose values are those of a list; the others identify. */
const listCodes: ReadonlySet<string> = new Set(['country', 'currency', 'language', 'province', 'cluster', 'exchange', 'isic']);
const listedName = /(?:[a-z0-9]Code|[a-z0-9]Type|[a-z0-9]Status|_code|_type|_status)$/;

const squeezed = (name: string): string => name.replace(/[^\p{L}\p{N}]+/gu, '').toLowerCase();

/**
 * Whether a member of this name holds a code of a list: `always`, `enumerated` where its values are enumerated, or `never`. `code` is what the field
 * dictionary says of the name.
 */
export function listingOf(name: string, code: string | undefined): 'always' | 'enumerated' | 'never' {
  const key = squeezed(name);
  if (statusNames.has(key) || notListed.has(key) || (code !== undefined && !listCodes.has(code))) return 'never';
  return listedName.test(name) ? 'always' : 'enumerated';
}
