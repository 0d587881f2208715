/**
 * `egif dev`: a loopback sample agency with named faults, a proxy that makes the way to a server bad, a test PKI and a time-stamp authority. For trying
 * the suite out; never for certification.
 *
 * Room     cli (floor 7).
 */
import { basename, dirname, join, resolve } from 'node:path';
import { type AgencyKind, agencyKinds, kindOf } from '../../dev/kinds.js';
import { createPki } from '../../dev/pki.js';
import { writePki } from '../../dev/write-pki.js';
import { EgifError } from '../../errors.js';
import { writeWhole } from '../../index/files.js';
import { nearest } from '../../index/words.js';
import { type Context, defineCommand } from '../command.js';
import { proxyOptions, proxyOptionsInPersian, serveProxy } from './dev-proxy.js';
import { serveTsa } from './dev-tsa.js';
import type { ExitStatus } from '../exit.js';
import { parseArguments } from '../parse.js';

interface AgencyWishes {
  readonly kind: AgencyKind;
  readonly port: number | undefined;
  readonly publicPort: number | undefined;
  readonly faults: readonly string[];
  readonly statement: string;
}

function demandKnown(faults: readonly string[], kind: AgencyKind): void {
  const known = kind.faults.map(({ name }) => name);
  for (const fault of faults) {
    if (known.includes(fault)) continue;
    const near = nearest(fault, known);
    throw new EgifError('FAULT_UNKNOWN', `there is no fault ${fault}`, {
      mend: near === undefined ? 'see egif dev agency --list-faults' : `did you mean ${near}?`,
    });
  }
}

/** Highest number of a port (RFC 9293 §3.1: sixteen bits). */
const highestPort = 65_535;

function demandPort(name: string, port: number | undefined): void {
  if (port === undefined || (Number.isInteger(port) && port >= 0 && port <= highestPort)) return;
  throw new EgifError('USAGE', `--${name} is no number of a port`, {
    mend: `a whole number from 0 to ${highestPort}`,
    persian: { message: `گزینهٔ --${name} شمارهٔ درگاه نیست`, mend: `عددی درست از ۰ تا ${highestPort}` },
  });
}

function printFaults({ faults: rows }: AgencyKind, json: boolean, { world, lang }: Context): ExitStatus {
  if (json) world.stdout.write(`${JSON.stringify(rows, null, 2)}\n`);
  else
    for (const { name, requirements, describe } of rows)
      world.stdout.write(`${name.padEnd(30)} ${requirements.join(' ')}\n${' '.repeat(31)}${describe[lang]}\n`);
  return 0;
}

async function open(wishes: AgencyWishes, { world }: Context) {
  demandKnown(wishes.faults, wishes.kind);
  const directory = dirname(wishes.statement);
  return wishes.kind.start({
    faults: wishes.faults,
    directory,
    statementName: basename(wishes.statement),
    clock: () => world.now(),
    ...(wishes.port === undefined ? {} : { port: wishes.port }),
    ...(wishes.publicPort === undefined ? {} : { publicPort: wishes.publicPort }),
  });
}

async function serve(wishes: AgencyWishes, context: Context): Promise<ExitStatus> {
  const agency = await open(wishes, context);
  context.world.stdout.write(`${JSON.stringify({ ready: true, baseUrl: agency.baseUrl, statement: agency.statement })}\n`);
  await new Promise<void>((ended) => {
    process.once('SIGTERM', ended);
    process.once('SIGINT', ended);
  });
  await agency.close();
  return 0;
}

/** Starts the agency, runs `egif run` on it with the remaining options, stops it; the exit status is that of the run. */
async function serveAndRun(wishes: AgencyWishes, rest: readonly string[], context: Context): Promise<ExitStatus> {
  const { command: run } = await import('../run/run.js');
  const args = await parseArguments('run', run, [wishes.statement, '--allow-network', '127.0.0.0/8', ...rest]);
  const agency = await open(wishes, context);
  context.world.stderr.write(`${JSON.stringify({ ready: true, baseUrl: agency.baseUrl, statement: agency.statement })}\n`);
  try {
    return await run.run(args, context);
  } finally {
    await agency.close();
  }
}

