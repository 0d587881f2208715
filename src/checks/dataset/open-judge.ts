/**
 * The judge of records of data files: the rules of live answers, and the schema that the file is held against.
 *
 * Room     checks (floor 3): a door of the room. Used by the conductor of data files.
 */
import type { Json } from '../../contract/api-model.js';
import type { JudgeInput, RecordFinding, RecordJudge } from '../../contract/dataset.js';
import type { Cause } from '../../contract/documents.js';
import { schemeIds } from '../../schemes/scheme.js';
import type { LookContext } from '../data/value-check.js';
import { compileAcceptor, type Acceptor } from './acceptor/compile-acceptor.js';
import { fileRules } from './file-rules.js';
import { readLexical } from './lexical-record.js';
import { compileRecordSchema, type RecordSchema } from './record-schema.js';
import { findingsOfMismatches, recordSchemaCheck, saysForm } from './schema-findings.js';
import { surelyLooked } from './surely-looked.js';
import { RecordWalk, type WalkResult } from './walk-record.js';

const schemeNames: ReadonlySet<string> = new Set(schemeIds);

/** So many records are judged before the acceptor is asked: what they hold is counted exactly. */
const walkedWhole = 1000;

interface Session {
  readonly input: JudgeInput;
  readonly walk: RecordWalk;
  readonly schema: RecordSchema | undefined;
  readonly unjudged: Map<string, Cause>;
  /** Records that were held against the schema. */
  held: number;
}

/** Whether a schema's finding says again what a rule says better, or holds a code to more than its own rule does. */
function repeats(finding: RecordFinding, walk: WalkResult): boolean {
  if (!saysForm(finding)) return false;
  const ofScheme = finding.want === undefined || schemeNames.has(finding.want);
  if (finding.code === 'record-format' && ofScheme && walk.judgedCodes.has(finding.pointer)) return true;
  return walk.findings.some(({ pointer }) => pointer === finding.pointer);
}

/** What the schema finds in a record that does not keep to it. */
function schemaFindings(value: Json, session: Session): readonly RecordFinding[] {
  const mismatches = session.schema?.mismatches(value) ?? [];
  if ('why' in mismatches) {
    session.unjudged.set(recordSchemaCheck, { code: 'schema-not-checkable', detail: mismatches.why });
    return [];
  }
  session.held += 1;
  return findingsOfMismatches(mismatches, value);
}

/** Everything wrong in a record, by every rule and the whole schema. */
function judgeRecord(value: Json, session: Session): readonly RecordFinding[] {
  const { walk, schema, unjudged } = session;
  const keeps = schema === undefined || schema.quick(value);
  const found = walk.walk(value, !keeps);
  if (!found.whole) for (const { id } of fileRules) unjudged.set(id, { code: 'record-beyond-limit', detail: 'a record is too deep or too large' });
  if (keeps) {
    if (schema !== undefined) session.held += 1;
    return found.findings;
  }
  const ofSchema = schemaFindings(value, session).filter((finding) => !repeats(finding, found));
  return [...found.findings, ...ofSchema];
}

function contextOf(input: JudgeInput): LookContext {
  return {
    codelist: (id) => input.codelist(id),
    vocabulary: () => undefined,
    ...(input.day === undefined ? {} : { startedAt: input.day }),
  };
}

function openSession(input: JudgeInput): Session {
  const compiled = input.schema === undefined ? undefined : compileRecordSchema(input.schema);
  const unjudged = new Map<string, Cause>();
  if (compiled !== undefined && 'why' in compiled) unjudged.set(recordSchemaCheck, { code: 'schema-not-checkable', detail: compiled.why });
  const schema = compiled === undefined || 'why' in compiled ? undefined : compiled;
  const walk = new RecordWalk({ rules: fileRules, schema: input.schema, context: contextOf(input), asserting: schema !== undefined });
  return { input, walk, schema, unjudged, held: 0 };
}

/** What may be tuned for tests. */
export interface JudgeSettings {
  /** Records that are judged before the acceptor is asked; Infinity: all. */
  readonly walkedWhole?: number;
}

const checksOf = (input: JudgeInput): readonly string[] => [
  ...(input.schema === undefined ? [] : [recordSchemaCheck]),
  ...fileRules.map(({ id }) => id),
];

/** The acceptor of octets, where the schema can be asserted and every check is one that it takes into account. */
function acceptorOf(input: JudgeInput, schema: RecordSchema | undefined): Acceptor | undefined {
  if (input.schema === undefined || schema === undefined) return undefined;
  const { day } = input;
  return compileAcceptor(input.schema, {
    codelist: (id) => input.codelist(id),
    checks: checksOf(input),
    ...(day === undefined ? {} : { day }),
  });
}

/** Opens a judge for the records of one file. */
export function openJudge(input: JudgeInput, settings: JudgeSettings = {}): RecordJudge {
  const session = openSession(input);
  const { schema, walk, unjudged } = session;
  const acceptor = acceptorOf(input, schema);
  const first = settings.walkedWhole ?? walkedWhole;
  const accepted = new Map<string, number>();
  let records = 0;
  return {
    judge(value, lexical) {
      records += 1;
      return judgeRecord(lexical ? readLexical(value, input.schema) : value, session);
    },
    countAccepted(more) {
      if (schema !== undefined) session.held += more;
      for (const [id, count] of surelyLooked(walk.tree, fileRules)) accepted.set(id, (accepted.get(id) ?? 0) + count * more);
    },
    examined() {
      const counts = new Map(walk.counts());
      for (const [id, count] of accepted) if (count > 0) counts.set(id, (counts.get(id) ?? 0) + count);
      if (session.held > 0) counts.set(recordSchemaCheck, session.held);
      return counts;
    },
    checks: checksOf(input),
    unjudged: () => unjudged,
    ...(acceptor === undefined ? {} : { accept: (octets, start, end) => records >= first && acceptor(octets, start, end) }),
  };
}
