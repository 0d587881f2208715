/**
 * What the acceptor accepts, every other judge accepts: the reader finds no fault of form, ajv none by the schema, and the full walk of the judge
 * no finding at all. Over records that are right, and records whose octets were tampered with.
 */
import assert from 'node:assert/strict';
import addFormats from 'ajv-formats';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, it } from 'mocha';
import { compileAcceptor, type Acceptor } from '../../../src/checks/dataset/acceptor/compile-acceptor.js';
import { openJudge } from '../../../src/checks/dataset/open-judge.js';
import { readDataset } from '../../../src/evidence/dataset/read-dataset.js';
import { addEgif } from '../../../src/vocabulary/add-egif.js';
import { mutations } from './acceptor-mutations.js';
import { below, codelist, generated, randomOf, subjects, type Subject } from './acceptor-records.js';

const day = '2026-11-22';
const linesOfEach = 4200;
const basesOfEach = 200;

function acceptorOf({ schema, name }: Subject): Acceptor {
  const accept = compileAcceptor(schema, { codelist, day });
  assert.ok(accept !== undefined, `${name} has no acceptor`);
  return accept;
}

/** Records with up to three mutations each. */
function* tampered(subject: Subject, count: number): Generator<Buffer> {
  const random = randomOf(subject.name.length * 7919 + count);
  const bases = Array.from({ length: basesOfEach }, () => Buffer.from(JSON.stringify(subject.record(random))));
  for (let line = 0; line < count; line += 1) {
    let octets = bases[below(random, basesOfEach)] ?? Buffer.alloc(0);
    for (let times = below(random, 3); times >= 0; times -= 1)
      octets = Buffer.from(mutations[below(random, mutations.length)]?.apply(octets, random) ?? octets);
    yield octets;
  }
}

/** What the other judges have against lines, all of them accepted; each said once. */
async function objections({ schema }: Subject, lines: readonly Buffer[]): Promise<readonly string[]> {
  const ajv = new Ajv2020({ strict: false, logger: false });
  addFormats.default(ajv);
  addEgif(ajv, { codelists: { get: codelist }, day });
  const validate = ajv.compile(schema);
  const judge = openJudge({ schema, codelist, day }, { walkedWhole: Number.POSITIVE_INFINITY });
  const found: string[] = [];
  async function* stream(): AsyncGenerator<Uint8Array> {
    for (const line of lines) yield Buffer.concat([line, Buffer.from('\n')]);
  }
  const summary = await readDataset(
    { stream: stream(), name: 'accepted.ndjson' },
    { format: 'ndjson' },
    {
      flaw: ({ code, position }) => found.push(`${code}: ${lines[position.line - 1]}`),
      record: ({ value, index }) => {
        for (const { code, pointer } of judge.judge(value, false)) found.push(`${code} ${pointer}: ${lines[index]}`);
        if (!validate(value)) found.push(`${validate.errors?.[0]?.keyword} ${validate.errors?.[0]?.instancePath}: ${lines[index]}`);
      },
    },
  );
  assert.equal(summary.records, lines.length);
  return found;
}

describe('the acceptor against every other judge', () => {
  let all = 0;
  for (const subject of subjects)
    it(`accepts no tampered record of "${subject.name}" that another judge objects to`, async () => {
      const accept = acceptorOf(subject);
      const accepted = new Map<string, Buffer>();
      for (const octets of tampered(subject, linesOfEach)) {
        all += 1;
        // Surrounded by octets that would go on with the record: only its own count.
        const held = Buffer.concat([Buffer.from('{"'), octets, Buffer.from('"}')]);
        const verdict = accept(held, 2, 2 + octets.length);
        assert.equal(accept(octets, 0, octets.length), verdict, `${octets}`);
        if (verdict) accepted.set(octets.toString('latin1'), octets);
      }
      assert.ok(accepted.size >= 3, `only ${accepted.size} different records were accepted`);
      assert.deepEqual((await objections(subject, [...accepted.values()])).slice(0, 5), []);
    }).timeout(30_000);

  it('has seen fifty thousand records', () => assert.ok(all >= 50_000, `${all}`));

  for (const subject of generated)
    it(`accepts at least 99 of 100 clean records of "${subject.name}"`, () => {
      const accept = acceptorOf(subject);
      const random = randomOf(5);
      const lines = Array.from({ length: 2000 }, () => Buffer.from(JSON.stringify(subject.record(random))));
      const refused = lines.filter((line) => !accept(line, 0, line.length));
      assert.ok(refused.length <= 20, `${refused.length} refused, the first: ${refused[0]}`);
    });
});
