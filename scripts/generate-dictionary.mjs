/**
 * Generates docs/data-dictionary.{en,fa}.md: the members of every core vocabulary, the code schemes and the code lists. Reads the built suite. Run by
 * scripts/generate.mjs.
 */
import { writeFiles } from './generated-files.mjs';

const root = new URL('../', import.meta.url);
const built = new URL('../dist/src/', import.meta.url);
const folder = (name) => new URL(`profiles/${name}`, root).pathname;
const banner = '<!-- Generated from profiles/vocabularies, profiles/codelists and src/schemes by `npm run gen`. Do not edit. -->\n';

const words = {
  en: {
    title: 'Data dictionary',
    intro:
      'Core vocabularies, code schemes and code lists of the framework. Tier `proposal` is this project’s own proposal and no text of the Information Technology Organization.',
    vocabularies: 'Core vocabularies',
    schemes: 'Code schemes',
    lists: 'Code lists',
    member: ['member', 'Persian meaning', 'meaning', 'type', 'scheme or list', 'required', 'requirement', 'mapping', 'tier', 'source'],
    scheme: ['id', 'title', 'owner', 'algorithm', 'tier', 'source', 'example'],
    list: ['id', 'version', 'title', 'codes', 'owner', 'tier', 'valid from', 'source'],
    yes: 'yes',
    oneOf: 'one of these',
    forbidden: 'must not appear',
    facts: {
      version: 'version',
      tier: 'tier',
      source: 'source',
      concept: 'concept',
      requirements: 'requirements',
      mapping: 'mapping',
      none: 'none exists',
    },
  },
  fa: {
    title: 'واژه‌نامهٔ داده',
    intro:
      'واژگان پایه، شیوه‌های کدگذاری و فهرست‌های کد چارچوب. آنچه رستهٔ proposal دارد پیشنهاد همین پروژه است و متن سازمان فناوری اطلاعات ایران نیست.',
    vocabularies: 'واژگان پایه',
    schemes: 'شیوه‌های کدگذاری',
    lists: 'فهرست‌های کد',
    member: ['عضو', 'معنی', 'معنی انگلیسی', 'نوع', 'شیوهٔ کدگذاری یا فهرست', 'الزامی', 'الزام', 'نگاشت', 'رسته', 'منبع'],
    scheme: ['شناسه', 'عنوان', 'متولی', 'الگوریتم', 'رسته', 'منبع', 'نمونه'],
    list: ['شناسه', 'ویرایش', 'عنوان', 'شمار کدها', 'متولی', 'رسته', 'اعتبار از', 'منبع'],
    yes: 'بله',
    oneOf: 'یکی از این‌ها',
    forbidden: 'نباید بیاید',
    facts: { version: 'ویرایش', tier: 'رسته', source: 'منبع', concept: 'مفهوم', requirements: 'الزام‌ها', mapping: 'نگاشت', none: 'وجود ندارد' },
  },
};

const clean = (text) =>
  String(text ?? '')
    .replaceAll('|', '\\|')
    .replaceAll('<', '&lt;')
    .replaceAll('\n', ' ');
const row = (cells) => `| ${cells.join(' | ')} |\n`;
const table = (heads, rows) => `${[row(heads), row(heads.map(() => '---')), ...rows.map(row)].join('')}\n`;

/** A Latin run: isolated where the page runs from right to left. */
const latin = (lang) => (text) => (text === undefined || text === '' ? '' : lang === 'fa' ? `<bdi dir="ltr">${clean(text)}</bdi>` : clean(text));
/** Persian prose: its Latin runs isolated in a Persian page, the whole isolated in an English one. */
const isolated = (text) => clean(text).replace(/[A-Za-z][A-Za-z0-9]*(?:[ .:/-]+[A-Za-z0-9]+)*/g, '<bdi dir="ltr">$&</bdi>');
const persian = (lang) => (text) =>
  text === undefined || text === '' ? '' : lang === 'fa' ? isolated(text) : `<bdi dir="rtl" lang="fa">${clean(text)}</bdi>`;