/**
 * Besides the certificates and keys one by one: `seal.pem`, key and chain of the seal in one file, as `--sign file:` takes it; and in `nation/` a whole test nation
 * under the same authorities.
 */
async function makePki(
  directory: string,
  { agency, witnessPort, json }: { readonly agency: string | undefined; readonly witnessPort: number; readonly json: boolean },
  { world }: Context,
): Promise<ExitStatus> {
  demandPort('witness-port', witnessPort);
  const pki = createPki({ clock: () => world.now() });
  const { files, rootCertificate } = await writePki(pki, directory);
  const seal = join(directory, 'seal.pem');
  await writeWhole(seal, `${pki.signer.privateKeyPem.trim()}\n${pki.signer.chainPem}`, 0o600);
  const { foundNation } = await import('./dev-nation.js');
  const nation = await foundNation({
    directory: join(directory, 'nation'),
    pki,
    agency: agency === undefined ? undefined : resolve(world.directory, agency),
    witnessPorts: [witnessPort, witnessPort + 1],
    world,
  });
  world.stdout.write(
    json
      ? `${JSON.stringify({ directory, root: rootCertificate, seal, nation, files: [...files, seal] }, null, 2)}\n`
      : `${rootCertificate}\n${seal}\n${nation}\n`,
  );
  return 0;
}

