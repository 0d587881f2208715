import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { canonicalJson, sha256 } from '../../src/contract/canonical.js';
import type { Headers, Observation } from '../../src/contract/evidence.js';
import { openAnswerFields } from '../../src/evidence/answer-fields.js';
import { instantText } from '../../src/evidence/instant.js';
import type { Entry } from '../../src/evidence/recorder.js';
import { recordText } from '../../src/evidence/record-text.js';
import { recordOf } from '../../src/evidence/store.js';

const text = fc.oneof(fc.string(), fc.constantFrom('"', '\\', 'شناسه', '\u2028', 'a\u0000b', '', '\u{1f600}', '\ud800'));
const pair = fc.tuple(text, text);
const lists: readonly Headers[] = [
  [['Accept', '*/*']],
  [],
  [
    ['X', '"'],
    ['X', 'é'],
  ],
];
/** Some lists come again as the same array, as the redactor gives them. */
const headers: fc.Arbitrary<Headers> = fc.oneof(fc.constantFrom(...lists), fc.array(pair, { maxLength: 3 }));
const maybe = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(value, { nil: undefined });

const entries = fc
  .record({
    seq: fc.nat(),
    attempt: fc.integer({ min: 1, max: 3 }),
    url: text,
    place: text,
    environment: text,
    sent: headers,
    had: headers,
    elapsedMs: fc.double({ min: 0, max: 1e9, noNaN: true }),
    status: fc.integer({ min: 200, max: 599 }),
    reason: maybe(text),
    remote: maybe(text),
    body: maybe(text),
    redactions: fc.nat(),
    lost: fc.boolean(),
    kept: fc.boolean(),
    swapped: fc.boolean(),
    late: fc.boolean(),
  })
  .map(
    ({ seq, attempt, url, place, environment, sent, had, elapsedMs, status, reason, remote, body, redactions, lost, kept, swapped, late }): Entry => {
      const octets = new TextEncoder().encode(url);
      const request = { method: 'GET', url, headers: sent, credential: 'none' as const };
      const base = {
        seq,
        environment,
        place,
        at: '2026-01-01T00:00:00.000Z',
        elapsedMs,
        ...(late ? { ownDelayMs: elapsedMs / 2 } : {}),
        kind: 'http' as const,
        request,
      };
      const observation: Observation = lost
        ? { ...base, lost: { cause: 'timeout', detail: url } }
        : { ...base, response: { status, headers: had, body: octets } };
      const inOrder = { ...(body === undefined ? {} : { body }), credential: 'none', headers: sent, kind: 'http', method: 'GET', url };
      const action = swapped ? { zone: null, ...inOrder } : inOrder;
      const onDisk = kept ? { body: { digest: sha256(octets), bytes: octets.length } } : {};
      return { seq, key: sha256(url), attempt, occurrence: 0, observation, action, remote, reason, redactions, ...onDisk };
    },
  );

const outcomeOf = (work: () => string): string => {
  try {
    return work();
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : 'thrown';
  }
};

describe('evidence: texts that are written part by part', () => {
  it('of a record are its canonical JSON, and refused where that is', () => {
    fc.assert(
      fc.property(entries, (entry) => {
        assert.equal(
          outcomeOf(() => recordText(entry, entry.seq)),
          outcomeOf(() => canonicalJson(recordOf(entry, entry.seq))),
        );
      }),
      { numRuns: 500 },
    );
  });

  it('of an instant are what toISOString gives', () => {
    const times = fc.oneof(fc.integer({ min: -3000, max: 3000 }), fc.integer({ min: -8.64e15, max: 8.64e15 }), fc.constantFrom(1999, 2000, -1, 0));
    fc.assert(fc.property(times, (time) => assert.equal(instantText(new Date(time)), new Date(time).toISOString())));
    assert.throws(() => instantText(new Date(Number.NaN)), RangeError);
  });

  it('of header fields are what came, to the octet, whatever came before', () => {
    const octets = fc.oneof(
      fc.constantFrom('Date', 'Content-Type', 'a', '', 'text/html').map((each) => Buffer.from(each)),
      fc.uint8Array({ maxLength: 3 }).map((each) => Buffer.from(each)),
    );
    const raw = fc.array(fc.tuple(octets, octets), { maxLength: 3 }).map((fields) => fields.flat());
    fc.assert(
      fc.property(fc.array(raw, { maxLength: 12 }), (answers) => {
        const fieldsOf = openAnswerFields();
        for (const answer of [...answers, ...answers]) {
          // What the socket gave is used again for something else.
          const given = answer.map((each) => Buffer.from(each));
          const fields = fieldsOf(given).flat();
          for (const each of given) each.fill(0x21);
          assert.deepEqual(
            fields,
            answer.map((each) => each.toString('latin1')),
          );
        }
      }),
      { numRuns: 300 },
    );
    const fieldsOf = openAnswerFields();
    const answer = [Buffer.from('Allow'), Buffer.from('GET')];
    assert.equal(fieldsOf(answer), fieldsOf(answer.map((each) => Buffer.from(each))), 'the same list is made once');
  });
});
