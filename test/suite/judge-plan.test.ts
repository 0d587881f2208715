/** The order in which a plan is judged. */
import { strict as assert } from 'node:assert';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { parseArguments } from '../../src/cli/parse.js';
import { openCase } from '../../src/cli/run/open-case.js';
import { command as run } from '../../src/cli/run/run.js';
import { thisWorld } from '../../src/cli/world.js';
import { agencyKinds } from '../../src/dev/kinds.js';
import { createPki } from '../../src/dev/pki.js';
import { startOnGround } from '../../src/dev/start-on-ground.js';
import { judgePlan } from '../../src/suite/judge-plan.js';
import { planRun } from '../../src/suite/plan.js';

describe('A plan that is judged', () => {
  it('asks nothing before every contract is linted: a busy process would take its own delay for that of the service', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'egif-judge-plan-'));
    const [kind] = agencyKinds;
    const [ground] = kind.grounds;
    const agency = await startOnGround(kind, ground, { directory, faults: [], pki: createPki() });
    try {
      const words = [
        agency.statement,
        '--profile',
        ground.profile,
        '--seed',
        'order',
        '--allow-network',
        '127.0.0.0/8',
        '--out',
        join(directory, 'out'),
      ];
      const { prepared } = await openCase(await parseArguments('run', run, words), thisWorld(), { judges: true });
      const seen: string[] = [];
      const source = {
        observe(): Promise<never> {
          seen.push('asked');
          return Promise.reject(new Error('enough was seen'));
        },
      };
      const judging = judgePlan({
        prepared,
        plan: planRun(prepared),
        source,
        onJudged: ({ item }) => seen.push(item.check.slice(0, item.check.indexOf('/'))),
      });
      await assert.rejects(judging, /enough was seen/);
      assert.ok(seen.filter((what) => what === 'lint').length > 50);
      assert.ok(seen.includes('asked'));
      assert.ok(seen.lastIndexOf('lint') < seen.indexOf('asked'));
    } finally {
      await agency.close();
      await rm(directory, { recursive: true, force: true });
    }
  });
});
