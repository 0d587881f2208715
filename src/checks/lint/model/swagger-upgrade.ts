/**
 * Swagger 2.0 read as OpenAPI 3.0, so that the same rules can look at it; every place knows where it stands in the original.
 *
 * hosts, schemes and basePath become servers; definitions, parameters, responses and securityDefinitions become components; body and form
 * parameters become a request body; consumes and produces become media types. What 2.0 cannot say is not made up.
 *
 * Source   OpenAPI 2.0; OpenAPI 3.0.4 §4.7 (what each became).
 * Room     checks/lint (floor 3). May be imported within checks/lint only.
 */
import type { Json, JsonObject } from '../../../contract/api-model.js';
import { isObject, memberOf, pathOf, pointerOf } from '../../../contract/json.js';
import { itemsOf, membersOf } from './members.js';

export interface Upgraded {
  readonly root: JsonObject;
  origin(pointer: string): string;
}

const methods: ReadonlySet<string> = new Set(['get', 'put', 'post', 'delete', 'options', 'head', 'patch']);
const step = (pointer: string, ...path: (string | number)[]): string => pointer + pointerOf(path);

/** Keywords that a parameter or header of 2.0 has in itself, and a schema in 3.0. */
const schemaKeywords: ReadonlySet<string> = new Set([
  ...['type', 'format', 'items', 'default', 'maximum', 'exclusiveMaximum', 'minimum', 'exclusiveMinimum', 'maxLength', 'minLength'],
  ...['pattern', 'maxItems', 'minItems', 'uniqueItems', 'enum', 'multipleOf', 'x-egif-type', 'x-egif-codelist', 'x-egif-calendar'],
]);

/** Members whose value is data and never a part of the contract. */
const dataKeywords: ReadonlySet<string> = new Set(['example', 'examples', 'default', 'enum']);
/** Members whose own members have names that anyone may choose. */
const mapKeywords: ReadonlySet<string> = new Set(['properties', 'schemas', 'responses', 'securitySchemes', 'paths', 'headers', 'content']);

const moved: readonly (readonly [string, string])[] = [
  ['/definitions', '/components/schemas'],
  ['/parameters', '/components/parameters'],
  ['/responses', '/components/responses'],
  ['/securityDefinitions', '/components/securitySchemes'],
];

const flows: Readonly<Record<string, string>> = { accessCode: 'authorizationCode', application: 'clientCredentials' };

/** Where a place below something with content was, whose own original is `from`: schemas and examples of 2.0 know no media types above them. */
function originInContent(from: string, rest: string): string | undefined {
  const [, content, type, member, ...inner] = rest.split('/');
  if (content !== 'content') return undefined;
  const below = inner.map((segment) => `/${segment}`).join('');
  if (member === 'schema') return `${from}/schema${below}`;
  if (member === 'example') return `${from}/examples/${type}${below}`;
  return member === undefined ? from : `${from}/${member}${below}`;
}

class Upgrader {
  /** New pointer → original, where they differ. */
  readonly #origins = new Map<string, string>([...moved.map(([from, to]) => [to, from] as const), ['/openapi', '/swagger']]);
  /** Where something has content that 2.0 has in itself → original. */
  readonly #contents = new Map<string, string>();
  readonly #root: JsonObject;

  constructor(root: JsonObject) {
    this.#root = root;
  }

