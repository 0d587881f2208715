/**
 * Puts the time stamp of its signature into a signed report (JAdES baseline B-T).
 *
 * Room     attestation (floor 3).
 */
import { readEnvelope } from '../jws/envelope.js';
import { reportType } from '../report-statement.js';
import { fetchTimeStamp } from './client.js';
import { stampedOctets, withTimeStamp } from './jades.js';

/** The signed report with a time stamp of the authority at the URL. Errors: USAGE, TIME_STAMP_UNAVAILABLE. */
export async function stampReport(signed: string, url: string): Promise<string> {
  const token = await fetchTimeStamp(url, stampedOctets(readEnvelope(Buffer.from(signed), { type: reportType })));
  return withTimeStamp(signed, token);
}
