import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { strict as assert } from 'node:assert';
import { appendFile, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { dirname, join } from 'node:path';
import { describe, it } from 'mocha';
import { sha256 } from '../../src/contract/canonical.js';
import type { Action, Observation } from '../../src/contract/evidence.js';
import { EgifError } from '../../src/errors.js';
import { blobPath } from '../../src/evidence/blobs.js';
import { type FileDoor, platformFiles } from '../../src/evidence/file-door.js';
import { journalFile, openJournal } from '../../src/evidence/journal.js';
import { packPath } from '../../src/evidence/pack.js';
import { openReplay } from '../../src/evidence/replay.js';
import type { EvidenceSession } from '../../src/evidence/session.js';
import { getOf, helloOf, serveHttp, sessionFor } from './servers.js';

const runKey = new Uint8Array(32).fill(7);
const documents = [{ name: 'agency.yaml', role: 'statement' as const, bytes: Buffer.from('egif: manifest/v1\n') }];

interface Scene {
  readonly directory: string;
  readonly origin: string;
  readonly seen: string[];
  /** A session with a journal in the directory. */
  open(resume?: boolean, files?: FileDoor, limits?: { readonly maxRequests?: number }): EvidenceSession;
}

async function scene(work: (given: Scene) => Promise<void>): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'egif-journal-'));
  const seen: string[] = [];
  const server = await serveHttp((request, response) => {
    seen.push(`${request.method} ${request.url}`);
    response.setHeader('X-Count', String(seen.length));
    response.end(`{"at":"${request.url}","count":${seen.length}}`);
  });
  const open: Scene['open'] = (resume = false, files = platformFiles, limits = {}) =>
    sessionFor([server.http], { runKey, limits, journal: openJournal({ directory, seed: 'test seed', runKey, resume, files }) });
  try {
    await work({ directory, origin: server.http, seen, open });
  } finally {
    await server.close();
    await rm(directory, { recursive: true, force: true });
  }
}

const bodyOf = (observation: Observation): string =>
  observation.kind === 'http' && observation.response !== undefined ? Buffer.from(observation.response.body).toString() : '';
const post = (url: string): Action => getOf(url, { method: 'POST', body: '{"a":1}', safety: 'S4' });
const refusesWith = (code: string) => (error: unknown) => error instanceof EgifError && error.code === code;

/** A door behind which the disk fills up after so many octets of the given kind. */
function fullAfter(octets: number, what: 'journal' | 'blobs' = 'journal'): FileDoor & { free(): void } {
  let left = octets;
  const take = (size: number): void => {
    left -= size;
    if (left < 0) throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
  };
  return {
    ...platformFiles,
    put(file, content) {
      if (what === 'blobs') take(content.length);
      platformFiles.put(file, content);
    },
    grow(file, keep) {
      const appender = platformFiles.grow(file, keep);
      const isJournal = file.endsWith('journal.ndjson');
      return {
        append(content) {
          if (isJournal === (what === 'journal')) take(content.length);
          appender.append(content);
        },
        close: () => appender.close(),
      };
    },
    free: () => {
      left = Infinity;
    },
  };
}

