/**
 * A YAML text: the tree is made by the parser that Spectral uses, the value by a plain walk over it. Whatever is out of the common run (anchors,
 * merged keys, names twice, errors) is left to Spectral's parser, once aliases are known to stay within bounds.
 *
 * Room     checks/lint (floor 3). May be imported within checks/lint/spectral only.
 */
import { rangeOf, lineMapOf } from './json-text.js';
import { demandDepth, type Account } from './limits.js';
import type { Modules } from './modules.js';
import type { Complaint, TextDocument } from './text-document.js';

/** As in Spectral's YAML parser. */
const parserOptions = { ignoreDuplicateKeys: false, mergeKeys: true, preserveKeyOrder: true, attachComments: false };

/** Thrown where Spectral's parser must be asked. */
class Uncommon extends Error {}

/** A node of the parser's tree; which members it has depends on its kind. */
interface Node {
  readonly kind: number;
  readonly startPosition: number;
  readonly endPosition: number;
  readonly plainScalar?: boolean;
  readonly value?: unknown;
  readonly key?: unknown;
  readonly mappings?: unknown;
  readonly items?: unknown;
  readonly errors?: unknown;
}

/** Kinds of nodes, in the parser's numbers. */
const kinds = { scalar: 0, map: 2, list: 3, alias: 4 } as const;

interface Walk {
  readonly modules: Modules;
  readonly account: Account;
  readonly complaints: Complaint[];
  readonly path: (string | number)[];
  readonly lineMap: number[];
}

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && 'kind' in value;

function scalarValue({ ast }: Modules, node: Node): unknown {
  if (node.kind !== kinds.scalar) throw new Uncommon();
  const text = String(node.value);
  if (node.plainScalar !== true) return text;
  switch (ast.determineScalarType(node)) {
    case 0:
      return null;
    case 1:
      return ast.parseYamlBoolean(text);
    case 2: {
      const value = ast.parseYamlBigInteger(text);
      return typeof value === 'bigint' ? Number(value) : value;
    }
    case 3:
      return ast.parseYamlFloat(text);
    default:
      return text;
  }
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

function complain(walk: Walk, key: Node, type: string): void {
  walk.complaints.push({
    code: 'YAMLIncompatibleValue',
    message: `mapping key must be a string scalar rather than ${type}`,
    severity: 1,
    path: [...walk.path, String(key.value)],
    range: rangeOf(walk.modules, walk.lineMap, [key.startPosition, key.endPosition]),
  });
}

function mapValue(walk: Walk, node: Node): Record<string, unknown> {
  const container: Record<string, unknown> = {};
  const mappings = listOf(node.mappings);
  walk.account.spend(mappings.length, 'reading the document');
  for (const mapping of mappings) {
    if (!isNode(mapping) || !isNode(mapping.key)) throw new Uncommon();
    const raw = scalarValue(walk.modules, mapping.key);
    const key = String(raw);
    if (typeof raw !== 'string') {
      // the parser words null and odd spellings in its own way
      if (typeof raw !== 'number' || key !== String(mapping.key.value)) throw new Uncommon();
      complain(walk, mapping.key, typeof raw);
    }
    if (key === '<<' || key === '__proto__' || Object.hasOwn(container, key)) throw new Uncommon();
    walk.path.push(key);
    container[key] = readNode(walk, mapping.value);
    walk.path.pop();
  }
  return container;
}

function readNode(walk: Walk, node: unknown): unknown {
  if (!isNode(node)) return null;
  demandDepth(walk.path.length);
  if (node.kind === kinds.scalar) return scalarValue(walk.modules, node);
  if (node.kind === kinds.map) return mapValue(walk, node);
  if (node.kind !== kinds.list) throw new Uncommon();
  const items = listOf(node.items);
  walk.account.spend(items.length, 'reading the document');
  return items.map((item, index) => {
    walk.path.push(index);
    const value = readNode(walk, item);
    walk.path.pop();
    return value;
  });
}

/** Counts the nodes of a tree with every alias written out. Throws WorkLimit. */
function spendOnAliases(root: Node, account: Account): void {
  const sizes = new Map<Node, number>();
  const size = (node: unknown, depth: number): number => {
    if (!isNode(node)) return 1;
    demandDepth(depth);
    const known = sizes.get(node);
    if (known !== undefined) return known;
    let sum = 1;
    // a circle of aliases counts as one node; the parser itself cuts it
    sizes.set(node, sum);
    if (node.kind === kinds.map) for (const mapping of listOf(node.mappings)) sum += isNode(mapping) ? size(mapping.value, depth + 1) : 1;
    else if (node.kind === kinds.list) for (const item of listOf(node.items)) sum += size(item, depth + 1);
    else if (node.kind === kinds.alias) sum += size(node.value, depth + 1);
    sizes.set(node, sum);
    return sum;
  };
  account.spend(size(root, 0), 'writing out aliases');
}

/** Spectral's own parser; slower, and right by definition. */
export function readByStock(text: string, { parsers }: Modules): TextDocument {
  const parsed = parsers.Yaml.parse(text);
  return {
    data: parsed.data,
    quickRanges: false,
    diagnostics: parsed.diagnostics.map(({ code, message, severity, path, range }) => ({
      code: String(code),
      message,
      severity,
      path: [...(path ?? [])],
      range,
    })),
    rangesOf: (paths) => paths.map((path) => parsers.Yaml.getLocationForJsonPath(parsed, [...path])?.range),
  };
}

export function readYamlText(text: string, modules: Modules, account: Account): TextDocument {
  const tree = modules.ast.load(text, { ...parserOptions, ignoreDuplicateKeys: true });
  if (tree === undefined || !isNode(tree)) return readByStock(text, modules);
  const lineMap = lineMapOf(text);
  const walk: Walk = { modules, account, complaints: [], path: [], lineMap };
  try {
    if (listOf(tree.errors).length > 0) throw new Uncommon();
    const data = readNode(walk, tree);
    const diagnostics = [...walk.complaints].sort((a, b) => a.range.start.line - b.range.start.line);
    const parsed = { ast: tree, lineMap, data, diagnostics: [], metadata: parserOptions, comments: {} };
    return {
      data,
      quickRanges: false,
      diagnostics,
      rangesOf: (paths) => paths.map((path) => modules.yaml.getLocationForJsonPath(parsed, [...path])?.range),
    };
  } catch (error) {
    if (!(error instanceof Uncommon)) throw error;
    spendOnAliases(tree, account);
    return readByStock(text, modules);
  }
}
