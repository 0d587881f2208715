/**
 * data/events-compatible — the contract of events breaks nobody who consumes or sends the events of the one that was certified before it.
 *
 * Source   EGIF-TEC-EVT-005; SemVer 2.0.0 §8; AsyncAPI 2.6.0, 3.0.0.
 * Evidence each AsyncAPI contract against the one of `previousCertified.contracts` that it follows: the only one, or that of the same id, file name or
 *          title. A contract of another major version may break what it likes, and where nothing was certified before there is nothing to break. Class S0.
 */
import type { LoadedDocument } from '../../contract/api-model.js';
import { memberOf } from '../../contract/json.js';
import { examined, undetermined, type Judgement } from '../../contract/judgement.js';
import { defineCheck } from '../ask.js';
import type { Change } from '../diff/change.js';
import { findingOfChange, listedChanges, mostChangeFindings } from '../diff/change-finding.js';
import { eventDiff } from '../diff/event-diff.js';
import { conclude } from '../probe/gather.js';

function codeOf({ reason }: Change): string {
  if (reason === 'gone') return 'event-contract-removal';
  if (reason === 'refuses-more') return 'event-contract-input';
  return reason === 'answers-more' ? 'event-contract-promise' : 'event-contract-meaning';
}

/** What tells that a contract follows another, the surest first. */
const marks: readonly ((document: LoadedDocument) => unknown)[] = [
  ({ data }) => memberOf(data, 'id'),
  ({ file }) => file.split('/').at(-1),
  ({ data }) => memberOf(memberOf(data, 'info'), 'title'),
];

/** The contract that follows one that was certified; undefined where none does for certain. */
function successorOf(previous: LoadedDocument, others: readonly LoadedDocument[], contracts: readonly LoadedDocument[]): LoadedDocument | undefined {
  const [only] = contracts;
  if (contracts.length === 1 && others.length === 1) return only;
  for (const mark of marks) {
    const wanted = mark(previous);
    const found = wanted === undefined ? [] : contracts.filter((each) => mark(each) === wanted);
    const [first] = found;
    if (found.length === 1 && others.filter((each) => mark(each) === wanted).length === 1) return first;
  }
  return undefined;
}

function judgePair(previous: LoadedDocument, contract: LoadedDocument, asOf: string): Judgement {
  const { changes, operations, newMajor, complete } = eventDiff(previous, contract, { asOf });
  if (newMajor === true) return undetermined('nothing-of-the-kind', `${contract.file} is the first of its major version`);
  if (operations === 0) return undetermined('nothing-to-examine', `${previous.file} has no channel`);
  const breaking = changes.filter((change) => change.breaking === true);
  if (breaking.length > 0 && newMajor === undefined) return undetermined('major-unclear', listedChanges(breaking));
  if (breaking.length > 0)
    return examined(
      operations,
      breaking.slice(0, mostChangeFindings).map((change) => findingOfChange(change, codeOf(change), { previous, contract })),
    );
  if (!complete) return undetermined('work-limit', 'the contracts are too large or entangled to be compared as a whole');
  const unknown = changes.filter((change) => change.breaking === 'unknown');
  return unknown.length > 0 ? undetermined('compatibility-unclear', listedChanges(unknown)) : examined(operations);
}

export const eventsCompatible = defineCheck({
  id: 'data/events-compatible',
  safety: 'S0',
  over: 'service',
  params: {},
  findings: ['event-contract-removal', 'event-contract-input', 'event-contract-promise', 'event-contract-meaning'],

  *probe({ events = [], previousEvents = [], service, startedAt }) {
    if (events.length === 0) return undetermined('no-event-contract');
    if (service.previousCertified === undefined) return undetermined('nothing-of-the-kind', 'nothing was certified before');
    if (previousEvents.length === 0) return undetermined('no-previous-event-contract');
    const parts: Judgement[] = [];
    for (const previous of previousEvents) {
      const contract = successorOf(previous, previousEvents, events);
      parts.push(
        contract === undefined
          ? undetermined('compatibility-unclear', `no contract of the statement follows ${previous.file} for certain`)
          : judgePair(previous, contract, startedAt),
      );
    }
    // A contract of a new major version says nothing of those beside it.
    const told = parts.filter(({ cause }) => cause?.code !== 'nothing-of-the-kind');
    return told.length === 0 ? (parts[0] ?? undetermined('nothing-of-the-kind')) : conclude(told, [], 'nothing-of-the-kind');
  },
});
