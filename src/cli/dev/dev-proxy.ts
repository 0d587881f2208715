/**
 * `egif dev proxy`: stands before a server and makes the way to it bad.
 *
 * Room     cli (floor 7). Part of `egif dev`.
 */
import { resolve } from 'node:path';
import type { Options } from 'yargs';
import { startProxy, type ProxyOptions } from '../../dev/proxy.js';
import type { Deeds, ProxyRule, ProxyScript } from '../../dev/proxy-script.js';
import { readProxyScript, type LoadedScript } from '../../dev/read-proxy-script.js';
import type { EgifError } from '../../errors.js';
import { readBounded } from '../../index/files.js';
import type { Context } from '../command.js';
import type { ExitStatus } from '../exit.js';
import { seeHelp, type Said, usageError } from '../usage-error.js';

/** The proxy's options of `egif dev`. */
export const proxyOptions = {
  target: { type: 'string', describe: 'proxy: origin of the server behind it, https://127.0.0.1:8443' },
  listen: { type: 'string', default: '127.0.0.1:0', describe: 'proxy: loopback address and port; port 0 is a free one' },
  lose: { type: 'number', describe: 'proxy: share of requests that are lost, 0 to 100' },
  'lose-by': {
    type: 'string',
    choices: ['reset', 'silence'],
    default: 'reset',
    describe: 'proxy: a lost request resets its connection, or nothing ever comes',
  },
  delay: { type: 'number', describe: 'proxy: milliseconds that each request waits' },
  'cut-after': { type: 'number', describe: 'proxy: octets of an answer after which its connection is cut' },
  corrupt: { type: 'number', describe: 'proxy: octets of each answer that are changed' },
  'restart-every': { type: 'number', describe: 'proxy: milliseconds between restarts: every connection is reset, nobody listens for a while' },
  'restart-for': { type: 'number', default: 1000, describe: 'proxy: milliseconds that a restart takes' },
  script: { type: 'string', describe: 'proxy: YAML file with rules; the options come before it' },
  'proxy-seed': { type: 'string', default: 'proxy', describe: 'proxy: what is lost and corrupted follows from it' },
  certificate: { type: 'string', describe: 'proxy: PEM file; with it and --key messages of HTTPS can be rewritten, else TLS goes through unread' },
  key: { type: 'string', describe: 'proxy: PEM file of the private key' },
  'trust-target': { type: 'string', describe: 'proxy: PEM file of a root for the certificate of the target' },
} as const satisfies Record<string, Options>;

/** The same in Persian, for help. */
export const proxyOptionsInPersian: Readonly<Record<keyof typeof proxyOptions, string>> = {
  target: 'پیشکار: نشانی کارساز پشت آن، مانند https://127.0.0.1:8443',
  listen: 'پیشکار: نشانی حلقهٔ محلی و درگاه؛ درگاه ۰ یعنی هر درگاه آزاد',
  lose: 'پیشکار: سهم درخواست‌هایی که گم می‌شوند، ۰ تا ۱۰۰',
  'lose-by': 'پیشکار: درخواست گم‌شده اتصال را می‌گسلد (reset) یا هرگز پاسخی نمی‌آید (silence)',
  delay: 'پیشکار: درنگ هر درخواست به هزارم ثانیه',
  'cut-after': 'پیشکار: شمار هشت‌بیتی‌های پاسخ که پس از آن اتصال بریده می‌شود',
  corrupt: 'پیشکار: شمار هشت‌بیتی‌هایی از هر پاسخ که دگرگون می‌شوند',
  'restart-every': 'پیشکار: فاصلهٔ بازراه‌اندازی‌ها به هزارم ثانیه: همهٔ اتصال‌ها گسسته می‌شوند و چندی کسی گوش نمی‌دهد',
  'restart-for': 'پیشکار: درازای هر بازراه‌اندازی به هزارم ثانیه',
  script: 'پیشکار: پروندهٔ YAML با قاعده‌ها؛ گزینه‌ها پیش از آن می‌آیند',
  'proxy-seed': 'پیشکار: آنچه گم یا دگرگون می‌شود از این بذر پیروی می‌کند',
  certificate: 'پیشکار: پروندهٔ PEM؛ با آن و ‎--key پیام‌های HTTPS بازنویسی‌پذیرند، وگرنه TLS ناخوانده می‌گذرد',
  key: 'پیشکار: پروندهٔ PEM کلید خصوصی',
  'trust-target': 'پیشکار: پروندهٔ PEM ریشه برای گواهی کارساز پشت',
};

/** The options as they come from the command line. */
export interface ProxyWishes {
  readonly target: string | undefined;
  readonly listen: string;
  readonly lose: number | undefined;
  readonly 'lose-by': string;
  readonly delay: number | undefined;
  readonly 'cut-after': number | undefined;
  readonly corrupt: number | undefined;
  readonly 'restart-every': number | undefined;
  readonly 'restart-for': number;
  readonly script: string | undefined;
  readonly 'proxy-seed': string;
  readonly certificate: string | undefined;
  readonly key: string | undefined;
  readonly 'trust-target': string | undefined;
}

const refuse = (said: Said): EgifError => usageError(said, seeHelp('dev'));

