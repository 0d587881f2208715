/** Same seed, same agency: the same verdicts, in whatever order things happen, on whatever port, live or from the evidence alone. */
import { strict as assert } from 'node:assert';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, describe, it } from 'mocha';
import { statusOfReport } from '../../src/cli/run/run.js';
import type { Report } from '../../src/contract/documents.js';
import { startAgency, type RunningAgency } from '../../src/dev/agency.js';
import { createPki } from '../../src/dev/pki.js';
import { type EvidenceSession, replayRun } from '../../src/index.js';
import { canonicalVerdicts } from '../../src/report/canonical-verdicts.js';
import { replayFacts, runHere } from './in-process.js';
import { runEgif } from './run-egif.js';

const runs = 20;
const seed = 'determinism';
/** With every fault, every requirement too (see dev/faults-end-to-end). */
const whole = process.env['EGIF_FAULTS'] === 'all';
/** A few requirements of each layer that are examined live: the order of asking matters to nothing else. */
const few = [
  'EGIF-TEC-HTP-008',
  'EGIF-TEC-SEC-001',
  'EGIF-TEC-SEC-002',
  'EGIF-TEC-ERR-003',
  'EGIF-TEC-OAS-013',
  'EGIF-TEC-TLS-009',
  'EGIF-DAT-SCH-002',
];

/** Makes each observation wait a little, by a generator of its own, so that answers come in another order each time. */
function shuffled(session: EvidenceSession, round: number): EvidenceSession {
  let state = round * 7919 + 17;
  const next = (): number => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return state % 6;
  };
  return {
    ...session,
    get requestsSent() {
      return session.requestsSent;
    },
    get redactions() {
      return session.redactions;
    },
    observe: async (action, attempt, asker) => {
      await new Promise((resolve) => setTimeout(resolve, next()));
      return session.observe(action, attempt, asker);
    },
  };
}

/** What a replay must give again: rows with places of findings, counts of what was examined, and causes. */
const comparable = (report: Report): readonly unknown[] =>
  report.requirements.map(({ id, verdict, examined, findings, reason, instances }) => ({
    id,
    verdict,
    examined,
    findings,
    reason,
    instances: instances.map(({ check, instance, verdict: each, examined: seen, cause }) => ({ check, instance, each, seen, cause })),
  }));

describe('The verdicts of a run', function () {
  this.timeout(240_000);
  let folder: string;
  let agency: RunningAgency;
  let other: RunningAgency;
  const pki = createPki();
  const faults = ['no-hsts'];

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'egif-determinism-'));
    agency = await startAgency({ directory: join(folder, 'agency'), faults, pki });
    other = await startAgency({ directory: join(folder, 'other'), faults, pki });
  });
  after(async () => {
    await Promise.all([agency.close(), other.close()]);
    await rm(folder, { recursive: true, force: true });
  });

  it(`are byte-identical in ${runs} runs with one seed, whatever the order of items and answers`, async () => {
    const texts = new Set<string>();
    for (let round = 0; round < runs; round += 1) {
      const report = await runHere({
        statement: agency.statement,
        out: join(folder, `round-${round}`),
        seed,
        change: (prepared) => ({
          ...prepared,
          settings: whole ? prepared.settings : { ...prepared.settings, only: few },
          // The plan follows the order of the requirements; rows do not.
          profile: { ...prepared.profile, requirements: rotated(prepared.profile.requirements, round) },
        }),
        wrap: (session) => shuffled(session, round),
      });
      texts.add(JSON.stringify(canonicalVerdicts(report)));
    }
    assert.equal(texts.size, 1);
    assert.match([...texts][0] ?? '', /hsts-missing/);
  });

  it('are the same from the evidence alone, without network, and the same on other ports', async () => {
    const out = join(folder, 'whole');
    const [one, two] = [
      await runHere({ statement: agency.statement, out, seed }),
      await runHere({ statement: other.statement, out: join(folder, 'elsewhere'), seed }),
    ];
    assert.equal(one.canonicalSha256, two.canonicalSha256);
    assert.ok(one.counts.passed > 50 && one.counts.failed >= 1);
    const again = await replayRun({ directory: join(out, 'evidence'), ...(await replayFacts()) });
    assert.deepEqual(comparable(again), comparable(one));
    assert.equal(again.canonicalSha256, one.canonicalSha256);
    assert.equal(again.verdict, one.verdict);

    const noNetwork = new URL('./no-network.js', import.meta.url).href;
    const moved = join(folder, 'moved');
    await cp(out, moved, { recursive: true });
    await rm(dirname(agency.statement), { recursive: true, force: true });
    const ran = await runEgif(['replay', moved, '--json'], { preload: [noNetwork] });
    assert.equal(ran.status, statusOfReport(one, 'gate'), ran.stderr);
    assert.ok(ran.stdout.includes(`"canonicalSha256": "${one.canonicalSha256}"`));
  });
});

/** The items from another start on, and every other time backwards. */
function rotated<T>(items: readonly T[], round: number): readonly T[] {
  const at = (round * 13) % Math.max(1, items.length);
  const turned = [...items.slice(at), ...items.slice(0, at)];
  return round % 2 === 0 ? turned : turned.reverse();
}
