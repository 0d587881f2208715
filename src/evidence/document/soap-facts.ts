/**
 * Facts of a WSDL. What a WSDL cannot say is absent, and so unknown: whether a call is secured by other means than a policy, whether it creates
 * something, which core types it exchanges.
 *
 * Room     evidence/document (floor 3). May be imported within evidence/document only.
 */
import type { Facts, Json, JsonObject } from '../../contract/api-model.js';
import type { SoapContract } from '../../contract/soap-model.js';
import { type CodeIdOf, countSchemas } from './count-schemas.js';
import { countedFacts } from './counted-facts.js';

/** Types and members as one document of schemas, so that the same count serves every kind of contract. */
function asSchemas({ members, types }: SoapContract): Json {
  const bare = ({ properties: _named, ...schema }: JsonObject): JsonObject => schema;
  return {
    components: {
      schemas: Object.fromEntries([
        ...types.map((schema, index) => [`type-${index}`, bare(schema)] as const),
        // each in a holder of its own: a name may be declared many times
        ...members.map(({ name, schema }, index) => [`member-${index}`, { properties: { [name]: bare(schema) } }] as const),
      ]),
    },
  };
}

/** Counts of the operations that can be called, and of what their messages hold. */
export function soapFacts(contract: SoapContract, codeIdOf: CodeIdOf): Facts {
  const { operations, members, types, whole, url } = contract;
  // a list in XML is an element that is repeated, and never null: it says nothing of lists as JSON has them
  const { coreTypes: _unmarked, ...counts } = countSchemas(asSchemas(contract), codeIdOf);
  const objects = [...types, ...members.map(({ schema }) => schema)].filter(({ type }) => type === 'object').length;
  const counted = Object.entries(countedFacts({ ...counts, objects })).filter(([name]) => name !== 'contract.arrays');
  const secured = operations.filter((operation) => operation.secured === true).length;
  return {
    'contract.kind': 'wsdl',
    'contract.published': url !== undefined,
    'contract.operations': operations.length,
    'contract.safeOperations': operations.filter(({ safe }) => safe).length,
    // every call of SOAP over HTTP is a POST with a body
    'contract.bodyOperations': operations.filter(({ input }) => input !== undefined).length,
    'contract.getOperations': 0,
    'contract.headOperations': 0,
    'contract.parameters': 0,
    ...(secured > 0 ? { 'contract.securedOperations': secured } : {}),
    // where some file or type was not read, what was not met may still be there
    ...Object.fromEntries(counted.filter(([, value]) => whole || value !== 0)),
  };
}
