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
  readonly status: number | undefined;
  readonly ran: Ran;
  readonly report: unknown;
  readonly files: readonly string[];
}

const memoryLimitKiB = 512 * 1024;
const longestMs = 180_000;
/** How many runs at a time. */
const width = 2;
/** Those of a comma-separated list, or all. */
const wanted = (process.env['EGIF_HOSTILE'] ?? '').split(',').filter((name) => name !== '');
const chosen = badServers.filter(({ name }) => wanted.length === 0 || wanted.includes(name));

async function runProgram(statement: string, out: string): Promise<Pick<Outcome, 'status' | 'ran' | 'report'>> {
  const args = ['run', statement, '--profile', 'three-layers', '--allow-network', '127.0.0.0/8', '--out', out, '--seed', 'bad'];
  const ran = await runEgif(args, { timeoutMs: longestMs });
  const text = await readFile(join(out, 'report.json'), 'utf8').catch(() => '');
  return { status: ran.status, ran, report: parseJson(text)?.value };
}

async function runAgainst(server: BadServer, folder: string): Promise<Outcome> {
  const directory = join(folder, server.name);
  const out = join(directory, 'out');
  const listening = await server.open();
  try {
    const plainHttpPort = listening.port;
    const root = server.root === undefined ? {} : { root: server.root };
    const statement = await writeSubject({ directory, origin: listening.https, plainHttpPort, timeoutMs: server.timeoutMs ?? 4_000, ...root });
    return { server, ...(await runProgram(statement, out)), files: await readdir(out, { recursive: true }) };
  } finally {
    await listening.close();
  }
}

/** Checks that need no answer of the service: they judge statement, contract, handshakes, or a closed port. */
const withoutAnswer =
  /^(?:lint|document)\/|^coding\/(?:service-id|agency-id)$|^data\/(?:synthetic-examples|core-types-restated)$|^coding\/standard-classifications$|^probe\/(?:tls|cipher|certificate|https-only|no-cleartext|clock)/;

/** Requirements that passed on nothing at all; or, where nothing of the service could be seen, on something that needs an answer of it. */
function unearned(report: Report, { exit }: BadServer): readonly string[] {
  return report.requirements
    .filter(
      ({ verdict, instances }) =>
        verdict === 'passed' && instances.some(({ check, examined }) => examined === 0 || (exit === 2 && !withoutAnswer.test(check))),
    )
    .map(({ id }) => id);
}

describe('A run against an endpoint that does everything wrong', function () {
  this.timeout(1_800_000);
  const outcomes = new Map<string, Outcome>();
  let folder: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'egif-endpoints-'));
    const all = await inParallel(chosen, width, (server) => runAgainst(server, folder));
    for (const outcome of all) outcomes.set(outcome.server.name, outcome);
    if (process.env['EGIF_SCENARIOS_TABLE'] !== undefined) printTable(all);
  });
  after(() => rm(folder, { recursive: true, force: true }));

  for (const { name, why, exit } of chosen) {
    it(`ends with ${exit} where the server ${why} (${name})`, () => {
      const outcome = outcomes.get(name);
      assert.ok(outcome !== undefined);
      const { status, ran, report, files } = outcome;
      assert.equal(status, exit, `${ran.stdout}\n${ran.stderr}`);
      assert.equal(hasStackTrace(ran), false, ran.stderr);
      assert.ok(ran.peakRssKiB > 0 && ran.peakRssKiB < memoryLimitKiB, `${ran.peakRssKiB} KiB`);
      assert.deepEqual(problemsOf('Report', report), []);
      assert.ok(isDocument('Report', report));
      assert.deepEqual(unearned(report, outcome.server), []);
      assert.deepEqual(
        files.filter((file) => file.endsWith('.part')),
        [],
      );
    });
  }
});

/** For a person: what each endpoint led to. */
function printTable(all: readonly Outcome[]): void {
  for (const { server, status, ran, report } of all) {
    const rows = isDocument('Report', report) ? report.requirements : [];
    const failed = rows.filter(({ verdict }) => verdict === 'failed').map(({ id, findings }) => `${id}:${findings[0]?.code ?? ''}`);
    const lost = rows.flatMap(({ instances }) => instances.map(({ cause }) => cause?.code ?? '')).filter((code) => code !== '');
    const counts = new Map<string, number>();
    for (const code of lost) counts.set(code, (counts.get(code) ?? 0) + 1);
    const causes = [...counts]
      .sort(([, a], [, b]) => b - a)
      .slice(0, 4)
      .map(([code, count]) => `${code}×${count}`);
    process.stdout.write(
      `${server.name} ${status ?? 'killed'} ${Math.round(ran.peakRssKiB / 1024)} MiB ${ran.elapsedMs} ms ${causes.join(' ')} | ${failed.join(' ')}\n`,
    );
  }
}
