/**
 * Degenerate documents of every kind: what looks like a contract and says nothing, says it of the wrong type, or says it to no end.
 *
 * Beside those of hostile-documents.ts. Each is the whole text of a file by its name.
 */
/** A file beside the documents that one of them wants to be shown. */
export const outsideFile = 'outside.txt';
export const outsideText = 'what-lies-outside-7f3b91';

const openapi = (members: string): string => `{"openapi":"3.1.0","info":{"title":"t","version":"1.0.0"},${members}}`;
const schemas = (text: string): string => openapi(`"paths":{},"components":{"schemas":{${text}}}`);
const asyncapi = (version: string, members: string): string => `{"asyncapi":"${version}","info":{"title":"t","version":"1.0.0"},${members}}`;
const swagger = (members: string): string => `{"swagger":"2.0","info":{"title":"t","version":"1.0.0"},${members}}`;
const arazzo = (members: string): string => `{"arazzo":"1.0.1","info":{"title":"t","version":"1.0.0"},${members}}`;
const wsdl = (inner: string): string =>
  `<?xml version="1.0"?><wsdl:definitions xmlns:wsdl="http://schemas.xmlsoap.org/wsdl/" name="n">${inner}</wsdl:definitions>`;

export const degenerateDocuments: Readonly<Record<string, string>> = {
  // plain values and texts
  'number.json': '3',
  'string.json': '"openapi: 3.1.0"',
  'true.json': 'true',
  'list-of-contracts.json': `[${openapi('"paths":{}')}]`,
  'text.yaml': 'blah blah',
  'login.html': '<!doctype html><html><body><form action="/login"></form></body></html>',
  'problem.json': '{"type":"about:blank","title":"Not Found","status":404}',
  'markdown.yaml': '# A contract\n\nComing soon.\n',
  'merge-conflict.yaml': '<<<<<<< HEAD\nopenapi: 3.1.0\n=======\nopenapi: 3.0.0\n>>>>>>> other\n',
  'json-with-comments.json': '{ // a note\n "openapi": "3.1.0" }',
  'json-trailing-comma.json': '{"openapi":"3.1.0","paths":{},}',
  'yaml-tabs.yaml': 'openapi: 3.1.0\n\tpaths: {}\n',
  'yaml-tag.yaml': 'openapi: !!js/function "function () {}"\npaths: {}\n',
  'yaml-binary.yaml': 'openapi: 3.1.0\ninfo: !!binary aGVsbG8=\npaths: {}\n',
  'yaml-set.yaml': 'openapi: 3.1.0\npaths: !!set {a, b}\n',
  'yaml-nan.yaml': 'openapi: 3.1.0\ninfo: {title: .nan, version: .inf}\npaths: {}\n',
  'yaml-complex-key.yaml': 'openapi: 3.1.0\npaths:\n  ? [a, b]\n  : {}\n',
  'yaml-numbers-as-names.yaml': 'openapi: 3.1.0\ninfo: {title: t, version: 1}\npaths: {1: {get: {responses: {200: {}}}}}\n',
  // versions that are none
  'openapi-empty.json': '{"openapi":"","paths":{}}',
  'openapi-null.json': '{"openapi":null,"paths":{}}',
  'openapi-list.json': '{"openapi":["3.1.0"],"paths":{}}',
  'openapi-four.json': '{"openapi":"4.0.0","info":{},"paths":{}}',
  'openapi-and-swagger.json': '{"openapi":"3.1.0","swagger":"2.0","info":{},"paths":{}}',
  // an OpenAPI that says nothing
  'only-version.json': '{"openapi":"3.1.0"}',
  'only-info.json': '{"openapi":"3.1.0","info":{}}',
  'paths-null.json': openapi('"paths":null'),
  'paths-text.json': openapi('"paths":"see the wiki"'),
  'paths-extensions.json': openapi('"paths":{"x-later":{"get":{}}}'),
  'path-null.json': openapi('"paths":{"/a":null}'),
  'path-empty.json': openapi('"paths":{"/a":{}}'),
  'path-without-slash.json': openapi('"paths":{"a":{"get":{}}}'),
  'operation-empty.json': openapi('"paths":{"/a":{"get":{}}}'),
  'responses-empty.json': openapi('"paths":{"/a":{"get":{"responses":{}}}}'),
  'responses-list.json': openapi('"paths":{"/a":{"get":{"responses":[]}}}'),
  'unknown-method.json': openapi('"paths":{"/a":{"fetch":{"responses":{"200":{"description":"d"}}}}}'),
  'wrong-types.json': openapi(
    '"servers":{},"tags":3,"security":"none","paths":{"/a":{"get":{"parameters":{},"requestBody":[],"responses":{"200":7},"tags":{}}}},"components":[]',
  ),
  'webhooks-only.json': openapi('"webhooks":{}'),
  // schemas to no end
  'schema-null.json': schemas('"A":null'),
  'schema-list.json': schemas('"A":[]'),
  'schema-false.json': schemas('"A":false'),
  'schema-wrong-keywords.json': schemas('"A":{"type":7,"properties":[],"required":true,"enum":{},"allOf":{},"items":[[]],"pattern":3,"minimum":"a"}'),
  'schema-self.json': schemas('"A":{"$ref":"#/components/schemas/A"}'),
  'schema-whole-document.json': schemas('"A":{"$ref":"#"}'),
  'schema-into-itself.json': schemas('"A":{"properties":{"a":{"$ref":"#/components/schemas/A/properties/a"}}}'),
  'reference-number.json': schemas('"A":{"$ref":3}'),
  'reference-empty.json': schemas('"A":{"$ref":""}'),
  'reference-bad-escape.json': schemas('"A":{"$ref":"#/%E0%A4%A"}'),
  'reference-nowhere.json': schemas('"A":{"$ref":"#/components/schemas/B"}'),
  'example-against-itself.json': schemas('"A":{"type":"integer","example":{"$ref":"#/components/schemas/A"}}'),
  'pattern-broken.json': schemas('"A":{"type":"string","pattern":"([","example":"a"}'),
  'pattern-endless.json': schemas(`"A":{"type":"string","pattern":"^(([a-z])+)+$","example":"${'a'.repeat(200)}!"}`),
  'name-of-prototype.json': `{"openapi":"3.1.0","info":{},"paths":{"/__proto__":{"__proto__":{"get":{}}}},"components":{"schemas":{"constructor":{"$ref":"#/components/schemas/toString"},"hasOwnProperty":3}}}`,
  'lone-surrogate.json': '{"openapi":"3.1.0","info":{"title":"\\ud800","version":"1.0.0"},"paths":{"/\\udfff":{"get":{"summary":"\\ud83d"}}}}',
  // AsyncAPI
  'asyncapi-empty.json': '{"asyncapi":"3.0.0"}',
  'asyncapi-number.json': '{"asyncapi":3,"channels":{}}',
  'asyncapi-two.json': asyncapi('2.6.0', '"channels":{}'),
  'asyncapi-three.json': asyncapi('3.0.0', '"channels":{},"operations":{}'),
  'asyncapi-wrong-types.json': asyncapi('3.0.0', '"channels":[],"operations":7,"components":{"messages":[],"schemas":null},"servers":""'),
  'asyncapi-self.json': asyncapi('3.0.0', '"channels":{"a":{"$ref":"#/channels/a"}},"operations":{"b":{"channel":{"$ref":"#/operations/b"}}}'),
  'asyncapi-message-loop.json': asyncapi('2.6.0', '"channels":{"a":{"publish":{"message":{"oneOf":[{"$ref":"#/channels/a/publish/message"}]}}}}'),
  // Swagger 2.0
  'swagger-empty.json': '{"swagger":"2.0"}',
  'swagger-number.yaml': 'swagger: 2.0\npaths: {}\n',
  'swagger-paths.json': swagger('"paths":{}'),
  'swagger-wrong-types.json': swagger('"paths":{"/a":{"get":{"parameters":[3,null],"responses":[]}}},"definitions":[]'),
  // Arazzo
  'arazzo-empty.json': '{"arazzo":"1.0.1"}',
  'arazzo-workflows.json': arazzo('"sourceDescriptions":[],"workflows":[]'),
  'arazzo-wrong-types.json': arazzo('"sourceDescriptions":{},"workflows":[null,3,{"steps":{}}]'),
  // JSON Schema
  'json-schema-empty.json': '{"$schema":"https://json-schema.org/draft/2020-12/schema"}',
  'json-schema-unknown.json': '{"$schema":"https://schemas.example/none","type":"object"}',
  'json-schema-loop.json': '{"$schema":"https://json-schema.org/draft/2020-12/schema","$defs":{"a":{"$ref":"#/$defs/a"}},"$ref":"#/$defs/a"}',
  'json-schema-wrong-types.json': '{"$schema":"https://json-schema.org/draft/2020-12/schema","type":3,"properties":[],"required":{}}',
  // WSDL and XSD
  'wsdl-empty.wsdl': wsdl(''),
  'wsdl-unclosed.wsdl': '<?xml version="1.0"?><wsdl:definitions xmlns:wsdl="http://schemas.xmlsoap.org/wsdl/">',
  'wsdl-entities.wsdl': `<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>${wsdl('&c;').replace('<?xml version="1.0"?>', '')}`,
  'wsdl-outside-entity.wsdl': `<?xml version="1.0"?><!DOCTYPE d [<!ENTITY x SYSTEM "${outsideFile}">]>${wsdl('&x;').replace('<?xml version="1.0"?>', '')}`,
  'wsdl-types-only.wsdl': wsdl('<wsdl:types/>'),
  'schema.xsd': '<?xml version="1.0"?><xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"/>',
  'feed.xml': '<?xml version="1.0"?><rss version="2.0"><channel/></rss>',
};
