/** Spectral's own rule rows, where the folder of corpora is named by EGIF_CORPORA. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { lintWithSpectral, type SpectralFinding } from '../../../../src/checks/lint/spectral/lint-with-spectral.js';
import type { SpectralEngineName } from '../../../../src/checks/lint/spectral/names.js';
import { isObject, memberOf, parseJson } from '../../../../src/contract/json.js';

const folder = process.env['EGIF_CORPORA'];
const file = folder === undefined ? '' : join(folder, 'verdicts/spectral-oas.jsonl');
const rows = existsSync(file)
  ? readFileSync(file, 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => parseJson(line)?.value)
      .filter(isObject)
  : [];

/** The members that a row names, of a finding; a row may leave out the rest. */
function matches(expected: unknown, finding: SpectralFinding): boolean {
  if (!isObject(expected)) return false;
  return Object.entries(expected).every(([name, value]) => {
    if (name === 'path') return Array.isArray(value) && value.map(String).join('\u0000') === finding.path.join('\u0000');
    return name === 'range' || Reflect.get(finding, name) === value;
  });
}

/** A row's document is a value, or a text with the name of its file. */
async function findingsOf(document: unknown, engine: SpectralEngineName): Promise<readonly SpectralFinding[]> {
  const [text, file] = ['$text', '$source'].map((name) => memberOf(document, name)).map((value) => (typeof value === 'string' ? value : undefined));
  const input = { text: text ?? JSON.stringify(document, null, 2), file, ruleset: 'oas', every: true } as const;
  return (await lintWithSpectral(input, engine)).findings;
}

/** Rows that stock Spectral, closed and of this version, does not give either. */
const notReproduced: readonly string[] = [
  // need a second file, which no engine here reads
  'oas2-unused-definition.test.ts: an indirectly self-referencing document from the filesystem',
  'oas3-unused-component.test.ts: an indirectly self-referencing document from the filesystem',
  // words the message otherwise than the version in use
  'operation-operationId-valid-in-url.test.ts: operationId contains invalid characters',
];

// Spectral's rows are no part of the project: the test exists where the folder that holds them is named.
if (rows.length > 0)
  describe("Spectral's own rule rows", function () {
    this.timeout(60_000);
    for (const engine of ['fast', 'spectral'] as const) {
      it(`are reproduced by the ${engine} engine`, async () => {
        const wrong: string[] = [];
        for (const { rule, document, expected, file: source, case: name } of rows) {
          const findings = await findingsOf(document, engine);
          const own = findings.filter(({ code }) => code === rule);
          const list = Array.isArray(expected) ? expected : [];
          const isRight = own.length === list.length && list.every((one) => own.some((finding) => matches(one, finding)));
          if (!isRight) wrong.push(`${String(source)}: ${String(name)}`);
        }
        assert.deepEqual(wrong, notReproduced);
      });
    }
  });
