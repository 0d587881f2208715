/**
 * The places of an OpenAPI 3.x document: operations with what is in effect for them, and every parameter, response, media type and schema.
 *
 * Source   OpenAPI 3.0.4, 3.1.1, 3.2.0 §4 (Path Item, Operation, Parameter, Response, Media Type, Components).
 * Room     checks/lint (floor 3). May be imported within checks/lint only.
 */
import type { Json, JsonObject } from '../../../contract/api-model.js';
import { below, isObject, memberOf, pointerOf } from '../../../contract/json.js';
import { itemsOf, membersOf } from './members.js';
import type { MediaTypePlace, OperationPlace, ParameterPlace, Place, Reference, ResponsePlace, Use } from './place.js';
import type { Resolver } from './resolver.js';
import type { SchemaWalk } from './schema-walk.js';

const methods: ReadonlySet<string> = new Set(['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace', 'query']);

interface Found {
  readonly value: JsonObject;
  readonly pointer: string;
}

/** Collects the places of one document. */
export class OpenApiReader {
  readonly servers: Place[] = [];
  readonly paths: Place[] = [];
  readonly pathItems: Place[] = [];
  readonly operations: OperationPlace[] = [];
  readonly parameters = new Map<string, ParameterPlace>();
  readonly responses = new Map<string, ResponsePlace>();
  readonly mediaTypes = new Map<string, MediaTypePlace>();
  readonly #done = new Set<string>();
  /** Under which statuses the content of an object was read: thousands of operations refer to the same response. */
  readonly #contentRead = new Map<string, Set<string>>();
  readonly #root: JsonObject;
  readonly #resolver: Resolver;
  readonly #walk: SchemaWalk;
  readonly #references: Map<string, Reference>;

  constructor(root: JsonObject, resolver: Resolver, walk: SchemaWalk, references: Map<string, Reference>) {
    this.#root = root;
    this.#resolver = resolver;
    this.#walk = walk;
    this.#references = references;
  }

