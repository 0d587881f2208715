/**
 * The files of contracts that were certified before, as a statement names them.
 *
 * Room     suite (floor 5).
 */
import type { Service } from '../contract/documents.js';

/** Files of the contracts that were certified before and that can be compared, each once, with the digest that the statement gives. */
export function previousFiles({
  previousCertified,
}: Pick<Service, 'previousCertified'>): readonly { readonly file: string; readonly digest?: string }[] {
  const { contractFile, contractDigest, contracts = [] } = previousCertified ?? {};
  const first = contractFile === undefined ? [] : [{ file: contractFile, ...(contractDigest === undefined ? {} : { digest: contractDigest }) }];
  const others = contracts.filter(({ type, file }) => (type === 'openapi' || type === 'asyncapi') && file !== contractFile);
  return [...first, ...others];
}
