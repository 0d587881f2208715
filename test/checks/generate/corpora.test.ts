/**
 * Generation over real contracts, where their folder is named by EGIF_CORPORA: nothing is sent, nothing crashes, the time is bounded.
 */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import type { ApiContract, Operation } from '../../../src/contract/api-model.js';
import { parseLoaded } from '../../../src/contract/load-document.js';
import { brokenCases, validCases } from '../../../src/checks/generate/cases.js';
import { generatedSample } from '../../../src/checks/generate/generated-sample.js';
import { jsonRequest } from '../../../src/checks/generate/request-schema.js';
import { keeps } from '../../../src/checks/generate/generate-value.js';
import { readContract } from '../../../src/evidence/document/read-contract.js';
import { subjectFrom } from '../fixture-subject.js';

const root = process.env['EGIF_CORPORA'];
const most = Number(process.env['EGIF_CORPORA_FILES'] ?? 200);

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const file = join(folder, entry.name);
    if (entry.isDirectory()) return filesBelow(file);
    return /\.(?:ya?ml|json)$/.test(entry.name) && statSync(file).size < 600_000 ? [file] : [];
  });
}

function contractAt(file: string): ApiContract | undefined {
  try {
    const text = readFileSync(file);
    if (!/["']?openapi["']?\s*:/.test(text.subarray(0, 4000).toString('utf8'))) return undefined;
    return readContract(parseLoaded(file, text), { type: 'openapi', file }, subjectFrom({}).service);
  } catch {
    return undefined;
  }
}

/** Cases of one operation, each held against its own schema; how many there are. */
function casesOf(contract: ApiContract, operation: Operation): number {
  const made = generatedSample({ ...subjectFrom({}), contract }, operation);
  if ('why' in made) return 0;
  const schema = jsonRequest(operation)?.schema;
  const [valid, broken] = [validCases(made.sample), brokenCases(made.sample)];
  for (const each of [...valid, ...broken]) {
    if (schema === undefined || !(each.place === '' || each.place.startsWith('/'))) continue;
    assert.equal(keeps(schema, JSON.parse(each.sample.body ?? 'null')), each.expects === 'accepted', `${operation.id} ${each.place} ${each.way}`);
  }
  return valid.length + broken.length;
}

// The test is there where a folder of contracts is named, and is never passed over.
if (root !== undefined)
  describe('generation over a corpus of contracts', () => {
    it('makes calls of real contracts without a crash, in bounded time', function () {
      this.timeout(600_000);
      let contracts = 0;
      let operations = 0;
      let cases = 0;
      let slowest = { ms: 0, what: '' };
      const files = filesBelow(root);
      const step = Math.max(1, Math.floor(files.length / most));
      for (const file of files.filter((_file, index) => index % step === 0)) {
        const contract = contractAt(file);
        if (contract === undefined) continue;
        contracts += 1;
        for (const operation of contract.operations.slice(0, 40)) {
          const from = performance.now();
          cases += casesOf(contract, operation);
          operations += 1;
          const ms = performance.now() - from;
          if (ms > slowest.ms) slowest = { ms, what: `${file} ${operation.id}` };
        }
      }
      console.log({ contracts, operations, cases, slowest });
      assert.ok(contracts > 0 && cases > 0);
      assert.ok(slowest.ms < 10_000, `${slowest.what}: ${Math.round(slowest.ms)} ms`);
    });
  });
