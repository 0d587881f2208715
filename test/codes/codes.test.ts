/** Every code that can reach a reader has a message with cause and mend, and every message is of a code that something can give. */
import { strict as assert } from 'node:assert';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { before, describe, it } from 'mocha';
import { recordSchemaFindings } from '../../src/checks/dataset/schema-findings.js';
import { changeKinds, eventChangeKinds, reasons } from '../../src/checks/diff/change.js';
import { checkDefinitions } from '../../src/checks/index.js';
import { lintRules } from '../../src/checks/lint/lint-rules.js';
import { definitions } from '../../src/contract/generated/schemas.js';
import { memberOf } from '../../src/contract/json.js';
import { notRunCauses } from '../../src/contract/judgement.js';
import { errorCodes } from '../../src/errors.js';
import { loadMessages, type Messages } from '../../src/locale/load-messages.js';
import { schemes } from '../../src/schemes/registry.js';
import { type CodesInSources, codesInSources } from './codes-in-sources.js';

const root = new URL('../../../', import.meta.url);
const folder = (path: string): string => fileURLToPath(new URL(path, root));

/** The words of an enumeration of the contract. */
function wordsOf(schema: string, ...path: readonly string[]): readonly string[] {
  const whole: unknown = JSON.parse(JSON.stringify(definitions[schema]));
  const found: unknown = [...path, 'enum'].reduce<unknown>((inner, name) => memberOf(inner, name), whole);
  assert.ok(Array.isArray(found) && found.length > 5, `${schema} has an enumeration`);
  return found.map(String);
}

/** Codes that the suite exports as data. */
function exportedCodes(): ReadonlySet<string> {
  const findings = [...checkDefinitions.values(), ...lintRules()].flatMap((check) => check.findings);
  const vectors = [...schemes.values()].flatMap((scheme) =>
    [...scheme.valid, ...scheme.invalid.map(({ value }) => value)].map((value) => scheme.check(value)),
  );
  return new Set([
    ...Object.keys(errorCodes),
    ...findings,
    ...recordSchemaFindings,
    ...notRunCauses,
    ...[...changeKinds, ...eventChangeKinds].map((kind) => `diff-${kind}`),
    ...reasons.map((reason) => `change-${reason}`),
    ...wordsOf('LostCause'),
    ...wordsOf('TierReason', 'properties', 'code'),
    ...vectors.flatMap(({ reasons, warnings }) => [...reasons, ...warnings]),
  ]);
}

/** Every string that the schemes themselves write; their reasons and warnings are among them. */
function wordsOfSchemes(): ReadonlySet<string> {
  const directory = new URL('src/schemes/', root);
  const texts = readdirSync(directory)
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readFileSync(new URL(name, directory), 'utf8'));
  return new Set(texts.flatMap((text) => [...text.matchAll(/'([a-z0-9]+(?:-[a-z0-9]+)*)'/g)].map(([, word = '']) => word)));
}

/** Where a code is handed on that was written, and is found, elsewhere. */
const handedOn = /: (?:[A-Za-z.?]*\.(?:code|cause|withheld)|code|empty|withheld|first|trouble|textOf\(step\['code'\]\)|undefined)$/;
/** Codes put together of two parts: both are in the declared findings of their checks. */
const composed = /: `(?:unknown-)?\$\{(?:code|prefix|kind)\}-[a-z-]+`$/;
/** Members named `code` that are schemas and options of a library. */
const noCode = /: \{/;

describe('the codes of the suite', () => {
  let messages: Messages;
  let sources: CodesInSources;
  before(async () => {
    messages = await loadMessages(folder('reports/messages'));
    sources = codesInSources(folder('src'));
  });

  it('are found in the sources at all', () => {
    for (const code of ['nothing-of-the-kind', 'server-busy', 'waiver-too-long', 'no-consent', 'law-unsigned', 'what-if', 'work-limit', 'JWS_CRIT']) {
      assert.ok(sources.written.has(code), code);
    }
    assert.ok(sources.written.size > 250, `only ${sources.written.size} codes were seen`);
  });

  it('have each a message if they are exported', () => {
    assert.deepEqual(
      [...exportedCodes()].filter((code) => !messages.has(code)),
      [],
    );
  });

  it('have each a message if a source writes them', () => {
    const silent = [...sources.written].filter(([code]) => !messages.has(code));
    assert.deepEqual(
      silent.map(([code, files]) => `${code} in ${[...new Set(files)].join(', ')}`),
      [],
    );
  });

  it('are written out wherever they are made, so that none escapes this test', () => {
    assert.deepEqual(
      sources.passedOn.filter((place) => !handedOn.test(place) && !composed.test(place) && !noCode.test(place)),
      [],
    );
  });

  it('are the only ones that have a message: none is dead', () => {
    const [exported, schemeWords] = [exportedCodes(), wordsOfSchemes()];
    const dead = [...messages.keys()].filter(
      (code) => !exported.has(code) && !sources.written.has(code) && !(messages.origins.get(code) === 'schemes' && schemeWords.has(code)),
    );
    assert.deepEqual(dead, []);
  });

  it('are given by one kind of check each', () => {
    const kinds = new Map<string, Set<string>>();
    for (const { id, findings } of [...checkDefinitions.values(), ...lintRules()]) {
      for (const code of findings) kinds.set(code, (kinds.get(code) ?? new Set()).add(id.slice(0, id.indexOf('/'))));
    }
    assert.deepEqual(
      [...kinds].filter(([, of]) => of.size > 1).map(([code]) => code),
      [],
    );
  });

  it('are no code of a refusal and of an error at once', () => {
    const refusals = [...messages.keys()].filter((code) => messages.origins.get(code) === 'attestation');
    assert.ok(refusals.length > 50);
    assert.deepEqual(
      refusals.filter((code) => Object.hasOwn(errorCodes, code) || !/^[A-Z]/.test(code)),
      [],
    );
  });
});
