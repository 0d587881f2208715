/** The house is enforced, not hoped for: rooms, floors, circles, packages, sizes, names. */
import { strict as assert } from 'node:assert';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { describe, it } from 'mocha';
import { impureModules, packagePlaces, pureRooms, rooms } from './import-table.js';

const root = new URL('../../../', import.meta.url).pathname;

function filesBelow(directory: string): string[] {
  return readdirSync(directory).flatMap((name) => {
    const path = join(directory, name);
    if (statSync(path).isDirectory()) return filesBelow(path);
    return path.endsWith('.ts') ? [path] : [];
  });
}

interface SourceFile {
  readonly path: string;
  readonly room: string;
  readonly text: string;
  readonly imports: readonly string[];
}

const roomOf = (path: string): string => path.split('/')[1]?.replace(/\.ts$/, '') ?? '';

const sources: readonly SourceFile[] = filesBelow(join(root, 'src')).map((file) => {
  const text = readFileSync(file, 'utf8');
  const imports = [...text.matchAll(/(?:from\s+|import\s+|import\()\s*['"]([^'"]+)['"]/g)].map(([, name = '']) => name);
  const path = relative(root, file);
  return { path, room: roomOf(path), text, imports };
});

const handWritten = sources.filter(({ path }) => !path.includes('/generated/'));
const targetOf = (source: SourceFile, name: string): string => normalize(join(dirname(source.path), name)).replace(/\.js$/, '.ts');

describe('the house', () => {
  it('has only rooms that the floor plan names', () => {
    const unknown = sources.filter(({ room }) => !Object.hasOwn(rooms, room)).map(({ path }) => path);
    assert.deepEqual(unknown, []);
    assert.ok(sources.length > 40, `only ${sources.length} source files were seen`);
  });

  it('keeps every import inside the import table', () => {
    const broken = sources.flatMap((source) =>
      source.imports
        .filter((name) => name.startsWith('.'))
        .map((name) => targetOf(source, name))
        .filter((target) => roomOf(target) !== source.room && roomOf(target) !== 'errors')
        .filter((target) => !(rooms[source.room]?.imports ?? []).includes(roomOf(target)))
        .map((target) => `${source.path} imports ${target}: ${rooms[source.room]?.why ?? ''}`),
    );
    assert.deepEqual(broken, []);
  });

  it('has no circle of imports', () => {
    const graph = new Map(
      sources.map((source) => [source.path, source.imports.filter((name) => name.startsWith('.')).map((name) => targetOf(source, name))]),
    );
    const state = new Map<string, 'open' | 'done'>();
    const circles: string[] = [];
    const walk = (path: string, trail: readonly string[]): void => {
      if (state.get(path) === 'done') return;
      if (state.get(path) === 'open') {
        circles.push([...trail.slice(trail.indexOf(path)), path].join(' → '));
        return;
      }
      state.set(path, 'open');
      for (const next of graph.get(path) ?? []) walk(next, [...trail, path]);
      state.set(path, 'done');
    };
    for (const path of graph.keys()) walk(path, []);
    assert.deepEqual(circles, []);
  });

  it('imports each bound package only where it belongs', () => {
    const broken = sources.flatMap((source) =>
      source.imports.flatMap((name) => {
        const rule = Object.entries(packagePlaces).find(
          ([packageName]) => name === packageName || name.startsWith(packageName.endsWith('/') ? packageName : `${packageName}/`),
        );
        return rule === undefined || rule[1].where.test(source.path) ? [] : [`${source.path} imports ${name}: ${rule[1].why}`];
      }),
    );
    assert.deepEqual(broken, []);
  });

  it('keeps pure rooms free of disk, network, clock and randomness', () => {
    const broken = sources
      .filter(({ room, path }) => pureRooms.includes(room) && !/\/load-[a-z-]+\.ts$/.test(path))
      .flatMap((source) => [
        ...source.imports.filter((name) => impureModules.includes(name)).map((name) => `${source.path} imports ${name}`),
        ...[...source.text.matchAll(/\b(Date\.now\(|new Date\(\)|Math\.random\(|performance\.now\(|process\.env)/g)].map(
          ([found]) => `${source.path} uses ${found}`,
        ),
      ]);
    assert.deepEqual(broken, []);
  });

  it('has files and names of the agreed size and form', () => {
    const broken = handWritten.flatMap(({ path, text }) => [
      ...(text.split('\n').length > 401 ? [`${path} has ${text.split('\n').length} lines`] : []),
      ...(/\/(utils?|helpers?|common|manager|misc)(\.ts|\/)/.test(path) ? [`${path} has a name that says nothing`] : []),
      ...(/^[a-z0-9-]+(\.[a-z]+)?\.ts$/.test(path.split('/').at(-1) ?? '') ? [] : [`${path} is not kebab-case`]),
      ...(/^\s*\/\*\*/.test(text) ? [] : [`${path} has no module header`]),
    ]);
    assert.deepEqual(broken, []);
  });

  it('has no assertion of types outside the contract room', () => {
    const broken = handWritten
      .filter(({ room }) => room !== 'contract')
      .flatMap(({ path, text }) =>
        text
          .split('\n')
          .map((line, index) => ({ line, index }))
          .filter(
            ({ line }) =>
              !/^\s*(\*|\/\/|\/\*)/.test(line) &&
              /[\w)\]}] as (?!const\b)[A-Z{[('"\w]/.test(line.replace(/(['"`]).*?\1/g, "''")) &&
              !/^\s*(import|export)\b/.test(line),
          )
          .map(({ index }) => `${path}:${index + 1}`),
      );
    assert.deepEqual(broken, []);
  });

  it('says nothing of machines or unfinished work', () => {
    const broken = handWritten.filter(({ text }) => /\b(TODO|FIXME|XXX|not implemented)\b|\/work\/|\/root\//.test(text)).map(({ path }) => path);
    assert.deepEqual(broken, []);
  });
});
