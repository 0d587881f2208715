/**
 * `egif data`: the data and coding layers on files of records.
 *
 * Room     cli (floor 7).
 */
import { resolve } from 'node:path';
import { EgifError } from '../../errors.js';
import {
  type DataFormat,
  type DataOutcome,
  type DataReading,
  type DataSchema,
  type DataSource,
  entitySchema,
  loadDataSchema,
  runData,
} from '../../index/data.js';
import { readBounded, sha256 } from '../../index/files.js';
import { type Law, loadLaw } from '../../index/law.js';
import { loadMessages } from '../../index/words.js';
import { type Context, defineCommand } from '../command.js';
import { dataFormsIn, renderDataAs, writeDataForms } from './data-forms.js';
import { startDataProgress } from './data-progress.js';
import { demandFolder } from '../demand-folder.js';
import { type ExitStatus, worstOf } from '../exit.js';
import { places } from '../places.js';
import { printError } from '../print-error.js';
import { packageVersion } from '../version.js';

const statuses = { passed: 0, failed: 1, cantTell: 2 } as const;
const delimiters: Readonly<Record<string, ',' | ';' | '\t'>> = { ',': ',', ';': ';', '\t': '\t', comma: ',', semicolon: ';', tab: '\t' };
const formats: readonly DataFormat[] = ['ndjson', 'json', 'csv', 'xml'];
const maxSchemaOctets = 32 * 1024 * 1024;

/** The exit status of a report: a file that could not be read counts as input that is unreadable, whatever the others are. */
export function statusOfData({ report, errors }: DataOutcome): ExitStatus {
  const ofErrors = errors.map((error): ExitStatus => (error.exitStatus === 4 ? 4 : 3));
  const ofFiles = report.files.flatMap(({ error, verdict }): readonly ExitStatus[] => (error === undefined ? [statuses[verdict]] : []));
  return worstOf([...ofErrors, ...ofFiles]);
}

interface Wishes {
  readonly 'data-format': string | undefined;
  readonly delimiter: string | undefined;
  readonly records: string | undefined;
  readonly 'max-record-size': number | undefined;
  readonly xsd: string | undefined;
  readonly schema: string | undefined;
  readonly entity: string | undefined;
}

const usage = (message: string, mend = 'see egif data --help'): EgifError => new EgifError('USAGE', message, { mend });

/** A count that an option gives. Errors: USAGE. */
function countIn(option: string, value: number, least: number): number {
  if (!Number.isSafeInteger(value) || value < least) throw usage(`--${option} needs a whole number of at least ${least}`);
  return value;
}

function delimiterIn(text: string | undefined): ',' | ';' | '\t' | undefined {
  if (text === undefined) return undefined;
  const delimiter = Object.hasOwn(delimiters, text) ? delimiters[text] : undefined;
  if (delimiter === undefined) throw usage(`--delimiter is a comma, a semicolon or a tab; got ${text.slice(0, 20)}`, 'write --delimiter semicolon');
  return delimiter;
}

async function xsdOf(file: string | undefined, { world }: Context): Promise<DataReading['xsd']> {
  if (file === undefined) return undefined;
  const path = resolve(world.directory, file);
  const digest = sha256(await readBounded(path, maxSchemaOctets));
  return { path, used: { kind: 'xsd', ref: file, digest } };
}

async function readingOf(wishes: Wishes, context: Context): Promise<DataReading> {
  const format = formats.find((name) => name === wishes['data-format']);
  const delimiter = delimiterIn(wishes.delimiter);
  const size = wishes['max-record-size'];
  const xsd = await xsdOf(wishes.xsd, context);
  return {
    ...(format === undefined ? {} : { format }),
    ...(delimiter === undefined ? {} : { delimiter }),
    ...(wishes.records === undefined ? {} : { recordsAt: wishes.records }),
    ...(size === undefined ? {} : { recordOctets: countIn('max-record-size', size, 1) }),
    ...(xsd === undefined ? {} : { xsd }),
  };
}

async function schemaOf({ schema, entity }: Wishes, law: Law, { world }: Context): Promise<DataSchema | undefined> {
  if (schema !== undefined && entity !== undefined) throw usage('--schema and --entity both say what a record is', 'give one of the two');
  if (entity !== undefined) return entitySchema(entity, law.vocabularies);
  return schema === undefined ? undefined : loadDataSchema(schema, (file) => resolve(world.directory, file));
}

function sourcesOf(names: readonly string[], wishes: Wishes, { world }: Context): readonly DataSource[] {
  if (names.filter((name) => name === '-').length > 1) throw usage('standard input can be read once');
  if (names.includes('-') && wishes['data-format'] === undefined) {
    throw usage('the form of standard input is not known', 'name it with --data-format ndjson, json, csv or xml');
  }
  return names.map((name) => (name === '-' ? { stream: world.stdin, name: '-' } : { file: resolve(world.directory, name), name }));
}

interface Print {
  readonly json: boolean;
  readonly forms: readonly string[];
  readonly out: string | undefined;
}

async function print({ report, errors }: DataOutcome, { json, forms, out }: Print, context: Context): Promise<void> {
  const { world } = context;
  const messages = await loadMessages(places.messages);
  const [first = 'text'] = forms;
  const onStdout = json ? 'json' : out === undefined ? first : 'text';
  // The text tells of files that could not be read; beside any other form a person is told on stderr.
  if (!json && onStdout !== 'text') for (const error of errors) await printError(error, false, context);
  world.stdout.write(await renderDataAs(onStdout, report, { lang: context.lang, messages, color: context.colour }));
  if (out === undefined) return;
  const written = await writeDataForms(forms, report, { directory: resolve(world.directory, out), messages });
  if (!json) world.stdout.write(`${written.join('\n')}\n`);
}

