/**
 * A budget policy from a file: plain YAML or JSON, or sealed by its issuer.
 *
 * Room     cli (floor 7).
 */
import { resolve } from 'node:path';
import { openPolicy, policyProblems, policyUsed, type SealRules } from '../../index/eligibility.js';
import { type EligibilityPolicy, isDocument, loadDocument, problemsOf, readBounded } from '../../index/files.js';
import type { PolicyUsed } from '../../index/files.js';
import { Refusal } from '../../index/certificates.js';
import { usageError } from '../usage-error.js';

export interface ReadPolicy {
  readonly policy: EligibilityPolicy;
  readonly used: PolicyUsed;
}

const maxOctets = 8 * 1024 * 1024;
/** A sealed policy is a flattened JWS: its first member is the payload. */
const sealed = /^\s*\{\s*"payload"\s*:/;

function invalid(file: string, trouble: string): Error {
  return usageError(
    { en: `${file} is no valid budget policy: ${trouble}`, fa: `${file} سیاست بودجهٔ معتبر نیست: ${trouble}` },
    { en: 'correct the place that is named', fa: 'جای نام‌برده را اصلاح کنید' },
    'POLICY_INVALID',
  );
}

async function openSealedPolicy(file: string, octets: Uint8Array, rules: Omit<SealRules, 'signer'>): Promise<ReadPolicy> {
  try {
    const { policy, signer } = openPolicy(octets, rules);
    return { policy, used: policyUsed(policy, signer.certificateSha256) };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    throw invalid(file, `${error.code}: ${error.message}`);
  }
}

async function readPlain(file: string): Promise<ReadPolicy> {
  const { data } = await loadDocument(file);
  if (isDocument('EligibilityPolicy', data)) return { policy: data, used: policyUsed(data) };
  const [problem] = problemsOf('EligibilityPolicy', data);
  throw invalid(file, `${problem?.pointer ?? ''} ${problem?.message ?? ''}`.trim());
}

/** The policy in a file. Errors: POLICY_INVALID, FILE_*, DOCUMENT_*. */
export async function readPolicy(name: string, directory: string, rules: Omit<SealRules, 'signer'>): Promise<ReadPolicy> {
  const file = resolve(directory, name);
  const octets = await readBounded(file, maxOctets);
  const isSealed = sealed.test(octets.subarray(0, 64).toString('latin1'));
  const read = isSealed ? await openSealedPolicy(name, octets, rules) : await readPlain(file);
  const [problem] = policyProblems(read.policy);
  if (problem !== undefined) throw invalid(name, `${problem.code} ${problem.pointer} ${problem.got}`);
  return read;
}