  #came(to: string, from: string): void {
    this.#origins.set(to, from);
  }

  /** The nearest place above that moved decides. */
  origin(pointer: string): string {
    for (let end = pointer.length; end > 0; end = pointer.lastIndexOf('/', end - 1)) {
      const above = pointer.slice(0, end);
      const content = this.#contents.get(above);
      const inContent = content === undefined ? undefined : originInContent(content, pointer.slice(end));
      if (inContent !== undefined) return inContent;
      const known = this.#origins.get(above);
      if (known !== undefined) return known + pointer.slice(end);
    }
    return pointer;
  }

  /** References lead to where the parts went. Examples are data and stay as they are. What holds no reference stays the same object. */
  #rewritten(value: Json, isMap = false): Json {
    if (Array.isArray(value)) {
      let items: Json[] | undefined;
      for (const [index, item] of value.entries()) {
        const rewritten = this.#rewritten(item);
        if (rewritten === item) continue;
        items ??= [...value];
        items[index] = rewritten;
      }
      return items ?? value;
    }
    return isObject(value) ? this.#withMembers(value, isMap) : value;
  }

  #withMembers(value: JsonObject, isMap: boolean): JsonObject {
    let copy: Record<string, Json> | undefined;
    for (const name of Object.keys(value)) {
      const inner = value[name] ?? null;
      const rewritten = this.#member(name, inner, isMap);
      if (rewritten === inner) continue;
      copy ??= { ...value };
      // a plain assignment to `__proto__` would make no member
      Object.defineProperty(copy, name, { value: rewritten, enumerable: true, configurable: true, writable: true });
    }
    return copy ?? value;
  }

  #member(name: string, inner: Json, isMap: boolean): Json {
    if (isMap) return this.#rewritten(inner);
    if (name === '$ref' && typeof inner === 'string') return newReference(inner);
    return dataKeywords.has(name) ? inner : this.#rewritten(inner, mapKeywords.has(name));
  }

  #servers(): Json | undefined {
    const { host, basePath, schemes } = this.#root;
    if (typeof host !== 'string') return undefined;
    const path = typeof basePath === 'string' && basePath !== '/' ? basePath.replace(/^(?!\/)/, '/') : '';
    const named = itemsOf(schemes).filter((scheme) => typeof scheme === 'string');
    const urls = named.length === 0 ? [`//${host}${path}`] : named.map((scheme) => `${scheme}://${host}${path}`);
    for (const index of urls.keys()) {
      this.#came(`/servers/${index}`, named.length === 0 ? '/host' : `/schemes/${index}`);
      this.#came(`/servers/${index}/url`, named.length === 0 ? '/host' : `/schemes/${index}`);
    }
    this.#came('/servers', '/host');
    return urls.map((url) => ({ url }));
  }

  #split(parameter: JsonObject): { readonly schema: JsonObject; readonly rest: JsonObject } {
    const entries = Object.entries(parameter);
    return {
      schema: Object.fromEntries(entries.filter(([name]) => schemaKeywords.has(name))),
      rest: Object.fromEntries(entries.filter(([name]) => !schemaKeywords.has(name) || name.startsWith('x-'))),
    };
  }

  /** A parameter other than body and form. */
  #parameter(parameter: JsonObject, to: string, from: string): JsonObject {
    if (to !== from) this.#came(to, from);
    if (parameter['$ref'] !== undefined) return parameter;
    this.#came(`${to}/schema`, from);
    const { schema, rest } = this.#split(parameter);
    return { ...rest, schema };
  }

  #mediaTypes(own: JsonObject, keyword: 'consumes' | 'produces'): readonly string[] {
    const list = own[keyword] ?? this.#root[keyword];
    return itemsOf(list).filter((name) => typeof name === 'string');
  }

  #resolved(parameter: Json, from: string): { readonly value: JsonObject; readonly from: string } | undefined {
    const ref = memberOf(parameter, '$ref');
    if (typeof ref !== 'string') return isObject(parameter) ? { value: parameter, from } : undefined;
    const name = ref.startsWith('#/parameters/') ? pathOf(ref.slice(1))[1] : undefined;
    const target = name === undefined ? undefined : memberOf(this.#root['parameters'], name);
    return isObject(target) ? { value: target, from: pointerOf(['parameters', name ?? '']) } : undefined;
  }

  #body(own: JsonObject, found: { readonly value: JsonObject; readonly from: string }, to: string): JsonObject {
    const { value, from } = found;
    const names = this.#mediaTypes(own, 'consumes');
    const types = names.length === 0 ? ['application/json'] : names;
    this.#came(to, from);
    this.#contents.set(to, from);
    const media = value['schema'] === undefined ? {} : { schema: value['schema'] };
    return { required: value['required'] === true, content: Object.fromEntries(types.map((type) => [type, media])) };
  }

  #form(own: JsonObject, fields: readonly { readonly value: JsonObject; readonly from: string }[], to: string): JsonObject {
    const [first] = fields;
    const named = this.#mediaTypes(own, 'consumes').filter((type) => /form/.test(type));
    const hasFile = fields.some(({ value }) => value['type'] === 'file');
    const types = named.length > 0 ? named : [hasFile ? 'multipart/form-data' : 'application/x-www-form-urlencoded'];
    const properties = fields.map(({ value }) => {
      const { schema, rest } = this.#split(value);
      const plain = schema['type'] === 'file' ? { ...schema, type: 'string', format: 'binary' } : schema;
      return [String(value['name']), { ...rest, ...plain, required: undefined }] as const;
    });
    const required = fields.filter(({ value }) => value['required'] === true).map(({ value }) => String(value['name']));
    const schema: JsonObject = {
      type: 'object',
      properties: Object.fromEntries(
        properties.map(([name, value]) => [
          name,
          Object.fromEntries(
            Object.entries(value).flatMap(([key, inner]) => (inner === undefined || ['in', 'name'].includes(key) ? [] : [[key, inner]])),
          ),
        ]),
      ),
      ...(required.length === 0 ? {} : { required }),
    };
    this.#came(to, first?.from ?? to);
    for (const type of types) {
      const at = step(to, 'content', type);
      this.#came(at, first?.from ?? to);
      for (const { value, from } of fields) this.#came(step(at, 'schema', 'properties', String(value['name'])), from);
    }
    return { content: Object.fromEntries(types.map((type) => [type, { schema }])) };
  }

  response(raw: Json, at: { readonly to: string; readonly from: string }, own: JsonObject): Json {
    if (!isObject(raw) || raw['$ref'] !== undefined) return raw;
    const { to, from } = at;
    const { schema, examples, headers, ...rest } = raw;
    const given = isObject(examples) ? Object.keys(examples) : [];
    const produced = this.#mediaTypes(own, 'produces');
    // `produces` is of the whole operation; where the response itself names types, those are its own
    const types = given.length > 0 ? given : schema === undefined ? [] : produced.length === 0 ? ['application/json'] : produced;
    const content = types.map((type) => {
      const example = memberOf(examples, type);
      return [type, { ...(schema === undefined ? {} : { schema }), ...(example === undefined ? {} : { example }) }] as const;
    });
    this.#contents.set(to, from);
    const upgraded = membersOf(headers).map(([name, header]) => {
      this.#came(step(to, 'headers', name, 'schema'), step(from, 'headers', name));
      const { schema: keywords, rest: plain } = this.#split(isObject(header) ? header : {});
      return [name, { ...plain, schema: keywords }] as const;
    });
    return {
      ...rest,
      ...(content.length === 0 ? {} : { content: Object.fromEntries(content) }),
      ...(upgraded.length === 0 ? {} : { headers: Object.fromEntries(upgraded) }),
    };
  }

  #parameters(
    owner: JsonObject,
    pointer: string,
  ): { readonly plain: readonly Json[]; readonly inBody: readonly { readonly value: JsonObject; readonly from: string }[] } {
    const plain: Json[] = [];
    const inBody: { readonly value: JsonObject; readonly from: string }[] = [];
    for (const [index, raw] of itemsOf(owner['parameters']).entries()) {
      const from = `${pointer}/parameters/${index}`;
      const found = this.#resolved(raw, from);
      if (found !== undefined && (found.value['in'] === 'body' || found.value['in'] === 'formData')) inBody.push(found);
      else if (isObject(raw)) plain.push(this.#parameter(raw, `${pointer}/parameters/${plain.length}`, from));
    }
    return { plain, inBody };
  }

  #operation(own: JsonObject, pointer: string, shared: readonly { readonly value: JsonObject; readonly from: string }[]): JsonObject {
    const { parameters: _parameters, responses, consumes: _consumes, produces: _produces, schemes: _schemes, ...rest } = own;
    const { plain, inBody } = this.#parameters(own, pointer);
    const all = [...shared.filter(({ value }) => !inBody.some((mine) => mine.value['name'] === value['name'])), ...inBody];
    const body = all.find(({ value }) => value['in'] === 'body');
    const fields = all.filter(({ value }) => value['in'] === 'formData');
    const to = `${pointer}/requestBody`;
    const requestBody = body !== undefined ? this.#body(own, body, to) : fields.length > 0 ? this.#form(own, fields, to) : undefined;
    const upgraded = membersOf(responses).map(([status, response]) => {
      const at = step(pointer, 'responses', status);
      return [status, this.response(response, { to: at, from: at }, own)] as const;
    });
    return {
      ...rest,
      ...(plain.length === 0 ? {} : { parameters: plain }),
      ...(requestBody === undefined ? {} : { requestBody }),
      ...(responses === undefined ? {} : { responses: Object.fromEntries(upgraded) }),
    };
  }

  #pathItem(item: Json, pointer: string): Json {
    if (!isObject(item)) return item;
    const { plain, inBody } = this.#parameters(item, pointer);
    const entries = Object.entries(item).map(([name, value]) => {
      if (name === 'parameters') return [name, plain] as const;
      return [name, methods.has(name) && isObject(value) ? this.#operation(value, `${pointer}/${name}`, inBody) : value] as const;
    });
    return Object.fromEntries(entries);
  }

  #scheme(name: string, raw: Json): Json {
    const scheme = isObject(raw) ? raw : {};
    const to = pointerOf(['components', 'securitySchemes', name]);
    const from = pointerOf(['securityDefinitions', name]);
    if (scheme['type'] === 'basic') {
      this.#came(`${to}/scheme`, `${from}/type`);
      return { ...scheme, type: 'http', scheme: 'basic' };
    }
    if (scheme['type'] !== 'oauth2') return raw;
    const { flow, authorizationUrl, tokenUrl, scopes, ...rest } = scheme;
    const named = flows[String(flow)] ?? String(flow);
    const at = step(to, 'flows', named);
    this.#came(at, `${from}/flow`);
    for (const url of ['authorizationUrl', 'tokenUrl', 'scopes']) this.#came(`${at}/${url}`, `${from}/${url}`);
    const inner = Object.entries({ authorizationUrl, tokenUrl, scopes }).flatMap(([key, value]) =>
      value === undefined ? [] : [[key, value] as const],
    );
    return { ...rest, flows: { [named]: Object.fromEntries(inner) } };
  }

  #components(): JsonObject {
    const root = this.#root;
    const parameters = membersOf(root['parameters'])
      .filter(([, value]) => !['body', 'formData'].includes(String(memberOf(value, 'in'))))
      .map(([name, value]) => {
        const to = pointerOf(['components', 'parameters', name]);
        return [name, isObject(value) ? this.#parameter(value, to, pointerOf(['parameters', name])) : value] as const;
      });
    const responses = membersOf(root['responses']).map(([name, value]) => {
      const at = { to: pointerOf(['components', 'responses', name]), from: pointerOf(['responses', name]) };
      return [name, this.response(value, at, {})] as const;
    });
    const schemes = membersOf(root['securityDefinitions']).map(([name, value]) => [name, this.#scheme(name, value)] as const);
    return {
      ...(root['definitions'] === undefined ? {} : { schemas: root['definitions'] }),
      parameters: Object.fromEntries(parameters),
      responses: Object.fromEntries(responses),
      securitySchemes: Object.fromEntries(schemes),
    };
  }

  upgrade(): JsonObject {
    const root = this.#root;
    const {
      host: _host,
      basePath: _base,
      schemes: _schemes,
      definitions: _definitions,
      parameters: _parameters,
      responses: _responses,
      ...more
    } = root;
    const { securityDefinitions: _security, consumes: _consumes, produces: _produces, paths, ...rest } = more;
    const servers = this.#servers();
    const items = membersOf(paths).map(([path, item]) => [path, this.#pathItem(item, pointerOf(['paths', path]))] as const);
    const upgraded = this.#rewritten({
      ...rest,
      ...(servers === undefined ? {} : { servers }),
      ...(paths === undefined ? {} : { paths: Object.fromEntries(items) }),
      components: this.#components(),
    });
    return isObject(upgraded) ? upgraded : root;
  }
}

/** Where a reference leads after the upgrade. */
function newReference(ref: string): string {
  for (const [from, to] of moved) if (ref.startsWith(`#${from}/`)) return `#${to}${ref.slice(from.length + 1)}`;
  return ref;
}

/** A Swagger 2.0 document as OpenAPI 3.0, with the way back. */
export function upgradeSwagger(root: JsonObject): Upgraded {
  const upgrader = new Upgrader(root);
  return { root: upgrader.upgrade(), origin: (pointer) => upgrader.origin(pointer) };
}