export const command = defineCommand({
  usage: '<FILE…>',
  describe:
    'Check the codes and data of files: NDJSON, JSON, CSV, XML, read as a stream. `-` is standard input, with --data-format. Exit 0: nothing is wrong, 1: findings, 2: it cannot be told, 3: a file cannot be read.',
  examples: [
    ['egif data people.ndjson', 'every rule on codes, dates and text, by the names and values of the fields'],
    ['egif data people.csv --entity Person', 'and the records against the core vocabulary'],
    ['egif data dump.json --schema api.yaml#/components/schemas/Person --records /data', 'and against a component of a contract'],
    ['egif data people.csv --format html,sarif --out report', 'whole files into a folder'],
  ],
  persian: {
    describe:
      'کدها و داده‌های پرونده‌ها را بررسی می‌کند: NDJSON، JSON، CSV، XML، به شکل جریان. `-` ورودی استاندارد است، همراه --data-format. کد خروج ۰: درست، ۱: یافته دارد، ۲: نامعلوم، ۳: پرونده خواندنی نیست.',
    examples: [
      'همهٔ قاعده‌های کد و تاریخ و متن، از روی نام و مقدار فیلدها',
      'و رکوردها در برابر واژگان پایه',
      'و در برابر یک جزء از قرارداد',
      'پرونده‌های کامل در یک پوشه',
    ],
    options: {
      schema: 'JSON Schema 2020-12 (JSON یا YAML) برای سنجش هر رکورد، یا FILE#/pointer به درون آن یا به درون یک پروندهٔ OpenAPI',
      entity:
        'واژگان پایه برای سنجش هر رکورد: Person، LegalEntity، Address، Vehicle، RealEstate، Licence، Payment، Money، Period، Document، Event، Error، TrafficRecord، PublicService، Organisation',
      xsd: 'XML Schema برای سنجش سند XML',
      records: 'جای رکوردها: JSON Pointer به آرایه، یا نام عنصر XML',
      'data-format': 'شکل پرونده‌ها (پیش‌فرض: از نام و محتوا)',
      delimiter: 'جداکنندهٔ CSV: comma، semicolon یا tab (پیش‌فرض: comma؛ دیگری یافته است)',
      'max-findings': 'یافته‌هایی از هر پرونده که با جایشان نگه داشته می‌شوند؛ شمارش کامل است',
      'max-record-size': 'بیشینهٔ بایت‌های یک رکورد (پیش‌فرض: 1048576)',
      format: 'شکل‌ها با ویرگول: text، json، junit، sarif، html؛ بیش از یکی --out می‌خواهد',
      out: 'پوشه‌ای که شکل‌ها در آن نوشته می‌شوند',
    },
  },
  positionals: [1, 10_000],
  options: {
    schema: {
      type: 'string',
      describe: 'JSON Schema 2020-12 (JSON or YAML) that each record is held against, or FILE#/pointer into one or into an OpenAPI file',
    },
    entity: {
      type: 'string',
      describe:
        'core vocabulary that each record is held against: Person, LegalEntity, Address, Vehicle, RealEstate, Licence, Payment, Money, Period, Document, Event, Error, TrafficRecord, PublicService, Organisation',
    },
    xsd: { type: 'string', describe: 'XML Schema that an XML document is held against' },
    records: { type: 'string', describe: 'where the records stand: a JSON Pointer to the array, or the name of the XML element' },
    'data-format': { type: 'string', choices: ['ndjson', 'json', 'csv', 'xml'], describe: 'form of the files (default: by their name and content)' },
    delimiter: { type: 'string', describe: 'delimiter of CSV: comma, semicolon or tab (default: comma; others are a finding)' },
    'max-findings': { type: 'number', default: 1000, describe: 'findings of a file that are kept with their place; counting never stops' },
    'max-record-size': { type: 'number', describe: 'most octets of one record (default: 1048576)' },
    format: { type: 'string', default: 'text', describe: 'forms, comma-separated: text, json, junit, sarif, html; more than one needs --out' },
    out: { type: 'string', describe: 'folder to write the forms to' },
  },
  async run(args, context) {
    const forms = dataFormsIn(args.format);
    if (args.out === undefined && forms.length > 1) throw usage('more than one form needs a folder', 'name it with --out DIR');
    const maxFindings = countIn('max-findings', args['max-findings'], 1);
    const sources = sourcesOf(args._, args, context);
    const reading = await readingOf(args, context);
    // Before hours of reading whose report could not be kept.
    if (args.out !== undefined) await demandFolder(resolve(context.world.directory, args.out));
    const law = await loadLaw(places);
    const schema = await schemaOf(args, law, context);
    const progress = startDataProgress(context);
    const outcome = await runData({
      law,
      version: await packageVersion(),
      sources,
      ...(schema === undefined ? {} : { schema }),
      maxFindings,
      reading,
      onFile: (name) => progress.file(name),
      onProgress: (octets, records) => progress.read(octets, records),
    }).finally(() => progress.end());
    const [error] = outcome.errors;
    if (error !== undefined && sources.length === 1) throw error;
    await print(outcome, { json: args.json, forms, out: args.out }, context);
    return statusOfData(outcome);
  },
});
