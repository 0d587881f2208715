import { strict as assert } from 'node:assert';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'mocha';
import type { Json } from '../../src/contract/api-model.js';
import type { Exchange } from '../../src/contract/evidence.js';
import { entryFrom } from '../../src/evidence/continued.js';
import { type Journal, openJournal } from '../../src/evidence/journal.js';
import { openKeeper } from '../../src/evidence/keeper.js';
import { mostHeld, openRecorder, type Recorder } from '../../src/evidence/recorder.js';
import { recordOf } from '../../src/evidence/store.js';
import { sha256 } from '../../src/contract/canonical.js';

/** One exchange of many, as a session records it. */
function exchangeAt(seq: number): { readonly observation: Exchange; readonly action: Readonly<Record<string, Json>> } {
  const request = { method: 'GET', url: `https://a.test/records/${seq}`, headers: [['Accept', '*/*']] as const, credential: 'none' as const };
  const response = { status: 200, headers: [['X-Id', `شناسه ${seq}`]] as const, body: new TextEncoder().encode(`{"id":${seq % 50}}`) };
  const base = { seq, environment: 'sandbox', place: '/records/{id}', at: '2026-01-01T00:00:00.000Z', elapsedMs: 1 };
  const action = { kind: 'http', safety: 'S1', purpose: 'answer', ...request };
  return { observation: { ...base, kind: 'http', request, response }, action };
}

describe('evidence: the record of a long run', function () {
  this.timeout(60_000);
  const extra = 20;
  let directory: string;
  let journal: Journal;

  before(() => {
    directory = mkdtempSync(join(tmpdir(), 'egif-recorder-'));
    journal = openJournal({ directory, seed: 's', runKey: new Uint8Array(32).fill(5) });
  });
  after(() => {
    journal.close();
    rmSync(directory, { recursive: true, force: true });
  });

  function fill(recorder: Recorder, count: number): void {
    const keeper = openKeeper({ journal, sent: () => 0, onFailure: () => assert.fail('the journal failed') });
    for (let index = 0; index < count; index += 1) {
      const ticket = recorder.begin(sha256(`${index}`), 1);
      recorder.notePlace(ticket.seq, '/records/{id}');
      recorder.add(keeper.keep({ ...ticket, ...exchangeAt(ticket.seq), redactions: index % 3, remote: '192.0.2.1', reason: 'OK' }));
    }
  }

  it('has the older entries from the journal, equal to what they were, with the least place that asked', () => {
    const read: number[] = [];
    const recorder = openRecorder((place) => {
      read.push(place.start);
      return entryFrom(journal.read(place), journal);
    });
    fill(recorder, mostHeld + extra);
    recorder.notePlace(3, '/a');
    assert.equal(read.length, 0);
    assert.deepEqual(recorder.observation(3), exchangeAt(3).observation);
    assert.deepEqual(recorder.observation(mostHeld), exchangeAt(mostHeld).observation);
    assert.equal(read.length, 1, 'only the older one is read');
    const entries = [...recorder.entries()];
    assert.equal(read.length, 1 + extra);
    assert.deepEqual(
      entries.map(({ seq }) => seq),
      Array.from({ length: mostHeld + extra }, (_each, seq) => seq),
    );
    assert.equal(entries[3]?.observation.place, '/a');
    const { body, ...older } = JSON.parse(JSON.stringify(recordOf(entries[2] ?? assert.fail(), 2)));
    const { body: _body, ...newer } = JSON.parse(JSON.stringify(recordOf({ ...(entries[mostHeld] ?? assert.fail()), key: older.key }, 2)));
    assert.equal(body, undefined);
    assert.deepEqual(Object.keys(older), Object.keys(newer));
    assert.equal(older.response.redactions, 2);
    assert.equal(older.remote, '192.0.2.1');
  });

  it('holds all of them where there is no journal', () => {
    const recorder = openRecorder();
    fill(recorder, mostHeld + 1);
    assert.equal([...recorder.entries()].length, mostHeld + 1);
    assert.throws(() => recorder.observation(mostHeld + 1), { code: 'INTERNAL' });
  });

  it('is not taken from a journal that was altered meanwhile', () => {
    assert.throws(() => journal.read({ start: 5, length: 40 }), { code: 'EVIDENCE_INVALID' });
  });
});