function targetOf(text: string | undefined): URL {
  const url = text !== undefined && URL.canParse(text) ? new URL(text) : undefined;
  if (url !== undefined && ['http:', 'https:'].includes(url.protocol) && url.pathname === '/' && url.search === '') return url;
  throw refuse({ en: '--target is no origin such as https://127.0.0.1:8443', fa: 'گزینهٔ --target نشانی‌ای مانند https://127.0.0.1:8443 نیست' });
}

const highestPort = 65_535;

/** Address and port; only of the loopback, for a proxy that others could reach would be a door. */
function listenOf(text: string): ProxyOptions['listen'] {
  const [, v6, v4, digits = ''] = /^(?:\[(::1)\]|(127\.\d{1,3}\.\d{1,3}\.\d{1,3})):(\d{1,5})$/.exec(text) ?? [];
  const host = v6 ?? v4;
  if (host !== undefined && Number(digits) <= highestPort) return { host, port: Number(digits) };
  throw refuse({
    en: '--listen is no loopback address with a port, such as 127.0.0.1:9443',
    fa: 'گزینهٔ --listen نشانی حلقهٔ محلی با درگاه نیست، مانند 127.0.0.1:9443',
  });
}

function demandWhole(name: string, value: number | undefined, most = 2_147_483_647): void {
  if (value === undefined || (Number.isInteger(value) && value >= 0 && value <= most)) return;
  throw refuse({ en: `--${name} is no whole number from 0 to ${most}`, fa: `گزینهٔ --${name} عددی درست از ۰ تا ${most} نیست` });
}

/** Rules of the options, before those of the script. */
function rulesOf(wishes: ProxyWishes): readonly ProxyRule[] {
  demandWhole('delay', wishes.delay);
  demandWhole('cut-after', wishes['cut-after']);
  demandWhole('corrupt', wishes.corrupt);
  if (wishes.lose !== undefined && !(wishes.lose >= 0 && wishes.lose <= 100))
    throw refuse({ en: '--lose is no number from 0 to 100', fa: 'گزینهٔ --lose عددی از ۰ تا ۱۰۰ نیست' });
  const always: Deeds = {
    ...(wishes.delay === undefined ? {} : { delay: wishes.delay }),
    ...(wishes['cut-after'] === undefined ? {} : { cutAfter: wishes['cut-after'] }),
    ...(wishes.corrupt === undefined ? {} : { corrupt: wishes.corrupt }),
  };
  const lose = wishes['lose-by'] === 'silence' ? 'silence' : 'reset';
  return [
    ...(Object.keys(always).length === 0 ? [] : [{ do: always }]),
    ...(wishes.lose === undefined ? [] : [{ when: { percent: wishes.lose }, do: { lose } satisfies Deeds }]),
  ];
}

function scriptOf(wishes: ProxyWishes, loaded: LoadedScript): ProxyScript {
  demandWhole('restart-every', wishes['restart-every']);
  demandWhole('restart-for', wishes['restart-for']);
  const every = wishes['restart-every'];
  const restart = every === undefined || every === 0 ? loaded.restart : { every, for: wishes['restart-for'] };
  return { seed: loaded.seed ?? wishes['proxy-seed'], rules: [...rulesOf(wishes), ...loaded.rules], ...(restart === undefined ? {} : { restart }) };
}

const longestPem = 1024 * 1024;

async function certificateOf(wishes: ProxyWishes, read: (file: string) => Promise<string>): Promise<Pick<ProxyOptions, 'certificate' | 'trust'>> {
  const { certificate, key, 'trust-target': trust } = wishes;
  if ((certificate === undefined) !== (key === undefined))
    throw refuse({ en: '--certificate and --key go together', fa: 'گزینه‌های --certificate و --key با هم می‌آیند' });
  return {
    ...(certificate === undefined || key === undefined ? {} : { certificate: { chainPem: await read(certificate), privateKeyPem: await read(key) } }),
    ...(trust === undefined ? {} : { trust: await read(trust) }),
  };
}

/** Runs the proxy until it is interrupted; SIGHUP restarts it once. Says on standard output when it is ready, and at the end what it did. */
export async function serveProxy(wishes: ProxyWishes, { world }: Context): Promise<ExitStatus> {
  const at = (file: string): string => resolve(world.directory, file);
  const read = async (file: string): Promise<string> => (await readBounded(at(file), longestPem)).toString('utf8');
  const loaded: LoadedScript = wishes.script === undefined ? { rules: [] } : await readProxyScript(at(wishes.script));
  const proxy = await startProxy({
    target: targetOf(wishes.target),
    listen: listenOf(wishes.listen),
    script: scriptOf(wishes, loaded),
    ...(await certificateOf(wishes, read)),
  });
  const say = (what: object): void => {
    world.stdout.write(`${JSON.stringify(what)}\n`);
  };
  say({ ready: true, origin: proxy.origin, mode: proxy.mode });
  const again = (): void => {
    proxy.restart(wishes['restart-for']).catch(() => undefined);
  };
  process.on('SIGHUP', again);
  await new Promise<void>((ended) => {
    process.once('SIGTERM', ended);
    process.once('SIGINT', ended);
  });
  process.off('SIGHUP', again);
  await proxy.close();
  say(proxy.counts());
  return 0;
}
