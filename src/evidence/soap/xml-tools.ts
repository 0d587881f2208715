/**
 * Reading and judging XML for checks: the bounded reader of contracts, and the schemas of a WSDL compiled once.
 *
 * Source   XML 1.0 (5th ed.); XML Schema 1.0 Part 1.
 * Room     evidence (floor 3). May be imported by suite.
 */
import { isObject } from '../../contract/json.js';
import type { ReadXml, SoapContract, XmlTools } from '../../contract/soap-model.js';
import { EgifError } from '../../errors.js';
import { decodeXml } from '../document/decode-xml.js';
import { parseXml } from '../document/read-xml.js';
import { openXsdSet, type XsdSet } from './xsd-set.js';

/** An answer is no contract: far smaller, and nobody's to trust. */
const limits = { maxBytes: 8 * 1024 * 1024, maxNodes: 200_000, maxDepth: 200, maxAliases: 0 } as const;

export function readXml(octets: Uint8Array): ReadXml {
  if (octets.length > limits.maxBytes) return { flaw: 'malformed', detail: `over ${limits.maxBytes} bytes` };
  try {
    const { text, encoding } = decodeXml(octets, 'answer');
    const { data } = parseXml('answer', text, { limits, encoding });
    return isObject(data) ? { data } : { flaw: 'malformed', detail: 'no root' };
  } catch (error) {
    if (!(error instanceof EgifError)) throw error;
    const flaw = /DOCTYPE/.test(error.message) ? 'doctype' : error.code === 'FILE_ENCODING' ? 'encoding' : 'malformed';
    return { flaw, detail: error.message };
  }
}

/** The tools of one case. What the schemas compile to is kept as long as the contract is. */
export function openXmlTools(): XmlTools {
  const sets = new Map<SoapContract, XsdSet | undefined>();
  const setOf = (contract: SoapContract): XsdSet | undefined => {
    if (!sets.has(contract)) sets.set(contract, openXsdSet(contract));
    return sets.get(contract);
  };
  return { read: readXml, breachesIn: (contract, octets) => setOf(contract)?.breachesIn(octets) };
}
