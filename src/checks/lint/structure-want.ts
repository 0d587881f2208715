/**
 * What a meta-schema wants of a place, from the words of its validator: keyword and limit, which can be told in any language.
 *
 * Source   ajv 8, messages of its keywords; Spectral 6, which puts the name of the member before them.
 * Room     checks/lint (floor 3). May be imported within checks/lint only.
 */

/** Words of the validator, and the rule that they tell; `$1` is the limit. */
const shapes: readonly (readonly [RegExp, string])[] = [
  [/^must have required property ["'](.+)["']$/, 'required $1'],
  [/^property ["'](.+)["'] is not expected to be here$/i, 'additionalProperties $1'],
  [/^must not have (?:unevaluated|additional) properties$/, 'unevaluatedProperties'],
  [/^must be equal to one of the allowed values: (.+?)(?:\. Did you mean .*)?$/, 'enum $1'],
  [/^must be equal to one of the allowed values$/, 'enum'],
  [/^must be equal to constant$/, 'const'],
  [/^must be ((?:null|boolean|object|array|number|integer|string)(?:,(?:null|boolean|object|array|number|integer|string))*)$/, 'type $1'],
  [/^must match pattern ["'](.+)["']$/, 'pattern $1'],
  [/^must match format ["'](.+)["']$/, 'format $1'],
  [/^must not have fewer than (\d+) characters$/, 'minLength $1'],
  [/^must not have more than (\d+) characters$/, 'maxLength $1'],
  [/^must not have fewer than (\d+) items$/, 'minItems $1'],
  [/^must not have more than (\d+) items$/, 'maxItems $1'],
  [/^must not have fewer than (\d+) properties$/, 'minProperties $1'],
  [/^must not have more than (\d+) properties$/, 'maxProperties $1'],
  [/^must be >= (.+)$/, 'minimum $1'],
  [/^must be <= (.+)$/, 'maximum $1'],
  [/^must be > (.+)$/, 'exclusiveMinimum $1'],
  [/^must be < (.+)$/, 'exclusiveMaximum $1'],
  [/^must not have duplicate items\b.*$/, 'uniqueItems'],
  [/^must match exactly one schema in oneOf$/, 'oneOf'],
  [/^must match a schema in anyOf$/, 'anyOf'],
  [/^must not be valid$/, 'not'],
];

/** `"info" property must have required property "title"` → `required title`; words that are not known stay as they are. */
export function structureWant(message: string): string {
  const words = message.replace(/^"[^"]*" property (?=must )/, '').replace(/^must NOT /, 'must not ');
  const [pattern, rule] = shapes.find(([shape]) => shape.test(words)) ?? [];
  if (pattern === undefined || rule === undefined) return message;
  const limit = pattern.exec(words)?.[1] ?? '';
  if (rule.startsWith('type ')) return `type ${limit.replaceAll(',', ' | ')}`;
  return rule.replace('$1', () => (rule.startsWith('enum ') ? limit.replaceAll('"', '').replaceAll(', ', ' | ') : limit));
}
