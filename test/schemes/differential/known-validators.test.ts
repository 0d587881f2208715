/**
 * The validators that `egif explain` names: every count computed anew, every example an error of theirs, every version the installed one.
 */
import { readFileSync } from 'node:fs';
import { describe, it } from 'mocha';
import { deepEqual, equal, ok } from 'node:assert/strict';
import { isObject, parseJson } from '../../../src/contract/json.js';
import { type ErrorCount, type KnownValidator, knownValidators, knownValidatorsOf } from '../../../src/schemes/known-validators.js';
import { schemes } from '../../../src/schemes/registry.js';
import { runEgif } from '../../scenarios/run-egif.js';
import { root } from '../code-list-tables.js';
import type { Oracle } from './trial.js';
import { trials } from './trials.js';

const check = (row: KnownValidator, value: string): { readonly valid: boolean; readonly warnings: readonly string[] } =>
  schemes.get(row.scheme)?.check(value) ?? { valid: false, warnings: ['no scheme'] };

function versionOf(name: string): string {
  const parsed = parseJson(readFileSync(new URL(`node_modules/${name}/package.json`, root), 'utf8'))?.value;
  return isObject(parsed) ? String(parsed['version']) : '';
}

const nameOf = ({ package: name, part }: Oracle): string => `${name} ${versionOf(name)} ${part}`;

/** The judge that a row names: its pattern, or the oracle whose package, version and part it gives. */
function judgeOf(row: KnownValidator): (value: string) => boolean {
  if (row.pattern !== undefined) {
    const pattern = new RegExp(row.pattern);
    return (value) => pattern.test(value);
  }
  const trial = trials.find(({ scheme, oracle }) => scheme === row.scheme && nameOf(oracle) === row.who);
  ok(trial !== undefined, `${row.who} is installed in this version and has a trial`);
  return trial.oracle.accepts;
}

function corpusOf(row: KnownValidator): readonly string[] {
  return trials.find(({ scheme }) => scheme === row.scheme)?.corpus() ?? [];
}

type Counts = { readonly [side in 'falseRejections' | 'falseAcceptances']: { readonly count: number; readonly of: number } };

/** What a judge errs on over a corpus. Valid values with a warning are in doubt and do not count. */
function errorsOf(row: KnownValidator, accepts: (value: string) => boolean): Counts {
  const counts = { refused: 0, flawless: 0, taken: 0, invalid: 0 };
  for (const value of corpusOf(row)) {
    const { valid, warnings } = check(row, value);
    if (valid && warnings.length > 0) continue;
    const accepted = accepts(value);
    counts[valid ? 'flawless' : 'invalid'] += 1;
    if (valid && !accepted) counts.refused += 1;
    if (!valid && accepted) counts.taken += 1;
  }
  return { falseRejections: { count: counts.refused, of: counts.flawless }, falseAcceptances: { count: counts.taken, of: counts.invalid } };
}

const figures = ({ count, of }: ErrorCount): { readonly count: number; readonly of: number } => ({ count, of });

describe('validators in wide use that err', function () {
  this.timeout(60_000);
  for (const row of knownValidators.filter(({ counted }) => counted === 'here'))
    it(`${row.scheme}: ${row.who} errs as often as is said of it`, () => {
      const accepts = judgeOf(row);
      const errors = errorsOf(row, accepts);
      for (const side of ['falseRejections', 'falseAcceptances'] as const) {
        const said = row[side];
        if (said === undefined) continue;
        deepEqual(figures(said), errors[side]);
        ok(said.count > 0);
        for (const value of said.examples) {
          equal(accepts(value), side === 'falseAcceptances', value);
          equal(check(row, value).valid, side === 'falseRejections', value);
        }
      }
    });

  it('names what each does in both languages, and errors of at least one side', () => {
    for (const { who, why, falseRejections, falseAcceptances } of knownValidators) {
      ok(/[آ-ی]/.test(why.fa) && /[a-z]/.test(why.en), who);
      ok(falseRejections !== undefined || falseAcceptances !== undefined, who);
    }
  });

  it('shows no code of a person and no card that could be anybody’s', () => {
    for (const row of knownValidators.filter(({ scheme }) => scheme === 'national-code' || scheme === 'bank-card'))
      for (const value of [...(row.falseRejections?.examples ?? []), ...(row.falseAcceptances?.examples ?? [])])
        ok(/999|^([0-9])\1+$/.test(value), value);
  });

  it('is shown by egif explain in both languages and for machines', async () => {
    const [english, persian, machine] = await Promise.all([
      runEgif(['explain', 'postal-code', '--lang', 'en']),
      runEgif(['explain', 'postal-code', '--lang', 'fa']),
      runEgif(['explain', 'postal-code', '--json']),
    ]);
    for (const { who, why } of knownValidatorsOf('postal-code')) {
      ok(english.stdout.includes(who) && english.stdout.includes(why.en), who);
      ok(persian.stdout.includes(who) && persian.stdout.includes(why.fa), who);
    }
    const parsed = parseJson(machine.stdout)?.value;
    ok(isObject(parsed));
    equal(parsed['id'], 'postal-code');
    deepEqual(parsed['knownValidators'], parseJson(JSON.stringify(knownValidatorsOf('postal-code')))?.value);
  });
});
