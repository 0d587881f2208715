/** The fixtures of the lint room: a whole conformant document of each kind, and twins that differ from them by a small patch or edit. */
import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { Json, LoadedDocument } from '../../../src/contract/api-model.js';
import { isObject } from '../../../src/contract/json.js';
import { parseLoaded } from '../../../src/contract/load-document.js';
import { parseContract } from '../../../src/evidence/document/load-contract.js';
import { applyOperation, type PatchOperation } from './patch.js';

const folder = new URL('../../../../fixtures/checks/lint/', import.meta.url);

export interface Fixture {
  /** `servers-https/violating-variable.yaml` */
  readonly name: string;
  readonly rule: string;
  readonly violating: boolean;
  readonly why: string;
  readonly document: LoadedDocument;
  /** Finding codes by check id. */
  readonly expect: Readonly<Record<string, readonly string[]>>;
}

const read = (name: string): unknown => parse(readFileSync(new URL(name, folder), 'utf8'));

const isOperation = (value: unknown): value is PatchOperation =>
  isObject(value) && typeof value['op'] === 'string' && typeof value['path'] === 'string';

/** Files that stand beside every document of this folder. */
const beside = ['base-types.xsd', 'base.openapi.yaml', 'base.schema.yaml'];
let known: ReadonlyMap<string, LoadedDocument> | undefined;

function withNeighbours(document: LoadedDocument): LoadedDocument {
  known ??= new Map(beside.map((name) => [name, parseContract(name, readFileSync(new URL(name, folder)))]));
  return { ...document, neighbours: known };
}

const bases = new Map<string, LoadedDocument>();

/** A base contract as loaded, and its data for patching. */
export function loadBase(name: string): LoadedDocument {
  const document = bases.get(name) ?? withNeighbours(parseContract(name, readFileSync(new URL(name, folder))));
  bases.set(name, document);
  return document;
}

const isEdit = (value: unknown): value is { readonly from: string; readonly to: string } =>
  isObject(value) && typeof value['from'] === 'string' && typeof value['to'] === 'string';

/** A base with its text edited: each edit replaces the first place where its text stands. */
function editedBase(name: string, base: string, edits: readonly unknown[]): LoadedDocument {
  let text = readFileSync(new URL(base, folder), 'utf8');
  for (const edit of edits) {
    if (!isEdit(edit) || !text.includes(edit.from)) throw new Error(`${name}: nothing to edit`);
    text = text.replace(edit.from, () => edit.to);
  }
  return withNeighbours(parseContract(base, Buffer.from(text)));
}

/** A document from data: JSON, as an agency may hand it in. */
export function documentOf(data: Json, file = 'contract.json'): LoadedDocument {
  return parseLoaded(file, Buffer.from(JSON.stringify(data, null, 1)));
}

function fixtureOf(rule: string, file: string): Fixture {
  const name = `${rule}/${file}`;
  const raw = read(name);
  if (!isObject(raw) || typeof raw['why'] !== 'string' || !isObject(raw['expect'])) throw new Error(`${name}: why, patch and expect are needed`);
  const patch: readonly unknown[] = Array.isArray(raw['patch']) ? raw['patch'] : [];
  const base = typeof raw['base'] === 'string' ? raw['base'] : 'base.openapi.yaml';
  let data = loadBase(base).data;
  for (const operation of patch) {
    if (!isOperation(operation)) throw new Error(`${name}: no patch operation`);
    try {
      data = applyOperation(data, operation);
    } catch (cause) {
      throw new Error(`${name}: ${operation.op} ${operation.path}`, { cause });
    }
  }
  const expect = Object.fromEntries(
    Object.entries(raw['expect']).map(([check, codes]) => [check, Array.isArray(codes) ? codes.filter((code) => typeof code === 'string') : []]),
  );
  const isText = loadBase(base).format === 'xml';
  const document = isText ? editedBase(name, base, Array.isArray(raw['edit']) ? raw['edit'] : []) : withNeighbours(documentOf(data, `${rule}.json`));
  return { name, rule, violating: file.startsWith('violating'), why: raw['why'], document, expect };
}

/** Every twin. */
export function loadFixtures(): readonly Fixture[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name }) =>
      readdirSync(new URL(`${name}/`, folder))
        .filter((file) => /^(violating|conformant)(-[a-z0-9-]+)?\.yaml$/.test(file))
        .sort()
        .map((file) => fixtureOf(name, file)),
    );
}
