/**
 * What `egif cert self-proof` says of a proof.
 *
 * Room     cli (floor 7).
 */
import { isClean, survives } from '../../index/certification.js';
import type { SelfProofOutcome, SelfProofStopped } from './cert-self-proof.js';
import type { Context } from '../command.js';

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;

function textOf({ proof, figures }: SelfProofOutcome, fa: boolean): string {
  const surviving = proof.faults.filter(survives);
  const soiled = proof.clean.filter((trial) => !isClean(trial));
  const mark = (kind: string): string => (soiled.some((trial) => trial.kind === kind) ? ' ✗' : '');
  return [
    `${fa ? 'دستگاه‌های نمونهٔ بی‌خطا' : 'clean sample agencies'}: ${proof.clean.map(({ kind }) => `${kind}${mark(kind)}`).join(', ')}`,
    ...soiled.flatMap(({ kind, failed, unseen }) => [
      ...failed.map((id) => `  ${kind}: ${id} ${fa ? 'ناکام است' : 'fails'}`),
      ...unseen.map((id) => `  ${kind}: ${id} ${fa ? 'دیده نشد' : 'was not seen to hold'}`),
    ]),
    `${fa ? 'خطاهای آزموده' : 'faults tried'}: ${proof.faults.length} · ${fa ? 'نایافته' : 'not found'}: ${surviving.length}`,
    ...surviving.map(({ kind, name, must, expected, found }) => {
      const missing = expected.filter((id) => !found.includes(id)).join(', ');
      return `  ${kind} ${name}${must ? ' (MUST)' : ''}: ${missing}`;
    }),
    `${fa ? 'زمان' : 'time'}: ${seconds(figures.wallMs)} · ${fa ? 'اکنون' : 'now'} ${figures.tried} · ${fa ? 'از پیش' : 'from before'} ${figures.kept} · ` +
      `${fa ? 'میانهٔ هر خطا' : 'median a fault'} ${seconds(figures.medianMs)}`,
    ...figures.slowest.slice(0, 3).map(({ name, elapsedMs }) => `  ${name} ${seconds(elapsedMs)}`),
    '',
  ].join('\n');
}

/** Says what survives. 0: no clean agency shows anything, and nothing of a MUST survives. 2: it was stopped. */
export function sayProof(outcome: SelfProofOutcome | SelfProofStopped, json: boolean, { world, lang }: Context): 0 | 1 | 2 {
  if ('keptIn' in outcome) {
    const fa = 'متوقف شد؛ همین فرمان از همان‌جا ادامه می‌دهد';
    world.stderr.write(`\n${lang === 'fa' ? fa : 'Stopped; the same command goes on where it stood'}: ${outcome.keptIn}\n`);
    return 2;
  }
  const { proof, figures } = outcome;
  const isGood = proof.clean.every(isClean) && !proof.faults.some((trial) => trial.must && survives(trial));
  world.stdout.write(json ? `${JSON.stringify({ ...proof, figures }, null, 2)}\n` : textOf(outcome, lang === 'fa'));
  return isGood ? 0 : 1;
}
