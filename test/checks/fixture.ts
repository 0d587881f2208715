/**
 * Fixtures of checks: reading them from fixtures/checks/<kind>/<check>/<name>.json.
 *
 * A fixture: {why, expect: {check id: [finding codes]}, verdict?: {check id: verdict}, subject?, params?, observations: [{when?, once?, response |
 * outcome | session | lost, at?, elapsedMs?, ownDelayMs?}]}. With `base: "sample-run"` the observations of fixtures/checks/sample-run.json, a server that every
 * probe passes, follow its own, and the subject is that run's unless something else is said. Checks of the kind that `expect` does not name must find nothing.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JsonObject } from '../../src/contract/api-model.js';
import { isObject, memberOf } from '../../src/contract/json.js';

export type CheckKind = 'probe' | 'data' | 'coding' | 'document';

export interface Fixture {
  /** `probe/hsts/too-short` */
  readonly name: string;
  readonly kind: CheckKind;
  /** The check whose folder it lies in. */
  readonly check: string;
  readonly why: string;
  readonly expect: Readonly<Record<string, readonly string[]>>;
  readonly verdict: Readonly<Record<string, string>>;
  readonly subject: JsonObject;
  readonly params: JsonObject;
  readonly observations: readonly JsonObject[];
}

export const fixtureRoot = join(process.cwd(), 'fixtures', 'checks');

const read = new Map<string, JsonObject>();

/** The object in a file; the same object each time, since caches hang on its identity. */
export function readObject(file: string): JsonObject {
  const ready = read.get(file);
  if (ready !== undefined) return ready;
  const value: unknown = JSON.parse(readFileSync(file, 'utf8'));
  if (!isObject(value)) throw new TypeError(`${file} holds no object`);
  read.set(file, value);
  return value;
}

const objectAt = (source: JsonObject, name: string): JsonObject => {
  const value = memberOf(source, name);
  return isObject(value) ? value : {};
};

const known = new Set(['why', 'base', 'expect', 'verdict', 'subject', 'params', 'observations']);

function fixtureOf(kind: CheckKind, folder: string, file: string): Fixture {
  const source = readObject(join(fixtureRoot, kind, folder, file));
  const name = `${kind}/${folder}/${file.replace(/\.json$/, '')}`;
  for (const member of Object.keys(source)) if (!known.has(member)) throw new TypeError(`${name}: unknown member ${member}`);
  const { why, observations } = source;
  if (typeof why !== 'string' || why === '') throw new TypeError(`${name} does not say why`);
  if (!isObject(source['expect'])) throw new TypeError(`${name} has no expect`);
  const base = source['base'] === undefined ? {} : readObject(join(fixtureRoot, `${String(source['base'])}.json`));
  const answers = [observations, base['observations']].flatMap((part) => (Array.isArray(part) ? part.filter(isObject) : []));
  return {
    name,
    kind,
    check: `${kind}/${folder}`,
    why,
    expect: Object.fromEntries(
      Object.entries(source['expect']).map(([id, codes]) => [id, Array.isArray(codes) ? codes.map(String) : [String(codes)]]),
    ),
    verdict: Object.fromEntries(Object.entries(objectAt(source, 'verdict')).map(([id, verdict]) => [id, String(verdict)])),
    subject: { ...objectAt(base, 'subject'), ...objectAt(source, 'subject') },
    params: objectAt(source, 'params'),
    observations: answers,
  };
}

const foldersOf = (directory: string): string[] =>
  readdirSync(directory, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();

/** Every fixture of a kind; none where the kind has no folder yet. */
export function fixturesOf(kind: CheckKind): readonly Fixture[] {
  if (!foldersOf(fixtureRoot).includes(kind)) return [];
  return foldersOf(join(fixtureRoot, kind)).flatMap((folder) =>
    readdirSync(join(fixtureRoot, kind, folder))
      .filter((file) => file.endsWith('.json'))
      .sort()
      .map((file) => fixtureOf(kind, folder, file)),
  );
}
