/**
 * One record of XML while it is read: elements and attributes become members, repeated elements arrays.
 *
 * An element without attributes and children is its text; `xsi:nil` is null; text beside members stands under `#text`. Prefixes are dropped.
 *
 * Source   XML 1.0 (5th ed.), Namespaces in XML 1.0, XML Schema Part 1 §2.6.2 (xsi:nil).
 * Room     evidence (floor 3), stage: reading data files.
 */
import type { Json } from '../../contract/api-model.js';
import type { FilePosition } from '../../contract/dataset.js';
import { pathOf } from '../../contract/json.js';
import type { ReadLimits } from './read-limits.js';
import { setMember } from './set-member.js';

type Built = null | string | Built[] | { [name: string]: Built };

/** Where an element stands, and its children by name. */
interface Place {
  readonly position: FilePosition;
  children: Map<string, Place[]> | undefined;
}

interface Element {
  readonly name: string;
  readonly place: Place;
  readonly isNil: boolean;
  members: Record<string, Built> | undefined;
  hasChildren: boolean;
  text: string;
}

export interface XmlStart {
  readonly name: string;
  readonly attributes: readonly (readonly [name: string, value: string])[];
  readonly isNil: boolean;
  readonly position: FilePosition;
}

export type XmlTrouble = 'record-too-long' | 'record-too-deep' | 'record-too-many-members';

function addMember(element: Element, name: string, value: Built): void {
  element.members ??= {};
  const { members } = element;
  if (!Object.hasOwn(members, name)) {
    setMember(members, name, value);
    return;
  }
  const there = members[name] ?? null;
  // A value is an array only because its name was repeated.
  if (Array.isArray(there)) there.push(value);
  else setMember(members, name, [there, value]);
}

function addPlace(parent: Place, name: string, place: Place): void {
  parent.children ??= new Map();
  const there = parent.children.get(name);
  if (there === undefined) parent.children.set(name, [place]);
  else there.push(place);
}

function builtFrom({ isNil, members, hasChildren, text }: Element): Built {
  if (isNil) return null;
  if (members === undefined) return text;
  const own = hasChildren ? text.trim() : text;
  if (own.trim() !== '') setMember(members, '#text', own);
  return members;
}

/** The session of one record: from its start tag to its end tag. */
export class XmlRecord {
  trouble: XmlTrouble | undefined;
  /** Whether the record's element has child elements. */
  isComplex = false;
  readonly position: FilePosition;
  readonly #limits: ReadLimits;
  readonly #place: Place;
  #open: Element[] = [];
  #depth = 0;
  #members = 0;
  #value: Built = null;

  constructor(start: XmlStart, limits: ReadLimits) {
    this.#limits = limits;
    this.position = start.position;
    this.#place = { position: start.position, children: undefined };
    this.#push(start, this.#place);
  }

  get value(): Json {
    return this.#value;
  }

  /** Whether the element that is open holds no attribute, no child and no text so far. */
  get isEmpty(): boolean {
    const [element] = this.#open;
    return element !== undefined && !element.isNil && element.members === undefined && !element.hasChildren && element.text.trim() === '';
  }

  get name(): string | undefined {
    return this.#open[0]?.name;
  }

  /** Gives the record up: what was held of it is let go. */
  giveUp(trouble: XmlTrouble): void {
    this.trouble ??= trouble;
    this.#open = [];
    this.#place.children = undefined;
    this.#value = null;
  }

  open(start: XmlStart): void {
    if (this.#depth === 1) this.isComplex = true;
    const parent = this.#open.at(-1);
    const place: Place = { position: start.position, children: undefined };
    if (parent !== undefined) {
      parent.hasChildren = true;
      addPlace(parent.place, start.name, place);
    }
    this.#push(start, place);
  }

  #push({ name, attributes, isNil }: XmlStart, place: Place): void {
    this.#depth += 1;
    this.#members += 1 + attributes.length;
    if (this.#depth > this.#limits.depth) this.giveUp('record-too-deep');
    else if (this.#members > this.#limits.members) this.giveUp('record-too-many-members');
    if (this.trouble !== undefined) return;
    const element: Element = { name, place, isNil, members: undefined, hasChildren: false, text: '' };
    for (const [attribute, value] of attributes) addMember(element, attribute, value);
    this.#open.push(element);
  }

  addText(text: string): void {
    const element = this.#open.at(-1);
    if (element !== undefined) element.text += text;
  }

  /** Whether the end tag is the record's own. */
  close(): boolean {
    this.#depth -= 1;
    const element = this.#open.pop();
    if (element !== undefined) {
      const parent = this.#open.at(-1);
      if (parent === undefined) this.#value = builtFrom(element);
      else addMember(parent, element.name, builtFrom(element));
    }
    return this.#depth === 0;
  }

  /** Takes a whole record as a child element. */
  adopt(name: string, child: XmlRecord): void {
    this.isComplex = true;
    const element = this.#open.at(-1);
    if (child.trouble !== undefined) this.giveUp(child.trouble);
    if (element === undefined || this.trouble !== undefined) return;
    element.hasChildren = true;
    addMember(element, name, child.#value);
    addPlace(element.place, name, child.#place);
    this.#members += child.#members;
  }

  /** Where the element of a pointer stands, or the nearest around it. */
  locate(pointer: string): FilePosition {
    let place = this.#place;
    const path = pathOf(pointer);
    for (let at = 0; at < path.length; at += 1) {
      const places = place.children?.get(path[at] ?? '');
      const [first] = places ?? [];
      if (places === undefined || first === undefined) break;
      if (places.length > 1) at += 1;
      place = places[places.length > 1 ? Number(path[at] ?? 0) : 0] ?? first;
    }
    return place.position;
  }
}
