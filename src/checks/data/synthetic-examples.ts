/**
 * data/synthetic-examples — codes of persons in the contract's examples cannot be anybody's.
 *
 * Source   EGIF-DAT-EXA-001. A checksum-valid national code or card may belong to someone; the ranges with prefix 999 belong to nobody.
 * Evidence the contract that the service was read with; nothing is sent.
 */
import type { ApiContract, Json, JsonObject, MediaBody } from '../../contract/api-model.js';
import type { CheckSubject } from '../../contract/check.js';
import type { Finding } from '../../contract/documents.js';
import { undetermined, type Judgement } from '../../contract/judgement.js';
import { bankCard } from '../../schemes/bank-card.js';
import { mobile } from '../../schemes/mobile.js';
import { nationalCode } from '../../schemes/national-code.js';
import type { SchemeId } from '../../schemes/scheme.js';
import { defineCheck } from '../ask.js';
import { nodesOf, type Node } from './instance.js';
import { kindOf } from './recognise.js';
import { distinct, judgementOf, masked, withoutEvidence } from './value-check.js';

/** Whether a value of a kind may be somebody's: it is valid, and outside the reserved range. */
const personal: Readonly<Partial<Record<SchemeId, (value: string) => boolean>>> = {
  'national-code': (value) => nationalCode(value).valid && !value.startsWith('999'),
  'person-or-legal-id': (value) => nationalCode(value).valid && !value.startsWith('999'),
  'bank-card': (value) => bankCard(value).valid && !value.startsWith('999999'),
  mobile: (value) => mobile(value).valid && !/^\+989(?:99|0{3}|1{3})/.test(value) && !/^\+989\d{2}(?:0{7}|1234567)$/.test(value),
};

interface Example {
  readonly value: Json;
  readonly schema?: JsonObject;
  readonly pointer: string;
  readonly name: string;
}

function* examplesOf(contract: ApiContract): Generator<Example> {
  for (const { parameters, request, responses } of contract.operations) {
    for (const { example, schema, pointer, name } of parameters)
      if (example !== undefined) yield { value: { [name]: example }, schema: { properties: { [name]: schema } }, pointer, name };
    const bodies: readonly MediaBody[] = [...(request?.bodies ?? []), ...responses.flatMap((response) => response.bodies)];
    for (const { examples, schema, pointer } of bodies)
      for (const value of examples) yield { value, pointer, name: '', ...(schema === undefined ? {} : { schema }) };
  }
}

function mayBeReal(node: Node): boolean | undefined {
  const kind = kindOf(node);
  const test = kind === undefined ? undefined : personal[kind];
  return test === undefined || typeof node.value !== 'string' ? undefined : test(node.value);
}

function judge({ contract }: CheckSubject): Judgement {
  if (contract === undefined) return undetermined('no-contract');
  let count = 0;
  const findings: Finding[] = [];
  for (const example of examplesOf(contract))
    for (const node of nodesOf(example.value, example.schema)) {
      const real = mayBeReal(node);
      if (real === undefined) continue;
      count += 1;
      const spot = example.name === '' ? node.pointer : '';
      if (real)
        findings.push({
          code: 'example-may-be-real',
          at: `${contract.file}#${example.pointer}${spot}`,
          got: masked(node.value),
          want: 'a code with prefix 999',
        });
    }
  return judgementOf(count, distinct(findings));
}

export const syntheticExamples = defineCheck({
  id: 'data/synthetic-examples',
  safety: 'S0',
  over: 'service',
  params: {},
  findings: ['example-may-be-real'],
  probe: (subject) => withoutEvidence(() => judge(subject)),
});
