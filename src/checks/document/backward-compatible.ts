/**
 * document/backward-compatible — the contract breaks no consumer of the one that was certified before it.
 *
 * Source   EGIF-TEC-VER-004; SemVer 2.0.0 §8.
 * Evidence the contract against `previousCertified.contractFile` of the statement. A contract of another major version may break what it likes; where
 *          the contracts do not say their major, what breaks cannot be told. An operation whose announced end is over on the day of the run may be gone.
 */
import { examined, undetermined } from '../../contract/judgement.js';
import { defineCheck } from '../ask.js';
import type { Change } from '../diff/change.js';
import { findingOfChange, listedChanges, mostChangeFindings } from '../diff/change-finding.js';
import { contractDiff } from '../diff/contract-diff.js';

function codeOf({ kind, reason }: Change): string {
  if (kind === 'security-tightened') return 'breaking-security';
  if (reason === 'gone') return 'breaking-removal';
  if (reason === 'refuses-more') return 'breaking-input';
  return reason === 'answers-more' ? 'breaking-answer' : 'breaking-meaning';
}

export const backwardCompatible = defineCheck({
  id: 'document/backward-compatible',
  safety: 'S0',
  over: 'service',
  params: {},
  findings: ['breaking-removal', 'breaking-input', 'breaking-answer', 'breaking-meaning', 'breaking-security'],

  *probe({ contract, previous, startedAt }) {
    if (contract === undefined) return undetermined('no-contract');
    if (previous === undefined) return undetermined('no-previous-contract');
    const { changes, operations, newMajor, complete } = contractDiff(previous.document, contract.document, { asOf: startedAt });
    if (newMajor === true) return undetermined('new-major', 'the contract is the first of its major version');
    if (operations === 0) return undetermined('nothing-to-examine', 'the previous contract has no operation');
    const breaking = changes.filter((change) => change.breaking === true);
    if (breaking.length > 0 && newMajor === undefined) return undetermined('major-unclear', listedChanges(breaking));
    if (breaking.length > 0)
      return examined(
        operations,
        breaking
          .slice(0, mostChangeFindings)
          .map((change) => findingOfChange(change, codeOf(change), { previous: previous.document, contract: contract.document })),
      );
    if (!complete) return undetermined('work-limit', 'the contracts are too large or entangled to be compared as a whole');
    const unknown = changes.filter((change) => change.breaking === 'unknown');
    return unknown.length > 0 ? undetermined('compatibility-unclear', listedChanges(unknown)) : examined(operations);
  },
});