describe('evidence: the journal of a run', () => {
  it('holds every answer before anyone sees it, so that a run which ends at once is continued without sending any of it again', () =>
    scene(async ({ directory, origin, seen, open }) => {
      const actions = [
        getOf(`${origin}/1`),
        getOf(`${origin}/2`),
        post(`${origin}/3`),
        post(`${origin}/3`),
        helloOf('https://127.0.0.1:1', 'TLSv1.2'),
      ];
      const first = open();
      const before: Observation[] = [];
      for (const action of actions) before.push(await first.observe(action, 1, 'someone'));
      assert.equal(seen.length, 4);
      // Nothing is closed or saved: this is what a killed process leaves.
      const second = open(true);
      const after: Observation[] = [];
      for (const action of actions) after.push(await second.observe(action, 1, 'someone'));
      assert.equal(seen.length, 4);
      assert.deepEqual(after, before);
      assert.equal(second.requestsSent, first.requestsSent);
      assert.equal(bodyOf(await second.observe(post(`${origin}/3`), 1, 'someone')), '{"at":"/3","count":5}');
      await second.observe(getOf(`${origin}/4`), 1);
      assert.equal(seen.length, 6);
      await second.save(directory, documents);
      const replay = await openReplay(directory);
      const { seq: _seq, ...replayed } = await replay.observe(getOf(`${origin}/2`), 1);
      const { seq: _other, ...live } = before[1] ?? { seq: 0 };
      assert.deepEqual(replayed, live);
      assert.equal(replay.manifest.observations.length, 7);
      await Promise.all([first.close(), second.close()]);
    }));

  it('goes with the manifest, and leaves no half-written file', () =>
    scene(async ({ directory, origin, open }) => {
      const session = open();
      await session.observe(getOf(origin), 1);
      assert.equal((await stat(journalFile(directory))).mode & 0o777, 0o600);
      await session.save(directory, documents);
      await session.close();
      const names = (await readdir(directory, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile()).map(({ name }) => name);
      assert.ok(names.includes('manifest.json') && !names.includes('journal.ndjson'), names.join());
      assert.deepEqual(
        names.filter((name) => name.endsWith('.part')),
        [],
      );
    }));

  it('gives the same root as a run without one', () =>
    scene(async ({ directory, open }) => {
      const roots: string[] = [];
      const fixed = { clock: () => new Date('2026-11-22T06:00:00Z') };
      const blocked = [getOf('http://elsewhere.test/1'), getOf('http://elsewhere.test/2', { safety: 'S2' })];
      const journal = openJournal({ directory, seed: 'test seed', runKey });
      for (const session of [
        sessionFor(['http://127.0.0.1:1'], { ...fixed, journal, runKey }),
        sessionFor(['http://127.0.0.1:1'], { ...fixed, runKey }),
      ]) {
        for (const action of blocked) await session.observe(action, 1);
        roots.push((await session.save(directory, documents)).root);
        await session.close();
      }
      assert.equal(roots[0], roots[1]);
      assert.ok(open !== undefined);
    }));

  it('passes over a torn last line, and refuses one that was altered or taken out', () =>
    scene(async ({ directory, origin, seen, open }) => {
      const first = open();
      for (const path of ['/1', '/2', '/3']) await first.observe(getOf(origin + path), 1);
      await first.close();
      const file = journalFile(directory);
      const whole = await readFile(file, 'utf8');
      await appendFile(file, '{"chain":"sha256:12');
      const second = open(true);
      for (const path of ['/1', '/2', '/3', '/4']) await second.observe(getOf(origin + path), 1);
      assert.equal(seen.length, 4);
      await second.close();
      assert.ok((await readFile(file, 'utf8')).startsWith(whole));
      const lines = whole.trimEnd().split('\n');
      const attacks: readonly (readonly string[])[] = [
        lines.map((line) => line.replace('"status":200', '"status":204')),
        [...lines.slice(0, 1), ...lines.slice(2)],
        [...lines.slice(0, 2), lines[3] ?? '', lines[2] ?? ''],
        [...lines, '{}'],
        lines.map((line) => line.replace('test seed', 'other')),
      ];
      for (const attack of attacks) {
        await writeFile(file, `${attack.join('\n')}\n`);
        assert.throws(() => open(true), refusesWith('EVIDENCE_INVALID'));
      }
      await writeFile(file, `${lines.join('\n')}\n`);
      assert.throws(() => openJournal({ directory, seed: 'test seed', runKey: new Uint8Array(32), resume: true }), refusesWith('EVIDENCE_INVALID'));
      await rm(file);
      assert.throws(() => open(true), refusesWith('EVIDENCE_MISSING'));
    }));

  it('asks again for what was not asked because the run ended, and for nothing else', () =>
    scene(async ({ directory, origin, seen, open }) => {
      const first = open();
      await first.observe(getOf(`${origin}/1`), 1);
      await first.observe(getOf('http://elsewhere.test/'), 1);
      first.interrupt();
      const lost = await Promise.all([getOf(`${origin}/2`), post(`${origin}/3`)].map((action) => first.observe(action, 1, 'someone')));
      assert.deepEqual(
        lost.map((each) => each.lost?.cause),
        ['interrupted', 'interrupted'],
      );
      assert.equal(first.unfinished, true);
      await first.save(directory, documents);
      await first.close();
      const replay = await openReplay(directory);
      assert.equal((await replay.observe(getOf(`${origin}/2`), 1)).lost?.cause, 'interrupted');
      assert.deepEqual(seen, ['GET /1']);
      const second = open(true);
      assert.equal((await readdir(directory)).includes('manifest.json'), false, 'the manifest of the first part would not describe the second');
      for (const action of [getOf(`${origin}/1`), getOf(`${origin}/2`), post(`${origin}/3`)]) await second.observe(action, 1, 'someone');
      assert.equal((await second.observe(getOf('http://elsewhere.test/'), 1)).lost?.cause, 'blocked');
      assert.deepEqual(seen, ['GET /1', 'GET /2', 'POST /3']);
      assert.equal(second.unfinished, false);
      await second.save(directory, documents);
      await second.close();
      const again = await openReplay(directory);
      assert.deepEqual([...new Set(again.manifest.observations.map((each) => each.lost?.cause))].sort(), ['blocked', undefined]);
    }));

  it('never sends twice what changes something and may have been sent', () =>
    scene(async ({ directory, origin, seen, open }) => {
      const first = open();
      await first.observe(post(`${origin}/1`), 1, 'someone');
      await first.close();
      // The process ended between sending and answer: only the intent stands.
      const file = journalFile(directory);
      await writeFile(file, `${(await readFile(file, 'utf8')).trimEnd().split('\n').slice(0, -1).join('\n')}\n`);
      const second = open(true);
      assert.equal((await second.observe(post(`${origin}/1`), 1, 'someone')).lost?.cause, 'interrupted');
      assert.equal((await second.observe(post(`${origin}/1`), 1, 'another')).lost, undefined);
      assert.equal(seen.length, 2);
      await second.close();
    }));

  it('counts both parts towards the total', () =>
    scene(async ({ origin, open }) => {
      const first = open();
      for (const path of ['/1', '/2']) await first.observe(getOf(origin + path), 1);
      const second = open(true, platformFiles, { maxRequests: 3 });
      assert.equal((await second.observe(getOf(`${origin}/3`), 1)).lost, undefined);
      assert.equal((await second.observe(getOf(`${origin}/4`), 1)).lost?.cause, 'budget');
      await Promise.all([first.close(), second.close()]);
    }));
});

describe('evidence: a disk that is full', () => {
  for (const what of ['journal', 'blobs'] as const) {
    it(`loses the answer that ${what} could not take, sends nothing more, and ends with an error`, () =>
      scene(async ({ directory, origin, seen, open }) => {
        const door = fullAfter(what === 'journal' ? 2500 : 300, what);
        const session = open(false, door);
        const causes: (string | undefined)[] = [];
        for (let index = 0; index < 12; index += 1) causes.push((await session.observe(getOf(`${origin}/${index}`), 1)).lost?.cause);
        const good = causes.filter((cause) => cause === undefined).length;
        assert.ok(good > 0 && good < 12, causes.join());
        assert.deepEqual([...new Set(causes.slice(good))], ['disk']);
        assert.equal(seen.length, good + 1);
        await assert.rejects(session.save(directory, documents), refusesWith('FILE_NOT_WRITABLE'));
        await session.close();
        const names = await readdir(directory, { recursive: true });
        assert.ok(!names.includes('manifest.json'));
        assert.deepEqual(
          names.filter((name) => name.endsWith('.part')),
          [],
        );
        door.free();
        const second = open(true);
        for (let index = 0; index < 12; index += 1) assert.equal((await second.observe(getOf(`${origin}/${index}`), 1)).lost, undefined);
        assert.equal(seen.length, 12 + 1);
        await second.save(directory, documents);
        await second.close();
      }));
  }
});

describe('evidence: bodies on disk', () => {
  it('are read back where somebody looks at them, and only if they are what they were', () =>
    scene(async ({ directory, open }) => {
      const large = Buffer.alloc(2 * 1024 * 1024, 'a');
      const server = await serveHttp((request, response) => response.end(Buffer.concat([large, Buffer.from(request.url ?? '')])));
      const session = sessionFor([server.http], {
        runKey,
        limits: { maxResponseBytes: 4 * 1024 * 1024 },
        journal: openJournal({ directory, seed: 'test seed', runKey }),
      });
      const observation = await session.observe(getOf(`${server.http}/one`), 1);
      assert.ok(bodyOf(observation).endsWith('/one'));
      const response = observation.kind === 'http' ? observation.response : undefined;
      const { digest = '' } = { digest: `sha256:${(await import('node:crypto')).createHash('sha256').update(bodyOf(observation)).digest('hex')}` };
      await writeFile(join(directory, blobPath(digest)), 'altered');
      assert.throws(() => response?.body, refusesWith('EVIDENCE_INVALID'));
      await rm(join(directory, blobPath(digest)));
      assert.throws(() => response?.body, refusesWith('EVIDENCE_MISSING'));
      await session.close();
      await server.close();
      assert.ok(open !== undefined);
    }));

  it('stand in one pack where they are short, or each in a file of its own: the reader takes both, and nothing that was altered', () =>
    scene(async ({ directory, origin, open }) => {
      const session = open();
      const live: Observation[] = [];
      for (const path of ['/1', '/2', '/3']) live.push(await session.observe(getOf(origin + path), 1));
      const { root } = await session.save(directory, documents);
      await session.close();
      const pack = join(directory, packPath);
      const whole = await readFile(pack);
      const replayed = async (): Promise<readonly string[]> => {
        const replay = await openReplay(directory);
        assert.equal(replay.manifest.root, root);
        return Promise.all(['/1', '/2', '/3'].map(async (path) => bodyOf(await replay.observe(getOf(origin + path), 1))));
      };
      assert.deepEqual(await replayed(), live.map(bodyOf));
      await writeFile(pack, whole.toString('latin1').replace('"count":2', '"count":7'), 'latin1');
      await assert.rejects(replayed(), refusesWith('EVIDENCE_INVALID'));
      await writeFile(pack, whole.subarray(0, -3));
      await assert.rejects(replayed(), refusesWith('EVIDENCE_INVALID'));
      await rm(pack);
      await assert.rejects(replayed(), refusesWith('EVIDENCE_MISSING'));
      for (const body of live.map(bodyOf)) {
        const file = join(directory, blobPath(sha256(body)));
        await mkdir(dirname(file), { recursive: true });
        await writeFile(file, body);
      }
      assert.deepEqual(await replayed(), live.map(bodyOf));
    }));

  it('leave memory flat however many answers there are', async function () {
    this.timeout(60_000);
    await scene(async ({ directory }) => {
      const page = Buffer.alloc(512 * 1024, 'x');
      // Of a type that is not searched for codes, which takes longer than all else.
      const server = await serveHttp((request, response) =>
        response.setHeader('Content-Type', 'image/png').end(Buffer.concat([page, Buffer.from(request.url ?? '')])),
      );
      const session = sessionFor([server.http], { runKey, journal: openJournal({ directory, seed: 'test seed', runKey }) });
      const kept: Observation[] = [];
      const start = await held();
      for (let index = 0; index < 160; index += 1) kept.push(await session.observe(getOf(`${server.http}/${index}`), 1));
      const end = await held();
      const grown = end.rss - start.rss;
      assert.equal(kept.length, 160);
      assert.ok(
        end.arrayBuffers - start.arrayBuffers < 40 * 1024 * 1024,
        `array buffers grew by ${end.arrayBuffers - start.arrayBuffers} of 80 MiB (rss ${grown})`,
      );
      assert.ok(bodyOf(kept[0] ?? helloNever()).endsWith('/0'));
      await session.close();
      await server.close();
    });
  });
});

setFlagsFromString('--expose-gc');
const collect: unknown = runInNewContext('gc');

/** What is held once nothing that can go is left: when V8 collects by itself is nobody's promise, and it frees the memory of buffers in a thread of its own. */
async function held(): Promise<NodeJS.MemoryUsage> {
  for (let round = 0; round < 5; round += 1) {
    if (typeof collect === 'function') collect();
    await delay(20);
  }
  return process.memoryUsage();
}

function helloNever(): Observation {
  throw new Error('no observation');
}
