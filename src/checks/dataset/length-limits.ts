/**
 * `minLength` and `maxLength` that count the code points of a text only where its units leave a doubt: a text has at most as many code points as units,
 * and at least half as many.
 *
 * Source   JSON Schema 2020-12 Validation §6.3.1 and §6.3.2.
 * Room     checks (floor 3). May be imported within checks/dataset only.
 */
import { _, type Ajv2020, type Code, type KeywordCxt } from 'ajv/dist/2020.js';
import { useFunc } from 'ajv/dist/compile/util.js';
import countCodePoints from 'ajv/dist/runtime/ucs2length.js';

const keywordOf = (keyword: 'minLength' | 'maxLength', fails: (data: Code, limit: Code, points: Code) => Code) => ({
  keyword,
  type: 'string' as const,
  schemaType: 'number' as const,
  before: 'pattern',
  code(context: KeywordCxt): void {
    const { gen, data, schemaCode } = context;
    const points = _`${useFunc(gen, countCodePoints.default)}(${data})`;
    context.fail(fails(data, _`${schemaCode}`, points));
  },
});

/** Replaces both keywords of a validator that gives no errors but only yes or no. */
export function limitLengthsQuickly(ajv: Ajv2020): void {
  for (const keyword of ['maxLength', 'minLength']) ajv.removeKeyword(keyword);
  ajv.addKeyword(keywordOf('maxLength', (data, limit, points) => _`${data}.length > ${limit} && ${points} > ${limit}`));
  ajv.addKeyword(keywordOf('minLength', (data, limit, points) => _`${data}.length < 2 * ${limit} && ${points} < ${limit}`));
}
