/**
 * Which codes the sample SOAP agency knows: synthetic ones only.
 *
 * Room     dev (floor 6). May be imported within dev only.
 */
const nationalCodes: ReadonlySet<string> = new Set(['9990000018', '9990000026', '9990000034', '9990000042', '9990000050', '9990000069']);
const legalPersonIds: ReadonlySet<string> = new Set(['99999000014', '99999000029', '99999000033', '99999000048']);

export const isNationalCode = (text: string): boolean => nationalCodes.has(text);
export const isLegalPersonId = (text: string): boolean => legalPersonIds.has(text);
