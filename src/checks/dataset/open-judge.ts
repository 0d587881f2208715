/**
 * The judge of records of data files: the rules of live answers, and the schema that the file is held against.
 *
 * Room     checks (floor 3): a door of the room. Used by the conductor of data files.
 */
import type { Json } from '../../contract/api-model.js';
import type { JudgeInput, RecordFinding, RecordJudge } from '../../contract/dataset.js';
import type { Cause } from '../../contract/documents.js';
import { schemeIds } from '../../schemes/scheme.js';
import type { LookContext, ValueRule } from '../data/value-check.js';
import { fileRules } from './file-rules.js';
import { QuickWalk } from './quick-walk.js';
import { readLexical } from './lexical-record.js';
import { compileRecordSchema, type RecordSchema } from './record-schema.js';
import { findingsOfMismatches, recordSchemaCheck, saysForm } from './schema-findings.js';
import { walkRecord, type WalkResult } from './walk-record.js';

const schemeNames: ReadonlySet<string> = new Set(schemeIds);

/** So many records take the full walk before the quick one is asked. */
const walkedWhole = 1000;

/** Counts by check. */
class Counts {
  readonly byCheck = new Map<string, number>();

  add(check: string, count = 1): void {
    this.byCheck.set(check, (this.byCheck.get(check) ?? 0) + count);
  }
}

interface Session {
  readonly input: JudgeInput;
  readonly context: LookContext;
  readonly schema: RecordSchema | undefined;
  readonly counts: Counts;
  readonly unjudged: Map<string, Cause>;
}

/** Whether a schema's finding says again what a rule says better, or holds a code to more than its own rule does. */
function repeats(finding: RecordFinding, walk: WalkResult): boolean {
  if (!saysForm(finding)) return false;
  const ofScheme = finding.want === undefined || schemeNames.has(finding.want);
  if (finding.code === 'record-format' && ofScheme && walk.judgedCodes.has(finding.pointer)) return true;
  return walk.findings.some(({ pointer }) => pointer === finding.pointer);
}

function schemaFindings(value: Json, { schema, counts, unjudged }: Session): readonly RecordFinding[] {
  if (schema === undefined) return [];
  const mismatches = schema.mismatches(value);
  if ('why' in mismatches) {
    unjudged.set(recordSchemaCheck, { code: 'schema-not-checkable', detail: mismatches.why });
    return [];
  }
  counts.add(recordSchemaCheck);
  return findingsOfMismatches(mismatches, value);
}

/** Everything wrong in a record, by every rule and the whole schema. */
function judgeWhole(value: Json, session: Session): readonly RecordFinding[] {
  const { input, context, counts, unjudged } = session;
  const count = (rule: ValueRule): void => counts.add(rule.id);
  const walk = walkRecord(value, { rules: fileRules, schema: input.schema, context, count });
  if (!walk.whole) for (const { id } of fileRules) unjudged.set(id, { code: 'record-beyond-limit', detail: 'a record is too deep or too large' });
  const ofSchema = schemaFindings(value, session).filter((finding) => !repeats(finding, walk));
  return [...walk.findings, ...ofSchema];
}

function contextOf(input: JudgeInput): LookContext {
  return {
    codelist: (id) => input.codelist(id),
    vocabulary: () => undefined,
    ...(input.day === undefined ? {} : { startedAt: input.day }),
  };
}

/** Whether a record is certainly clean; then it is counted. */
function acceptQuickly(value: Json, { schema, counts }: Session, walk: QuickWalk): boolean {
  if (schema !== undefined && !schema.quick(value)) return false;
  const looked = walk.accept(value);
  if (looked === undefined) return false;
  if (schema !== undefined) counts.add(recordSchemaCheck);
  for (const { id } of looked) counts.add(id);
  return true;
}

function openSession(input: JudgeInput): Session {
  const compiled = input.schema === undefined ? undefined : compileRecordSchema(input.schema);
  const unjudged = new Map<string, Cause>();
  if (compiled !== undefined && 'why' in compiled) unjudged.set(recordSchemaCheck, { code: 'schema-not-checkable', detail: compiled.why });
  const schema = compiled === undefined || 'why' in compiled ? undefined : compiled;
  return { input, context: contextOf(input), schema, counts: new Counts(), unjudged };
}

/** What may be tuned for tests. */
export interface JudgeSettings {
  /** Records that take the full walk before the quick one is asked; Infinity: all. */
  readonly walkedWhole?: number;
}

/** Opens a judge for the records of one file. */
export function openJudge(input: JudgeInput, settings: JudgeSettings = {}): RecordJudge {
  const session = openSession(input);
  const { schema, context, counts, unjudged } = session;
  const quick = new QuickWalk({ rules: fileRules, schema: input.schema, context, asserting: schema !== undefined });
  const first = settings.walkedWhole ?? walkedWhole;
  let records = 0;
  return {
    judge(value, lexical) {
      const record = lexical ? readLexical(value, input.schema) : value;
      records += 1;
      return records > first && acceptQuickly(record, session, quick) ? [] : judgeWhole(record, session);
    },
    countAccepted(accepted) {
      if (schema !== undefined) counts.add(recordSchemaCheck, accepted);
      for (const [id, count] of quick.surelyLooked()) counts.add(id, count * accepted);
    },
    examined: () => counts.byCheck,
    checks: [...(input.schema === undefined ? [] : [recordSchemaCheck]), ...fileRules.map(({ id }) => id)],
    unjudged: () => unjudged,
  };
}
