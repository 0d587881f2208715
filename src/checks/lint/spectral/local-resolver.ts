/**
 * Spectral's resolver for references within one document: same result, same cut of circles, same map of references, in linear time. What leads
 * out of the document is asked of the closed stock resolver, one reference at a time, and so always refused.
 *
 * Room     checks/lint (floor 3). May be imported within checks/lint/spectral only.
 */
import type { Resolver } from '@stoplight/spectral-ref-resolver';
import { EgifError } from '../../../errors.js';
import { Circles } from './circles.js';
import { type Container, crawl, type Crawled, isContainer, memberAt, type ReferencePlace, referenceOf } from './crawl.js';
import type { Account } from './limits.js';
import { closedResolver, type Modules } from './modules.js';
import { mapKeyOf, pathOfReference } from './pointer.js';
import { PointerOrder } from './pointer-order.js';

type Resolved = Awaited<ReturnType<Resolver['resolve']>>;
type ResolveError = Resolved['errors'][number];

/** Thrown where only the stock resolver, or the stock parser, gives the same. */
export class NeedsStock extends Error {
  readonly what: 'resolver' | 'parser';

  constructor(what: 'resolver' | 'parser') {
    super(`only the stock ${what} gives the same`);
    this.what = what;
  }
}

/** What the walk must know of the references, beside the resolved document. */
export interface References {
  /** Members of resolved containers below which a place has more than one name, so that nothing may be skipped as seen. */
  readonly unsafe: ReadonlyMap<Container, ReadonlySet<string>>;
}

/** What one reference out of the document comes to. */
interface Foreign {
  readonly error: ResolveError;
  readonly uri: string;
}

interface Work {
  readonly modules: Modules;
  readonly account: Account;
  readonly baseUri: string | undefined;
  readonly ordered: boolean;
  readonly frame: Resolved;
  readonly root: string;
  readonly errors: ResolveError[];
  readonly refMap: Record<string, string>;
  readonly nodes: Set<string>;
}

/** A reference within the document, its target in the resolver's words. */
interface Link {
  readonly place: ReferencePlace;
  readonly target: string;
  readonly targetPath: readonly string[];
}

const leadsToParent = ({ place: { path }, targetPath }: Link): boolean =>
  targetPath.length > 0 && targetPath.every((segment, at) => path[at] === segment);

/** The resolver's option for the document's own name. */
export const baseOf = (baseUri: string | undefined): { readonly baseUri?: string } => (baseUri === undefined ? {} : { baseUri });

/** Asks the closed stock resolver what a reference that is no plain pointer means. */
async function askStock(work: Work, reference: string): Promise<Foreign | string> {
  const { result, errors, graph } = await closedResolver(work.modules).resolve({ x: { $ref: reference } }, baseOf(work.baseUri));
  const [error] = errors;
  if (errors.length !== 1 || error === undefined || !isContainer(result)) throw new NeedsStock('resolver');
  if (error.code === 'POINTER_MISSING') {
    const [, pointer] = /^'(#\/.*)' does not exist$/.exec(error.message) ?? [];
    if (pointer === undefined) throw new NeedsStock('resolver');
    return pointer;
  }
  const uri = graph.getNodeData(work.root).refMap['#/x'];
  if (error.code !== 'RESOLVE_URI' || uri === undefined) throw new NeedsStock('resolver');
  return { error, uri };
}

/** Sorts references into links within the document and those out of it, which it reports. */
async function linksOf(work: Work, places: readonly ReferencePlace[]): Promise<readonly Link[]> {
  const links: Link[] = [];
  const asked = new Map<string, Foreign | string>();
  for (const place of places) {
    const { reference } = place;
    let target = reference;
    if (reference !== '#' && !/^#\/[^\s]*$/.test(reference)) {
      const answer = asked.get(reference) ?? (await askStock(work, reference));
      asked.set(reference, answer);
      if (typeof answer !== 'string') {
        if (work.errors.some(({ message }) => message === answer.error.message) && !work.ordered) throw new NeedsStock('parser');
        work.nodes.add(answer.uri);
        work.refMap[mapKeyOf(place.path)] = answer.uri;
        work.errors.push({ ...answer.error, path: [...place.path] });
        continue;
      }
      target = answer;
    }
    if (/%/.test(place.pointer) || (/%/.test(target) && !isWellEncoded(target))) throw new NeedsStock('resolver');
    const link = { place, target, targetPath: pathOfReference(target) };
    if (!leadsToParent(link)) links.push(link);
  }
  return links;
}

function isWellEncoded(pointer: string): boolean {
  try {
    return decodeURIComponent(pointer) !== '';
  } catch {
    return false;
  }
}

function valueAt(root: unknown, path: readonly string[]): unknown {
  let value = root;
  for (const segment of path) value = memberAt(value, segment);
  return value;
}

