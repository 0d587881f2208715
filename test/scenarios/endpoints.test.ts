/** Endpoints that do everything wrong: never conformant, never a defect of the harness, always an end. */
import { strict as assert } from 'node:assert';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'mocha';
import type { Report } from '../../src/contract/documents.js';
import { parseJson } from '../../src/contract/json.js';
import { isDocument, problemsOf } from '../../src/contract/validate.js';
import { type BadServer, badServers } from './bad-servers.js';
import { hasStackTrace, inParallel, type Ran, runEgif } from './run-egif.js';
import { writeSubject } from './subject-at.js';

interface Outcome {
  readonly server: BadServer;
  readonly ran: Ran;
  readonly report: unknown;
  readonly files: readonly string[];
}

const memoryLimitKiB = 512 * 1024;
const longestMs = 60_000;

async function runAgainst(server: BadServer, folder: string): Promise<Outcome> {
  const directory = join(folder, server.name);
  const out = join(directory, 'out');
  const listening = await server.open();
  try {
    const plainHttpPort = listening.port;
    const statement = await writeSubject({
      directory,
      origin: listening.https,
      plainHttpPort,
      ...(server.root === undefined ? {} : { root: server.root }),
    });
    const ran = await runEgif(['run', statement, '--profile', 'three-layers', '--allow-network', '127.0.0.0/8', '--out', out, '--seed', 'bad'], {
      timeoutMs: longestMs,
    });
    const text = await readFile(join(out, 'report.json'), 'utf8').catch(() => '');
    const files = await readdir(out, { recursive: true }).catch(() => []);
    return { server, ran, report: parseJson(text)?.value, files };
  } finally {
    await listening.close();
  }
}

/** Rows that passed although nothing live was seen: they rest on an observation that was lost, or on an answer that says nothing. */
function unearned(report: Report): readonly string[] {
  return report.requirements
    .filter(({ verdict, instances }) => verdict === 'passed' && instances.some(({ verdict: each, examined }) => each === 'passed' && examined === 0))
    .map(({ id }) => id);
}

describe('A run against an endpoint that does everything wrong', function () {
  this.timeout(300_000);
  const outcomes = new Map<string, Outcome>();
  let folder: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'egif-endpoints-'));
    const all = await inParallel(badServers, 3, (server) => runAgainst(server, folder));
    for (const outcome of all) outcomes.set(outcome.server.name, outcome);
    if (process.env['EGIF_SCENARIOS_TABLE'] !== undefined) printTable(all);
  });
  after(() => rm(folder, { recursive: true, force: true }));

  for (const { name, why, exit } of badServers) {
    it(`ends with ${exit} where the server ${why} (${name})`, () => {
      const outcome = outcomes.get(name);
      assert.ok(outcome !== undefined);
      const { ran, report, files } = outcome;
      assert.equal(ran.status, exit, `${ran.stdout}\n${ran.stderr}`);
      assert.equal(hasStackTrace(ran), false, ran.stderr);
      assert.ok(ran.peakRssKiB > 0 && ran.peakRssKiB < memoryLimitKiB, `${ran.peakRssKiB} KiB`);
      assert.deepEqual(problemsOf('Report', report), []);
      assert.ok(isDocument('Report', report));
      assert.deepEqual(unearned(report), []);
      assert.deepEqual(
        files.filter((file) => file.endsWith('.part')),
        [],
      );
    });
  }
});

function printTable(all: readonly Outcome[]): void {
  for (const { server, ran, report } of all) {
    const rows = isDocument('Report', report) ? report.requirements : [];
    const failed = rows.filter(({ verdict }) => verdict === 'failed');
    const live = rows.filter(({ verdict, instances }) => verdict === 'passed' && instances.some(({ check }) => !check.startsWith('lint/')));
    const told = failed.flatMap(({ id, findings }) => `${id}:${findings[0]?.code ?? ''}`).join(' ');
    process.stdout.write(
      `${server.name} exit=${ran.status ?? ran.signal} ms=${ran.elapsedMs} MB=${Math.round(ran.peakRssKiB / 1024)} failed=${failed.length} passed-live=${live.map(({ id, instances }) => `${id}(${[...new Set(instances.filter(({ verdict }) => verdict === 'passed').map(({ check }) => check))].join(',')})`).join(' ')}\n   ${told}\n   ${ran.stderr.slice(0, 300)}\n`,
    );
  }
}