const code = (lang) => (text) =>
  text === undefined || text === '' ? '' : lang === 'fa' ? `<bdi dir="ltr"><code>${clean(text)}</code></bdi>` : `\`${clean(text)}\``;
const writersOf = (lang) => ({ lang, text: words[lang], latin: latin(lang), persian: persian(lang), code: code(lang) });

const shortNames = [
  ['http://www.w3.org/ns/person#', 'person'],
  ['http://www.w3.org/ns/legal#', 'legal'],
  ['http://www.w3.org/ns/locn#', 'locn'],
  ['http://www.w3.org/ns/adms#', 'adms'],
  ['http://www.w3.org/ns/dcat#', 'dcat'],
  ['http://www.w3.org/ns/org#', 'org'],
  ['http://www.w3.org/ns/prov#', 'prov'],
  ['http://www.w3.org/2003/01/geo/wgs84_pos#', 'geo'],
  ['http://www.w3.org/2004/02/skos/core#', 'skos'],
  ['http://purl.org/vocab/cpsv#', 'cpsv'],
  ['http://purl.org/dc/terms/', 'dcterms'],
  ['http://data.europa.eu/m8g/', 'm8g'],
  ['http://xmlns.com/foaf/0.1/', 'foaf'],
  ['https://schema.org/', 'schema'],
];

/** `exactMatch [foaf:givenName](http://…)`, one a mapping. */
function mappingsOf(schema, { latin: write }) {
  return (schema['x-egif-mapping'] ?? [])
    .map(({ to, relation }) => {
      const [prefix, name] = shortNames.find(([uri]) => to.startsWith(uri)) ?? [to, to];
      const label = prefix === to ? to : `${name}:${to.slice(prefix.length)}`;
      return `${write(relation)} [${write(label)}](${to})`;
    })
    .join('<br>');
}

/** The kind of a value: its core type, the definition it refers to, or its JSON type and format. */
function kindOf(schema) {
  if (schema.$ref !== undefined) return schema.$ref.replace('#/$defs/', '');
  if (schema['x-egif-type'] !== undefined) return schema['x-egif-type'];
  if (schema.type === 'array') return `${kindOf(schema.items ?? {})}[]`;
  return [schema.type, schema.format].filter(Boolean).join(', ');
}

const schemeOf = (schema, known) => [known.has(schema.format) ? schema.format : undefined, schema['x-egif-codelist']].filter(Boolean);

function requiredOf(name, owner, { text }) {
  if ((owner.required ?? []).includes(name)) return text.yes;
  return (owner.anyOf ?? []).some((branch) => (branch.required ?? []).includes(name)) ? text.oneOf : '';
}

/** Rows of an object's members, those of parts without a type of their own below their member. */
function memberRows(owner, { prefix, tier, known, write }) {
  return Object.entries(owner.properties ?? {}).flatMap(([name, schema]) => {
    const forbidden = schema.not !== undefined;
    const item = schema.type === 'array' ? (schema.items ?? {}) : schema;
    const cells = [
      write.code(`${prefix}${name}`),
      write.persian(schema.description),
      write.latin(schema['x-egif-title-en']),
      forbidden ? '' : write.code(kindOf(schema)),
      schemeOf(item, known).map(write.code).join('<br>'),
      forbidden ? write.text.forbidden : requiredOf(name, owner, write),
      (schema['x-egif-requirements'] ?? []).map(write.code).join('<br>'),
      mappingsOf(schema, write),
      write.code(schema['x-egif-tier'] ?? tier),
      write.latin(schema['x-egif-source']),
    ];
    return [cells, ...memberRows(schema, { prefix: `${prefix}${name}.`, tier: schema['x-egif-tier'] ?? tier, known, write })];
  });
}

