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
import { readLexical } from './lexical-record.js';
import { compileRecordSchema, type RecordSchema } from './record-schema.js';
import { findingsOfMismatches, recordSchemaCheck, saysForm } from './schema-findings.js';
import { walkRecord, type WalkResult } from './walk-record.js';

const schemeNames: ReadonlySet<string> = new Set(schemeIds);

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

/** Opens a judge for the records of one file. */
export function openJudge(input: JudgeInput): RecordJudge {
  const compiled = input.schema === undefined ? undefined : compileRecordSchema(input.schema);
  const unjudged = new Map<string, Cause>();
  if (compiled !== undefined && 'why' in compiled) unjudged.set(recordSchemaCheck, { code: 'schema-not-checkable', detail: compiled.why });
  const schema = compiled === undefined || 'why' in compiled ? undefined : compiled;
  const session: Session = { input, context: contextOf(input), schema, counts: new Counts(), unjudged };
  return {
    judge: (value, lexical) => judgeWhole(lexical ? readLexical(value, input.schema) : value, session),
    countAccepted: (records) => session.counts.add(recordSchemaCheck, records),
    examined: () => session.counts.byCheck,
    checks: [...(input.schema === undefined ? [] : [recordSchemaCheck]), ...fileRules.map(({ id }) => id)],
    unjudged: () => unjudged,
  };
}
