/**
 * What the suite knows of the workflows that a statement names: their steps, in order, as calls of the service's own contract.
 *
 * Built by evidence/document from an Arazzo description, once; run by checks. What the suite does not read of a workflow is said beside it, so that
 * nobody takes a part for the whole.
 *
 * Source   Arazzo 1.0.1 §4.6.
 * Room     contract (floor 2). May be imported by every room above.
 */
import type { Json, JsonObject, Operation } from './api-model.js';

/** A part of a workflow that this suite does not judge. */
export interface UnreadPart {
  /** `step-of-other-service`: it calls what no contract of the service declares. `workflow-part-unread`: it is of a kind that is not read. */
  readonly cause: 'step-of-other-service' | 'workflow-part-unread';
  /** What it is, in the words of Arazzo. */
  readonly what: string;
}

/** A value for a parameter; texts may be, or hold, runtime expressions. */
export interface StepParameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header' | 'cookie';
  readonly value: Json;
}

export interface StepBody {
  readonly mediaType?: string;
  /** Constants and runtime expressions, or a text that is the whole body. */
  readonly payload?: Json;
  /** Values that take places in the payload, by RFC 6901 pointer. */
  readonly replacements: readonly { readonly target: string; readonly value: Json }[];
}

/** An assertion on an answer. */
export interface Criterion {
  readonly type: 'simple' | 'regex' | 'jsonpath';
  readonly condition: string;
  /** The expression whose value a pattern or a query is held against. */
  readonly context?: string;
}

/** What follows on a step that held, or did not. */
export interface StepAction {
  readonly type: 'end' | 'retry' | 'goto';
  /** Where `goto` leads. */
  readonly stepId?: string;
  readonly retryAfterSeconds: number;
  readonly retryLimit: number;
  /** All must hold for the action to be taken. */
  readonly criteria: readonly Criterion[];
}

export interface WorkflowStep {
  readonly id: string;
  readonly pointer: string;
  /** The operation of the service's contract that is called; absent where `unread` says why. */
  readonly operation?: Operation;
  readonly parameters: readonly StepParameter[];
  readonly body?: StepBody;
  /** Empty: any answer of success will do. */
  readonly criteria: readonly Criterion[];
  /** Runtime expressions by name. */
  readonly outputs: Readonly<Record<string, string>>;
  readonly onSuccess: readonly StepAction[];
  readonly onFailure: readonly StepAction[];
  readonly unread: readonly UnreadPart[];
}

export interface Workflow {
  readonly id: string;
  /** As the statement names it. */
  readonly file: string;
  readonly pointer: string;
  /** JSON Schema of its inputs. */
  readonly inputs?: JsonObject;
  /** What the statement gives as inputs, if it gives any. */
  readonly given?: JsonObject;
  /** Workflows of the same description that must have ended well. */
  readonly dependsOn: readonly string[];
  readonly steps: readonly WorkflowStep[];
  readonly outputs: Readonly<Record<string, string>>;
  readonly unread: readonly UnreadPart[];
}