function factLines(schema, write) {
  const { facts } = write.text;
  const lines = [
    [facts.concept, write.code(schema['x-egif-concept'])],
    [facts.version, write.code(schema['x-egif-version'])],
    [facts.tier, write.code(schema['x-egif-tier'])],
    [facts.requirements, (schema['x-egif-requirements'] ?? []).map(write.code).join(' ')],
    [facts.mapping, mappingsOf(schema, write) || facts.none],
    [facts.source, write.latin(schema['x-egif-source'])],
  ];
  return lines
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `- ${name}: ${value}\n`)
    .join('');
}

function entitySection({ type, schema }, known, write) {
  const tier = schema['x-egif-tier'];
  const parts = Object.entries(schema.$defs ?? {}).filter(([, part]) => part['x-egif-type'] === undefined);
  const section = (owner) => table(write.text.member, memberRows(owner, { prefix: '', tier, known, write }));
  return [
    `### ${write.lang === 'fa' ? `${clean(schema.title)} (${write.latin(type)})` : type}\n\n`,
    `${write.lang === 'fa' ? write.persian(schema.description) : `${clean(schema['x-egif-title-en'])} (${write.persian(schema.title)})`}\n\n`,
    `${factLines(schema, write)}\n`,
    section(schema),
    ...parts.map(([name, part]) => `#### ${write.latin(`${type}: ${name}`)}\n\n${write.persian(part.description)}\n\n${section(part)}`),
  ].join('');
}

function schemeRows(schemes, write) {
  return [...schemes.values()].map(({ id, title, owner, algorithm, tier, source, valid }) => [
    write.code(id),
    write.lang === 'fa' ? write.persian(title.fa) : clean(title.en),
    write.latin(owner),
    write.code(algorithm),
    write.code(tier),
    write.latin(source),
    write.code(valid[0]),
  ]);
}

function listRows(codelists, write) {
  return [...codelists.values()].map(({ id, version, rows, description }) => [
    write.code(id),
    write.code(version),
    write.lang === 'fa' ? write.persian(description.title.fa) : clean(description.title.en),
    String(rows.length),
    write.latin(description.owner),
    write.code(description.tier),
    write.code(description.validity?.from),
    write.latin(description.source),
  ]);
}

function page(lang, { vocabularies, schemes, codelists }) {
  const write = writersOf(lang);
  const { text } = write;
  const known = new Set(schemes.keys());
  const body = [
    `# ${text.title}\n\n${write.lang === 'fa' ? write.persian(text.intro) : text.intro}\n\n## ${text.vocabularies}\n\n`,
    ...[...vocabularies.values()].map((vocabulary) => entitySection(vocabulary, known, write)),
    `## ${text.schemes}\n\n${table(text.scheme, schemeRows(schemes, write))}`,
    `## ${text.lists}\n\n${table(text.list, listRows(codelists, write))}`,
  ].join('');
  return banner + (lang === 'fa' ? `<div dir="rtl" lang="fa">\n\n${body}</div>\n` : body.replace(/\n$/, ''));
}

/** The two pages by their path in the tree. */
export async function dictionaryFiles() {
  const [{ loadVocabularies }, { loadCodelists }, { schemes }] = await Promise.all([
    import(new URL('profile/load-vocabularies.js', built)),
    import(new URL('profile/load-codelists.js', built)),
    import(new URL('schemes/registry.js', built)),
  ]);
  const sources = { vocabularies: await loadVocabularies(folder('vocabularies')), codelists: await loadCodelists(folder('codelists')), schemes };
  return new Map(['en', 'fa'].map((lang) => [`docs/data-dictionary.${lang}.md`, page(lang, sources)]));
}

if (import.meta.url === `file://${process.argv[1]}`) {
  const paths = await writeFiles(await dictionaryFiles());
  process.stdout.write(`${paths.length} pages changed\n`);
}
