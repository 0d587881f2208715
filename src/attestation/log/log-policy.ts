/**
 * Trust policy of a log: which logs and witnesses are known, and which of the witnesses are enough.
 *
 * Source   C2SP tlog-policy, “Policy file syntax and structure”. Narrower than it: the text is UTF-8, and a log’s name is its origin.
 * Room     attestation (floor 3).
 */
import { demand, Refusal } from '../problem.js';
import { readDecimal } from './checkpoint.js';
import { readVerifierKey, signatureTypes, type VerifierKey } from './verifier-key.js';

export interface KnownLog {
  readonly key: VerifierKey;
  readonly url?: string;
}

export interface KnownWitness extends KnownLog {
  /** Its name within the policy. */
  readonly name: string;
}

/** A rule over witnesses: one of them, or so many of several rules. */
export type Quorum =
  | { readonly kind: 'none' }
  | { readonly kind: 'witness'; readonly name: string }
  | { readonly kind: 'group'; readonly name: string; readonly needed: number; readonly members: readonly Quorum[] };

export interface LogPolicy {
  readonly logs: readonly KnownLog[];
  readonly witnesses: readonly KnownWitness[];
  readonly quorum: Quorum;
}

const maxPolicyBytes = 1024 * 1024;
const maxLines = 1000;

interface Draft {
  readonly logs: KnownLog[];
  readonly witnesses: KnownWitness[];
  readonly rules: Map<string, Quorum>;
  /** Groups in which a name stands already: each name counts in one way. */
  readonly used: Set<string>;
  quorum: Quorum | undefined;
}

function keyOf(text: string | undefined, type: number, others: readonly KnownLog[]): VerifierKey {
  const key = readVerifierKey(text ?? '');
  demand(key.type === type, 'LOG_POLICY', `the key of ${key.name} is of another kind`);
  demand(!others.some((other) => Buffer.from(other.key.publicKey).equals(key.publicKey)), 'LOG_POLICY', `the key of ${key.name} stands twice`);
  return key;
}

const withUrl = (url: string | undefined): { readonly url?: string } => (url === undefined ? {} : { url });

function define(draft: Draft, name: string | undefined, rule: (name: string) => Quorum): void {
  demand(name !== undefined && name !== 'none', 'LOG_POLICY', 'a line defines no name');
  demand(!draft.rules.has(name), 'LOG_POLICY', `the name ${name} is defined twice`);
  draft.rules.set(name, rule(name));
}

function ruleOf(draft: Draft, name: string | undefined): Quorum {
  const rule = draft.rules.get(name ?? '');
  if (rule === undefined) throw new Refusal('LOG_POLICY', `nothing above is named ${name ?? 'so'}`);
  return rule;
}

function neededOf(word: string | undefined, count: number): number {
  const needed = word === 'any' ? 1 : word === 'all' ? count : readDecimal(word ?? '');
  demand(needed !== undefined && needed >= 1 && needed <= count, 'LOG_POLICY', `${word ?? 'no number'} of ${count} members cannot be`);
  return needed;
}

const statements: Readonly<Record<string, (draft: Draft, words: readonly string[]) => void>> = {
  log(draft, [vkey, url, ...rest]) {
    demand(rest.length === 0, 'LOG_POLICY', 'a line on a log is too long');
    draft.logs.push({ key: keyOf(vkey, signatureTypes.ed25519, draft.logs), ...withUrl(url) });
  },
  witness(draft, [name, vkey, url, ...rest]) {
    demand(rest.length === 0, 'LOG_POLICY', 'a line on a witness is too long');
    define(draft, name, (known) => {
      draft.witnesses.push({ name: known, key: keyOf(vkey, signatureTypes.cosignature, draft.witnesses), ...withUrl(url) });
      return { kind: 'witness', name: known };
    });
  },
  group(draft, [name, word, ...names]) {
    const needed = neededOf(word, names.length);
    const members = names.map((member) => {
      demand(!draft.used.has(member), 'LOG_POLICY', `${member} is a member twice`);
      draft.used.add(member);
      return ruleOf(draft, member);
    });
    define(draft, name, (known) => ({ kind: 'group', name: known, needed, members }));
  },
  quorum(draft, [name, ...rest]) {
    demand(rest.length === 0 && draft.quorum === undefined, 'LOG_POLICY', 'there is more than one quorum');
    draft.quorum = name === 'none' ? { kind: 'none' } : ruleOf(draft, name);
  },
};

/** Reads a policy. Refusals: LOG_POLICY, LOG_VKEY. */
export function readLogPolicy(text: string): LogPolicy {
  demand(text.length <= maxPolicyBytes && text.isWellFormed(), 'LOG_POLICY', 'the policy is too long or no text');
  demand(!/[\u0000-\u0008\u000b-\u001f\u007f]/.test(text), 'LOG_POLICY', 'a control character stands in the policy');
  const lines = text.split('\n').map((line) => line.split(/[\t ]+/).filter((word) => word !== ''));
  demand(lines.length <= maxLines, 'LOG_POLICY', `${lines.length} lines; the limit is ${maxLines}`);
  const draft: Draft = { logs: [], witnesses: [], rules: new Map(), used: new Set(), quorum: undefined };
  for (const [word, ...words] of lines) {
    if (word === undefined || word.startsWith('#')) continue;
    const statement = Object.hasOwn(statements, word) ? statements[word] : undefined;
    if (statement === undefined) throw new Refusal('LOG_POLICY', `a line begins with ${word.slice(0, 40)}`);
    statement(draft, words);
  }
  const { logs, witnesses, quorum } = draft;
  if (quorum === undefined) throw new Refusal('LOG_POLICY', 'no quorum is named');
  return { logs, witnesses, quorum };
}

/** Whether these witnesses, by their names in the policy, are enough. */
export function isQuorum(rule: Quorum, signed: ReadonlySet<string>): boolean {
  if (rule.kind === 'none') return true;
  if (rule.kind === 'witness') return signed.has(rule.name);
  return rule.members.filter((member) => isQuorum(member, signed)).length >= rule.needed;
}