export const command = defineCommand({
  usage: '<agency|proxy|pki|witnesses|tsa> [directory] [-- options of egif run]',
  describe:
    'A loopback sample agency with named faults (agency), a proxy that cuts, delays, loses, corrupts and rewrites (proxy), a test PKI with a whole test nation (pki), its witnesses (witnesses), and a time-stamp authority (tsa). ' +
    'For trying out; nothing of it can be certified.',
  examples: [
    ['egif dev agency --run -- --profile three-layers', 'start the agency, test it, stop it'],
    ['egif dev agency --fault no-hsts --run -- --profile three-layers --fail-on any', 'the same with one fault'],
    ['egif dev agency --port 8443 --public-port 9443', 'the agency behind a proxy: its statement names the port of the proxy'],
    ['egif dev proxy --target https://127.0.0.1:8443 --listen 127.0.0.1:9443 --lose 10', 'one request in ten is lost on its way'],
    ['egif dev agency --kind soap --run -- --profile soap-legacy-provider', 'the same for an agency that offers SOAP'],
    ['egif dev pki egif-out/pki', 'root, intermediate, server and seal for tests, and in nation/ a whole test nation'],
    ['egif dev tsa egif-out/tsa --port 8318', 'a time-stamp authority; its root and revocation list are written into the folder'],
    ['egif dev tsa land/nation --port 8318', 'the time-stamp authority of a test nation'],
  ],
  persian: {
    describe:
      'دستگاه نمونهٔ محلی با خطاهای نام‌دار (agency)، پیشکاری که می‌برد، درنگ می‌کند، گم می‌کند، دگرگون می‌کند و بازمی‌نویسد (proxy)، زیرساخت کلید آزمایشی (pki) و مرجع مهر زمانی (tsa). ' +
      'برای آزمودن است و هیچ چیز آن گواهی نمی‌شود.',
    examples: [
      'دستگاه را راه می‌اندازد، می‌آزماید و بازمی‌ایستاند',
      'همان با یک خطا',
      'دستگاه پشت پیشکار: اظهارنامه‌اش درگاه پیشکار را می‌گوید',
      'از هر ده درخواست یکی در راه گم می‌شود',
      'همان برای دستگاهی که خدمت SOAP می‌دهد',
      'ریشه، میانی، کارساز و مهر برای آزمون',
      'مرجع مهر زمانی؛ ریشه و فهرست ابطال آن در پوشه نوشته می‌شود',
      'مرجع مهر زمانی کشور آزمایشی',
    ],
    options: {
      kind: 'گونهٔ دستگاه: rest یا soap یا event یا consumer یا signed',
      port: 'درگاه دستگاه نمونه یا مرجع مهر زمانی (پیش‌فرض: هر درگاه آزاد)',
      'public-port': 'درگاهی که اظهارنامه می‌گوید؛ درگاه پیشکاری که پیش از دستگاه ایستاده است',
      fault: 'خطای نام‌دار؛ تکرارپذیر',
      'list-faults': 'فهرست خطاها با الزام‌هایی که می‌شکنند',
      statement: 'جای نوشتن اظهارنامه',
      run: 'اجرای egif run بر آن با گزینه‌های پس از --',
      agency: 'اظهارنامهٔ دستگاهی که در فهرست دستگاه‌های کشور آزمایشی می‌آید (pki)',
      'witness-port': 'درگاه نخستین گواه کشور آزمایشی؛ دومی درگاه پس از آن را دارد (pki)',
      ...proxyOptionsInPersian,
    },
  },
  positionals: [1, 2],
  handsOn: true,
  options: {
    kind: {
      type: 'string',
      choices: agencyKinds.map(({ name }) => name),
      default: 'rest',
      describe: 'kind of the agency: rest, soap, event, consumer, or signed',
    },
    port: { type: 'number', describe: 'port of the agency or the time-stamp authority (default: a free one)' },
    'public-port': { type: 'number', describe: 'port that its statement names: that of a proxy before it' },
    fault: { array: true, type: 'string', default: [], describe: 'named fault; may be repeated' },
    'list-faults': { type: 'boolean', default: false, describe: 'list the faults with the requirements they break' },
    statement: { type: 'string', default: 'egif-out/dev/agency.yaml', describe: 'where to write the statement' },
    run: { type: 'boolean', default: false, describe: 'run egif run on it with the options after --' },
    agency: { type: 'string', describe: 'statement of the agency that the directory of the test nation holds (pki)' },
    'witness-port': { type: 'number', default: 8471, describe: 'port of the first witness of the test nation; the second has the next (pki)' },
    ...proxyOptions,
  },
  async run(args, context) {
    const [what = '', directory] = args._;
    const { world } = context;
    if (what === 'pki') {
      const wish = { agency: args.agency, witnessPort: args['witness-port'], json: args.json };
      return makePki(resolve(world.directory, directory ?? 'egif-out/pki'), wish, context);
    }
    if (what === 'witnesses') return (await import('./dev-witnesses.js')).serveWitnesses(directory ?? 'egif-out/pki/nation/nation.yaml', context);
    if (what === 'proxy') return serveProxy(args, context);
    if (what === 'tsa') {
      demandPort('port', args.port);
      return serveTsa(resolve(world.directory, directory ?? 'egif-out/tsa'), args.port, context);
    }
    if (what !== 'agency')
      throw new EgifError('USAGE', `egif dev has no ${what}`, {
        mend: 'egif dev agency, egif dev proxy, egif dev pki, egif dev witnesses or egif dev tsa',
        persian: {
          message: `فرمان egif dev چیزی به نام ${what} ندارد`,
          mend: 'egif dev agency یا egif dev proxy یا egif dev pki یا egif dev witnesses یا egif dev tsa',
        },
      });
    const kind = kindOf(args.kind) ?? agencyKinds[0];
    if (args['list-faults']) return printFaults(kind, args.json, context);
    demandPort('port', args.port);
    demandPort('public-port', args['public-port']);
    const wishes = {
      kind,
      port: args.port,
      publicPort: args['public-port'],
      faults: args.fault,
      statement: resolve(world.directory, args.statement),
    };
    return args.run ? serveAndRun(wishes, args['--'] ?? [], context) : serve(wishes, context);
  },
});
