/**
 * The mocha face of a run: suites built from the plan, so that any mocha reporter and `--grep` work. The work itself runs in the engine, side by
 * side; each test only waits for its judgement.
 *
 * `cantTell` and `untested` are pending: a reporter must never show them as passed.
 * Room     cli (floor 7).
 */
import Mocha from 'mocha';
import { EgifError } from '../../errors.js';
import { judge, type JudgedItem, type Plan, type PlanItem } from '../../index/cases.js';
import type { Layer, ResolvedProfile, ResolvedRequirement } from '../../index/files.js';
import { type Messages, messageOf } from '../../index/words.js';
import type { Language } from '../command.js';

export interface FaceOptions {
  readonly plan: Plan;
  readonly profile: ResolvedProfile;
  readonly messages: Messages;
  readonly lang: Language;
  readonly reporter: string;
  readonly grep: string | undefined;
}

/** A face that can be told of judgements while it runs. */
export interface Face {
  onJudged(judged: JudgedItem): void;
  /** Judgements that never came (a run that broke off) leave their tests pending. */
  finish(): void;
  /** Number of failed tests as the reporter showed them. */
  readonly done: Promise<number>;
}

interface Waiting {
  readonly promise: Promise<JudgedItem | undefined>;
  resolve(judged: JudgedItem | undefined): void;
}

function waiting(): Waiting {
  let settle: (judged: JudgedItem | undefined) => void = () => undefined;
  const promise = new Promise<JudgedItem | undefined>((resolve) => {
    settle = resolve;
  });
  return { promise, resolve: settle };
}

const keyOf = ({ check, instance, params }: PlanItem): string => JSON.stringify([check, instance, params]);

function failureText({ judgement }: JudgedItem, { messages, lang }: FaceOptions): string {
  return judgement.findings
    .map((finding) => `${finding.code} at ${finding.at}: ${messageOf(messages, finding.code, lang, finding).title}`)
    .join('\n');
}

function addTest(
  suite: Mocha.Suite,
  requirement: ResolvedRequirement,
  item: PlanItem,
  wait: Promise<JudgedItem | undefined>,
  options: FaceOptions,
): void {
  const title = `${requirement.id} ${requirement.title[options.lang]} [${item.check} · ${item.instance}]`;
  const test = new Mocha.Test(title, async function judged(this: Mocha.Context) {
    const outcome = await wait;
    const verdict = judge(outcome?.judgement);
    if (verdict === 'passed') return;
    if (verdict !== 'failed' || outcome === undefined) {
      test.title = `${title} — ${verdict}: ${outcome?.judgement.cause?.code ?? 'no-check'}`;
      this.skip();
    } else {
      const error = new Error(failureText(outcome, options));
      error.stack = error.message;
      throw error;
    }
  });
  suite.addTest(test);
}

function buildSuites(mocha: Mocha, waits: ReadonlyMap<string, Waiting>, options: FaceOptions): void {
  const byLayer = new Map<Layer, Map<string, Mocha.Suite>>();
  for (const requirement of options.profile.requirements) {
    const items = options.plan.items.filter(({ requirements }) => requirements.includes(requirement.id));
    if (items.length === 0) continue;
    const topics = byLayer.get(requirement.layer) ?? new Map<string, Mocha.Suite>();
    byLayer.set(requirement.layer, topics);
    if (topics.size === 0) topics.set('', Mocha.Suite.create(mocha.suite, requirement.layer));
    const layer = topics.get('') ?? mocha.suite;
    const suite = topics.get(requirement.topic) ?? Mocha.Suite.create(layer, requirement.topic);
    topics.set(requirement.topic, suite);
    for (const item of items) addTest(suite, requirement, item, waits.get(keyOf(item))?.promise ?? Promise.resolve(undefined), options);
  }
}

/** A mocha with a reporter. Errors: REPORTER_UNKNOWN. */
export function mochaWith(reporter: string): Mocha {
  const mocha = new Mocha({ timeout: 0, color: false });
  try {
    mocha.reporter(reporter);
  } catch (cause) {
    throw new EgifError('REPORTER_UNKNOWN', `there is no mocha reporter ${reporter}`, {
      mend: 'name one of mocha’s (spec, dot, tap, json, xunit …) or an installed one',
      cause,
    });
  }
  return mocha;
}

/** Starts the reporter on a plan. Errors: REPORTER_UNKNOWN, USAGE (a pattern that is no regular expression). */
export function startFace(options: FaceOptions): Face {
  const mocha = mochaWith(options.reporter);
  if (options.grep !== undefined) {
    try {
      mocha.grep(new RegExp(options.grep, 'u'));
    } catch (cause) {
      throw new EgifError('USAGE', `${options.grep} is no regular expression`, { mend: 'mend the pattern of --grep', cause });
    }
  }
  const waits = new Map(options.plan.items.map((item) => [keyOf(item), waiting()]));
  buildSuites(mocha, waits, options);
  const done = new Promise<number>((resolve) => {
    mocha.run((failures) => resolve(failures));
  });
  return {
    onJudged: (judged) => waits.get(keyOf(judged.item))?.resolve(judged),
    finish: () => {
      for (const wait of waits.values()) wait.resolve(undefined);
    },
    done,
  };
}
