/**
 * The shape of a check. Every check that is not a lint rule is a generator: it yields actions, receives observations, returns a judgement.
 * A check that needs no evidence beyond the subject simply yields nothing.
 *
 * A check never touches the network, the disk, the clock or randomness.
 *
 * Room     contract (floor 2). May be imported by every room above.
 */
import type { ApiContract, JsonObject, LoadedDocument, Operation, Sample } from './api-model.js';
import type { Cause, Environment, OperationFigures, SafetyClass, Service, Statement } from './documents.js';
import type { Action, Exchange, HttpAction, Observation, ObservationOf } from './evidence.js';
import type { Judgement } from './judgement.js';
import type { SoapContract, XmlTools } from './soap-model.js';
import type { Workflow } from './workflow-model.js';

/** What came of making types for consumers of the HTTP contract; no problems: they could be made, and they compile. */
export interface TypesOutcome {
  /** `message` is English, of the generator or the compiler; `pointer` leads to the place in the contract, where it is known. */
  readonly problems: readonly { readonly message: string; readonly pointer?: string }[];
}

/** What the statement's series of measurements says; trouble: nothing can be told from it. */
export type AvailabilitySeries =
  | { readonly figures: NonNullable<OperationFigures['availability']>; readonly trouble?: never }
  | { readonly trouble: Cause; readonly figures?: never };

/** What a check may know of the subject. */
export interface CheckSubject {
  readonly agency: Statement['agency'];
  /** How the agency is tied to the exchange centres, where its statement says so. */
  readonly exchange?: NonNullable<Statement['exchange']>;
  readonly service: Service;
  readonly environment: Environment;
  /** Everything is asked through an outbound proxy: what it takes its time over, or does not reach, is not the service's. */
  readonly proxied?: true;
  /** Base URL without trailing slash. */
  readonly baseUrl: string;
  /** The environment beside it that the statement names: production beside a sandbox, or the other way round. */
  readonly counterpart?: { readonly environment: Environment; readonly baseUrl: string };
  /** The HTTP contract, if the service has one that could be read. */
  readonly contract?: ApiContract;
  /** The HTTP contract that was certified before this one, where the statement names its file. */
  readonly previous?: ApiContract;
  /** The contracts of events (AsyncAPI), in the statement's order; absent or empty: there are none. */
  readonly events?: readonly LoadedDocument[];
  /** The contracts of events that were certified before these, where the statement names their files. */
  readonly previousEvents?: readonly LoadedDocument[];
  /** The SOAP contracts, if the service has any: what is called by them is no operation of the HTTP contract. */
  readonly soap?: readonly SoapContract[];
  /** The workflows that the statement names. */
  readonly workflows?: readonly Workflow[];
  /** Types of the contract, as the run made them; absent where nobody tried. */
  readonly types?: TypesOutcome;
  /** How XML is read and judged; present where `soap` holds a contract. */
  readonly xml?: XmlTools;
  /** Availability over weeks, where the statement names a series of measurements. */
  readonly availability?: AvailabilitySeries;
  /** The operation of this instance; present exactly when the check's scope is over operations. */
  readonly operation?: Operation;
  /** Concrete calls by operation id; empty where no synthetic data is known. */
  samples(operationId: string): readonly Sample[];
  /** Names of the statement's identities whose credentials could be had. */
  readonly identities: readonly string[];
  /** Instant of the run's start, RFC 3339 UTC; recorded, so that replays see the same. */
  readonly startedAt: string;
  /** A seeded identifier, different for each label and each attempt: the same run seed gives the same value. */
  uuid(label: string): string;
  /** A seeded text to choose by, different for each label and the same in every attempt: what is chosen anew is not reproduced. */
  choice(label: string): string;
  /** Rows of a code list of the law by its id, or undefined. */
  codelist(id: string): readonly Readonly<Record<string, string>>[] | undefined;
  /** The core vocabulary's schema of a core type (`Person`), self-contained JSON Schema 2020-12, or undefined. */
  vocabulary(type: string): JsonObject | undefined;
}

/** Over which instances a check runs. `service`: once. Otherwise once for each operation of the kind. */
export type Scope = 'service' | 'operations' | 'safe-operations' | 'secured-operations' | 'body-operations';

/** Unit or kind of a parameter, for documentation and validation. */
export type ParamKind = 'seconds' | 'days' | 'count' | 'bits' | 'text' | 'list' | 'flag';
export type ParamValue = string | number | boolean | readonly string[];

export type Probe = Generator<Action, Judgement, Observation>;

/** Yields one action and returns its observation with the right type. Use as `const exchange = yield* ask({ kind: 'http', … })`. */
export function* ask<A extends Action>(action: A): Generator<Action, ObservationOf<A>, Observation> {
  return (yield action) as ObservationOf<A>;
}

/** An answer that some probe of the run had, as any check may judge it in the second pass. */
export interface ReviewedAnswer {
  readonly action: HttpAction;
  /** Never lost. */
  readonly exchange: Exchange;
  /** The operation that was called: the contract declares the method at the place. */
  readonly operation?: Operation;
}

export interface CheckDefinition {
  /** `probe/hsts`; never reused. */
  readonly id: `${'probe' | 'data' | 'coding' | 'document'}/${string}`;
  /** The highest safety class that it may send. S0: nothing is sent. */
  readonly safety: SafetyClass;
  /**
   * The class from which it can judge at all, where that is lower than `safety`: its higher actions are sent only with consent, and their want
   * narrows what is examined without making the rest doubtful. Absent: the same as `safety`.
   */
  readonly needs?: SafetyClass;
  readonly over: Scope;
  readonly params: Readonly<Record<string, ParamKind>>;
  /** Every finding code that it can give: the audit surface, held by the check self-test. */
  readonly findings: readonly string[];
  /**
   * Whether, by its contract, an operation can show anything of what the check looks for. Where it cannot, and the check met nothing, it says nothing
   * beside the live evidence of another check of the same requirement. Absent: it can.
   */
  readonly concerns?: (operation: Operation) => boolean;
  probe(subject: CheckSubject, params: Readonly<Record<string, ParamValue>>): Probe;
  /**
   * The judgement on one answer of the service that another probe of the run had, the refused and the harmful calls among them. Called for each
   * of them (for those of its operation, where the check is over operations) once all have been asked; sends nothing. An answer that the check has
   * nothing to say of examines 0.
   */
  readonly review?: (subject: CheckSubject, params: Readonly<Record<string, ParamValue>>, answer: ReviewedAnswer) => Judgement;
}

/** What a lint rule examined and found in one document. */
export interface LintRuleResult {
  /** `lint/<rule name>` */
  readonly check: string;
  readonly requirement: string | null;
  readonly judgement: Judgement;
}
