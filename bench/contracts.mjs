/**
 * Contracts made up by seed for the bench of lint: services with lists, single records, bodies that refer to shared schemas, examples and errors. Each has
 * some of the faults that contracts have, about one in a hundred places.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { stringify } from 'yaml';

/** A repeatable source of numbers from 0 to 1. */
function numbers(seed) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 4294967296;
  };
}

const words = [
  'record',
  'permit',
  'licence',
  'parcel',
  'school',
  'clinic',
  'vehicle',
  'policy',
  'tariff',
  'notice',
  'appeal',
  'address',
  'grant',
  'deed',
];
const persian = ['پرونده', 'مجوز', 'پروانه', 'مدرسه', 'درمانگاه', 'خودرو', 'بیمه‌نامه', 'تعرفه', 'ابلاغ', 'اعتراض', 'نشانی', 'یارانه', 'سند', 'ملک'];
const ref = (kind, name) => ({ $ref: `#/components/${kind}/${name}` });

function property(random, at) {
  const kind = Math.floor(random() * 6);
  const description = `${persian[at % persian.length]} به همان صورت که در پایگاه ثبت شده است، شماره ${at}`;
  if (kind === 0) return { type: 'integer', minimum: 0, maximum: 100000, description };
  if (kind === 1) return { type: 'string', format: 'date', description, example: '2024-03-20' };
  if (kind === 2) return { type: 'string', enum: ['ACTIVE', 'EXPIRED', 'REVOKED'], description };
  if (kind === 3) return { type: 'array', maxItems: 50, items: { type: 'string', maxLength: 40 }, description };
  if (kind === 4) return { type: 'boolean', description };
  return { type: 'string', maxLength: 200, description, ...(random() < 0.05 ? { example: 7 } : {}) };
}

function schema(random, at, names) {
  const properties = {};
  for (let index = 0; index < 8; index += 1) properties[`${words[(at + index) % words.length]}Field${index}`] = property(random, at + index);
  if (at > 0) properties.related = ref('schemas', names[Math.floor(random() * at)]);
  return { type: 'object', description: `اطلاعات ${persian[at % persian.length]}`, required: Object.keys(properties).slice(0, 3), properties };
}

function operation(random, at, name) {
  const isList = at % 2 === 0;
  const answer = isList
    ? { type: 'object', properties: { items: { type: 'array', maxItems: 100, items: ref('schemas', name) } } }
    : ref('schemas', name);
  const failures = Object.fromEntries(
    ['400', '401', '404', '429', '500'].filter(() => random() > 0.02).map((status) => [status, ref('responses', 'Problem')]),
  );
  return {
    operationId: `${isList ? 'list' : 'get'}${name}${at}`,
    summary: `دریافت ${persian[at % persian.length]}`,
    ...(random() < 0.95 ? { description: `این عملیات ${persian[at % persian.length]} را از پایگاه می‌خواند و همان‌گونه که هست برمی‌گرداند.` } : {}),
    tags: ['خدمت'],
    'x-egif-data-class': 'internal',
    parameters: [
      { name: 'limit', in: 'query', description: 'اندازه صفحه', schema: { type: 'integer', minimum: 1, maximum: 100, default: 20 } },
      { name: 'cursor', in: 'query', description: 'نشانه صفحه', schema: { type: 'string', maxLength: 100 } },
    ],
    responses: { 200: { description: 'پاسخ', content: { 'application/json': { schema: answer } } }, ...failures },
  };
}

/** A contract with this many schemas and twice as many operations; about 6 kB of JSON each. */
export function contract(count, seed) {
  const random = numbers(seed);
  const names = Array.from({ length: count }, (_, at) => `${words[at % words.length].replace(/^./, (letter) => letter.toUpperCase())}${at}`);
  const paths = Object.fromEntries(
    names.flatMap((name, at) => [
      [`/${words[at % words.length]}s-${at}`, { get: operation(random, 2 * at, name) }],
      [`/${words[at % words.length]}s-${at}/current`, { get: operation(random, 2 * at + 1, name) }],
    ]),
  );
  const problem = {
    type: 'object',
    required: ['type', 'title', 'status'],
    properties: { type: { type: 'string' }, title: { type: 'string' }, status: { type: 'integer' } },
  };
  return {
    openapi: '3.0.3',
    info: {
      title: 'خدمت نمونه',
      version: '1.0.0',
      description: 'قرارداد ساختگی برای سنجش سرعت',
      contact: { name: 'دستگاه نمونه', email: 'a@sample.gov.example' },
    },
    servers: [{ url: 'https://api.sample.gov.example/sample/v1', description: 'عملیاتی' }],
    tags: [{ name: 'خدمت', description: 'خدمت نمونه' }],
    security: [{ token: [] }],
    paths,
    components: {
      securitySchemes: { token: { type: 'http', scheme: 'bearer' } },
      responses: { Problem: { description: 'خطا', content: { 'application/problem+json': { schema: ref('schemas', 'Problem') } } } },
      schemas: { ...Object.fromEntries(names.map((name, at) => [name, schema(random, at, names)])), Problem: problem },
    },
  };
}

function write(file, text) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

/** Writes the documents of the bench below a folder and gives their names: `small`, `medium`, `large` in both forms, and a hundred small ones. */
export function writeContracts(folder) {
  const sizes = { small: 5, medium: 85, large: 680 };
  for (const [name, count] of Object.entries(sizes)) {
    const data = contract(count, 7);
    write(`${folder}/${name}.json`, JSON.stringify(data, null, 2));
    write(`${folder}/${name}.yaml`, stringify(data, { aliasDuplicateObjects: false, lineWidth: 120 }));
  }
  const hundred = Array.from({ length: 100 }, (_, at) => `${folder}/hundred/${at}.json`);
  for (const [at, file] of hundred.entries()) write(file, JSON.stringify(contract(2 + (at % 5), at + 1), null, 2));
  return { files: Object.keys(sizes).flatMap((name) => ['json', 'yaml'].map((form) => `${folder}/${name}.${form}`)), hundred };
}