  /** The object here, or the one that its reference leads to. */
  #follow(value: Json, pointer: string): Found | undefined {
    let found: { value: Json; pointer: string } | undefined = { value, pointer };
    for (let hop = 0; hop < 16 && found !== undefined; hop += 1) {
      const ref = memberOf(found.value, '$ref');
      if (typeof ref !== 'string') return isObject(found.value) ? { value: found.value, pointer: found.pointer } : undefined;
      this.#references.set(found.pointer, { pointer: `${found.pointer}/$ref`, ref });
      found = this.#resolver.resolve(ref);
    }
    return undefined;
  }

  #readServers(owner: JsonObject, pointer: string, level: string): void {
    for (const [index, value] of itemsOf(owner['servers']).entries()) {
      if (isObject(value)) this.servers.push({ value, pointer: below(`${pointer}/servers`, index), in: level });
    }
  }

  /** Whether this is the first time that the content of what stands here is read under a status. */
  #isNew(pointer: string, status = ''): boolean {
    const known = this.#contentRead.get(pointer);
    if (known?.has(status) === true) return false;
    if (known === undefined) this.#contentRead.set(pointer, new Set([status]));
    else known.add(status);
    return true;
  }

  #readMediaTypes(
    owner: JsonObject,
    pointer: string,
    where: { readonly use?: Use; readonly operation?: OperationPlace; readonly status?: string },
  ): void {
    const content = owner['content'];
    if (!isObject(content)) return;
    for (const [name, raw] of Object.entries(content)) {
      const found = this.#follow(raw, below(`${pointer}/content`, name));
      if (found === undefined) continue;
      const key = `${found.pointer} ${where.status ?? ''}`;
      if (!this.mediaTypes.has(key))
        this.mediaTypes.set(key, { ...found, name, ...where, ...(where.use === undefined ? {} : { uses: new Set([where.use]) }) });
      const schema = found.value['schema'] ?? found.value['itemSchema'];
      const keyword = found.value['schema'] === undefined ? 'itemSchema' : 'schema';
      if (schema !== undefined) this.#walk.visit(schema, `${found.pointer}/${keyword}`, where.use);
      for (const [part, encoding] of membersOf(found.value['encoding'])) {
        for (const [header, value] of membersOf(memberOf(encoding, 'headers')))
          this.#readHeader(value, found.pointer + pointerOf(['encoding', part, 'headers', header]));
      }
      for (const [example, value] of membersOf(found.value['examples'])) this.#follow(value, below(`${found.pointer}/examples`, example));
    }
  }

  #readHeader(raw: Json, pointer: string): void {
    const header = this.#follow(raw, pointer);
    if (header === undefined) return;
    const schema = header.value['schema'];
    if (schema !== undefined) this.#walk.visit(schema, `${header.pointer}/schema`, 'response');
  }

  readParameter(raw: Json, pointer: string, operation?: OperationPlace): ParameterPlace | undefined {
    const found = this.#follow(raw, pointer);
    if (found === undefined) return undefined;
    const { name, in: position } = found.value;
    if (typeof name !== 'string' || typeof position !== 'string') return undefined;
    const place: ParameterPlace = { ...found, name, in: position, ...(operation === undefined ? {} : { operation }) };
    const isNew = this.#isNew(found.pointer);
    if (operation !== undefined || isNew) this.parameters.set(`${found.pointer} ${operation?.pointer ?? ''}`, place);
    if (!isNew) return place;
    const schema = found.value['schema'];
    if (schema !== undefined) this.#walk.visit(schema, `${found.pointer}/schema`, 'request');
    this.#readMediaTypes(found.value, found.pointer, { use: 'request' });
    return place;
  }

  readBody(raw: Json, pointer: string, operation?: OperationPlace): Found | undefined {
    const found = this.#follow(raw, pointer);
    if (found !== undefined && this.#isNew(found.pointer))
      this.#readMediaTypes(found.value, found.pointer, { use: 'request', ...(operation === undefined ? {} : { operation }) });
    return found;
  }

  readResponse(raw: Json, pointer: string, where: { readonly status?: string; readonly operation?: OperationPlace }): ResponsePlace | undefined {
    const found = this.#follow(raw, pointer);
    if (found === undefined) return undefined;
    if (this.#isNew(found.pointer, where.status)) {
      this.#readMediaTypes(found.value, found.pointer, { use: 'response', ...where });
      for (const [name, header] of membersOf(found.value['headers'])) this.#readHeader(header, below(`${found.pointer}/headers`, name));
      for (const [name, link] of membersOf(found.value['links'])) this.#follow(link, below(`${found.pointer}/links`, name));
    }
    if (where.status === undefined) return undefined;
    const place: ResponsePlace = { ...found, status: where.status, ...(where.operation === undefined ? {} : { operation: where.operation }) };
    const key = `${found.pointer} ${where.status} ${where.operation?.method ?? ''}`;
    if (!this.responses.has(key)) this.responses.set(key, place);
    return place;
  }

  /** Parameters of path and operation; the operation's win by name and position. */
  #parametersOf(item: Found, own: Found, operation: OperationPlace): readonly ParameterPlace[] {
    const byKey = new Map<string, ParameterPlace>();
    for (const owner of [item, own]) {
      for (const [index, raw] of itemsOf(owner.value['parameters']).entries()) {
        const place = this.readParameter(raw, below(`${owner.pointer}/parameters`, index), operation);
        if (place !== undefined) byKey.set(`${place.in} ${place.in === 'header' ? place.name.toLowerCase() : place.name}`, place);
      }
    }
    return [...byKey.values()];
  }

  #readOperation(item: Found, own: Found, key: { readonly method: string; readonly path: string; readonly served: boolean }): void {
    const dataClass = own.value['x-egif-data-class'] ?? memberOf(memberOf(this.#root, 'info'), 'x-egif-data-class');
    const parameters: ParameterPlace[] = [];
    const responses: ResponsePlace[] = [];
    const operation: { -readonly [K in keyof OperationPlace]: OperationPlace[K] } = {
      ...own,
      method: key.method.toUpperCase(),
      path: key.path,
      name: `${key.method.toUpperCase()} ${key.path}`,
      parameters,
      responses,
      security: own.value['security'] ?? this.#root['security'],
      dataClass: typeof dataClass === 'string' ? dataClass : undefined,
    };
    operation.operation = operation;
    parameters.push(...this.#parametersOf(item, own, operation));
    const raw = own.value['requestBody'];
    const body = raw === undefined ? undefined : this.readBody(raw, `${own.pointer}/requestBody`, operation);
    if (body !== undefined) operation.requestBody = body;
    for (const [status, response] of membersOf(own.value['responses'])) {
      if (status.startsWith('x-')) continue;
      const place = this.readResponse(response, below(`${own.pointer}/responses`, status), { status, operation });
      if (place !== undefined) responses.push(place);
    }
    this.#readServers(own.value, own.pointer, 'operation');
    for (const [name, callback] of membersOf(own.value['callbacks'])) this.readCallback(callback, below(`${own.pointer}/callbacks`, name));
    if (key.served) this.operations.push(operation);
  }

  readCallback(raw: Json, pointer: string): void {
    const found = this.#follow(raw, pointer);
    if (found === undefined || this.#done.has(found.pointer)) return;
    this.#done.add(found.pointer);
    for (const [expression, item] of membersOf(found.value)) {
      if (!expression.startsWith('x-')) this.readPathItem(item, below(found.pointer, expression), { path: expression, served: false });
    }
  }

  /** One path item. Callbacks and webhooks are `served: false`: the consumer offers them, so the provider's rules do not hold for them. */
  readPathItem(raw: Json, pointer: string, key: { readonly path: string; readonly served: boolean }): void {
    const item = this.#follow(raw, pointer);
    if (item === undefined) return;
    if (!key.served && this.#done.has(item.pointer)) return;
    this.#done.add(item.pointer);
    if (key.served) {
      this.paths.push({ value: key.path, name: key.path, pointer });
      this.pathItems.push({ ...item, name: key.path });
    }
    this.#readServers(item.value, item.pointer, 'path');
    const more = membersOf(item.value['additionalOperations']).map(([method, value]) => [method, value, ['additionalOperations', method]] as const);
    const plain = Object.entries(item.value)
      .filter(([method]) => methods.has(method))
      .map(([method, value]) => [method, value, [method]] as const);
    for (const [method, value, path] of [...plain, ...more]) {
      if (isObject(value)) this.#readOperation(item, { value, pointer: item.pointer + pointerOf(path) }, { method, ...key });
    }
  }

  #readComponents(): void {
    const components = this.#root['components'];
    const each = (name: string, read: (value: Json, pointer: string) => void): void => {
      for (const [key, value] of membersOf(memberOf(components, name))) read(value, pointerOf(['components', name, key]));
    };
    each('schemas', (value, pointer) => this.#walk.visit(value, pointer));
    each('parameters', (value, pointer) => this.readParameter(value, pointer));
    each('requestBodies', (value, pointer) => this.readBody(value, pointer));
    each('responses', (value, pointer) => this.readResponse(value, pointer, {}));
    each('headers', (value, pointer) => this.#readHeader(value, pointer));
    each('callbacks', (value, pointer) => this.readCallback(value, pointer));
    each('pathItems', (value, pointer) => this.readPathItem(value, pointer, { path: pointer, served: false }));
    each('examples', (value, pointer) => this.#follow(value, pointer));
    each('links', (value, pointer) => this.#follow(value, pointer));
  }

  read(): void {
    this.#readServers(this.#root, '', 'root');
    for (const [path, item] of membersOf(this.#root['paths'])) {
      if (!path.startsWith('x-')) this.readPathItem(item, pointerOf(['paths', path]), { path, served: true });
    }
    for (const [name, item] of membersOf(this.#root['webhooks']))
      this.readPathItem(item, pointerOf(['webhooks', name]), { path: name, served: false });
    this.#readComponents();
  }
}