/** Whether a target is there in the document as written, not only through another reference. */
function isPlain(root: Container, path: readonly string[]): boolean {
  let value: unknown = root;
  for (const [at, segment] of path.entries()) {
    value = memberAt(value, segment);
    if (!isContainer(value)) return at === path.length - 1 && value !== undefined;
    if (at < path.length - 1 && referenceOf(value) !== undefined) return false;
  }
  return true;
}

interface Filling {
  readonly work: Work;
  readonly source: Container;
  readonly crawled: Crawled;
  readonly links: readonly Link[];
}

/** Writes the targets into the copy, as the resolver does, and reports the missing ones. */
function fill({ work, source, crawled, links }: Filling): ReadonlyMap<Container, Set<string>> {
  const order = new PointerOrder();
  const circles = new Circles(work.account);
  const byPlace = new Map(links.map((link) => [link.place.pointer, link] as const));
  const pathOf = new Map<string, readonly string[]>();
  for (const { place, target, targetPath } of links) {
    work.nodes.add(`${work.baseUri === undefined ? '' : work.root}${target}`);
    order.add(place.pointer, target);
    circles.add(place.pointer, place.path, target, targetPath);
    pathOf.set(target, targetPath);
  }
  circles.close();
  const unsafe = new Map<Container, Set<string>>();
  for (const target of order.order()) {
    const path = pathOf.get(target);
    const dependants = order.dependantsOf(target);
    if (path === undefined || dependants.length === 0) continue;
    work.account.spend(dependants.length, 'filling in references');
    const value = path.length === 0 ? source : valueAt(crawled.copy, path);
    const isCircle = circles.testFor(target);
    const targetKey = mapKeyOf(path);
    const plain = isPlain(source, path);
    // which of them is reported depends on the order of members, which only the stock parser keeps
    if (value === undefined && dependants.length > 1 && !work.ordered) throw new NeedsStock('parser');
    for (const dependant of dependants) {
      const link = byPlace.get(dependant);
      if (link === undefined || isCircle(link.place.path)) continue;
      const { holder, key } = link.place;
      work.refMap[mapKeyOf(link.place.path)] = targetKey;
      if (value === undefined) {
        work.errors.push(missing(work, target, link.place.path));
        continue;
      }
      Reflect.set(holder, key, value);
      if (!plain) unsafe.set(holder, (unsafe.get(holder) ?? new Set()).add(key));
    }
  }
  return unsafe;
}

const missing = ({ frame }: Work, target: string, path: readonly string[]): ResolveError => ({
  code: 'POINTER_MISSING',
  message: `'${target}' does not exist`,
  path: [...path],
  uri: frame.runner.baseUri,
  uriStack: [],
  pointerStack: [],
});

/** Takes references that lead only to each other out of the map: stock Spectral would follow them without end. */
export function openCircles(refMap: Record<string, string>): void {
  const settled = new Set<string>();
  for (const start of Object.keys(refMap)) {
    const trail = new Set<string>();
    let key = start;
    while (Object.hasOwn(refMap, key) && !settled.has(key) && !trail.has(key)) {
      trail.add(key);
      key = refMap[key] ?? '';
    }
    const isCircle = trail.has(key);
    for (const link of trail) settled.add(link);
    if (!isCircle) continue;
    for (let link = key; Object.hasOwn(refMap, link); ) {
      const next = refMap[link] ?? '';
      delete refMap[link];
      link = next;
    }
  }
}

export interface ResolveOptions {
  readonly baseUri: string | undefined;
  readonly account: Account;
  /** Whether the members of the source come in the order of the text, numbers among them. */
  readonly ordered: boolean;
  /** Puts places into the order of the text, where the members are not in it. */
  readonly inOrder: ((places: readonly ReferencePlace[]) => readonly ReferencePlace[]) | undefined;
}

/** Resolves; throws NeedsStock, WorkLimit. */
export async function resolveLocally(
  modules: Modules,
  source: Container,
  { baseUri, account, ordered, inOrder }: ResolveOptions,
): Promise<{ readonly resolved: Resolved; readonly references: References }> {
  if (referenceOf(source) !== undefined) throw new NeedsStock('resolver');
  const frame = await closedResolver(modules).resolve({}, baseOf(baseUri));
  const [root] = frame.graph.overallOrder();
  if (root === undefined) throw new EgifError('INTERNAL', 'the resolver has no root');
  const work: Work = { modules, account, baseUri, ordered, frame, root, errors: [], refMap: {}, nodes: new Set([root]) };
  const crawled = crawl(source, account);
  const places = inOrder === undefined ? crawled.places : inOrder(crawled.places);
  const links = await linksOf(work, places);
  const unsafe = fill({ work, source, crawled, links });
  openCircles(work.refMap);
  frame.graph.setNodeData(root, { refMap: work.refMap, data: crawled.copy });
  const nodes = [...work.nodes];
  // stock code asks for nothing but the names of all nodes
  frame.graph.overallOrder = () => [...nodes];
  return { resolved: { ...frame, result: crawled.copy, errors: work.errors }, references: { unsafe } };
}
