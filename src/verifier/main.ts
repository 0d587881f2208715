/**
 * The verifier that stands apart, for those who pay by a certificate: one file, no dependency, no network, the same steps, codes and exit statuses as `egif verify`.
 *
 * scripts/bundle-verifier.mjs makes `dist/egif-verify.cjs` of it; what it must not import is handed in: how a report’s verdict follows from its rows, and what to
 * say about codes. docs/adr/0029 says what is inside.
 *
 * Room     verifier (floor 7).
 */
import { Refusal } from '../attestation/problem.js';
import { emptyState, keptAfter, readTrustState } from '../attestation/trust/trust-state.js';
import type { Derived } from '../attestation/verify-report.js';
import type { Report, TrustState } from '../contract/documents.js';
import { type Call, callOf, type Language, languageOf, UsageTrouble } from './call.js';
import { type Judged, judgeFiles, type JudgeInput, type Named } from './judge.js';
import { type CodeTable, headLine, plain, printed, reasonLines } from './print.js';
import { certificatesIn, openTrust } from './trust.js';

export interface VerifierParts {
  readonly version: string;
  readonly derive: (report: Report) => Derived;
  readonly codes: CodeTable;
}

export interface VerifierWorld {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Milliseconds. */
  now(): number;
  /** The octets of a file; throws where it cannot be read. */
  read(file: string): Uint8Array;
  /** `sha256:` of a file of any size that stands under a name beside another; undefined where none does. */
  digestBeside(file: string, name: string): string | undefined;
  /** Writes a file whole or not at all. */
  write(file: string, text: string): void;
  say(text: string): void;
  complain(text: string): void;
}

type Status = 0 | 1 | 2 | 3 | 4;
type Standing = 'valid' | 'invalid' | 'indeterminate';
const statusOf = (standing: Standing): Status => (standing === 'valid' ? 0 : standing === 'invalid' ? 1 : 2);
const worstFirst: readonly Status[] = [4, 3, 1, 2, 0];

const help: Readonly<Record<Language, string>> = {
  en: `Usage: node egif-verify.cjs FILE… --trust FILE [options]

Verifies certificates (.egifcert), signed reports and sealed decisions (.jws.json) offline.

  --trust FILE            freshness pack (.egiftrust), trust list, or for reports a PEM root; may be repeated
  --pin sha256:…          the trust list must have this digest
  --at INSTANT            instant of verification, RFC 3339 (default: now)
  --agency ID --service ID --origin URL --contract sha256:… --require-profile ID[@VERSION]
  --tier bronze|silver|gold --assurance L2|L3   what it must be about, and at least be
  --kind interoperability|participation|any      kind of a certificate (default: interoperability)
  --max-status-age 7d     how old status lists may be
  --state FILE            keeps what was seen, so that nothing older is believed later
  --signer ID             legal id that the seal must carry (of a report default: that of the agency; a decision needs it)
  --crl FILE --tsa-trust FILE --require-time-stamp   of a report
  --json --lang fa|en --help --version

Exit: 0 valid, 1 invalid, 2 cannot be told, 3 usage or unreadable input, 4 defect of the verifier
`,
  fa: `کاربرد: node egif-verify.cjs FILE… --trust FILE [گزینه‌ها]

گواهی‌نامه‌ها (.egifcert)، گزارش‌های امضاشده و تصمیم‌های مهرشده (.jws.json) را بدون شبکه راستی‌آزمایی می‌کند.

  --trust FILE            بستهٔ تازگی (.egiftrust)، فهرست اعتماد، یا برای گزارش‌ها ریشهٔ PEM؛ تکرارپذیر
  --pin sha256:…          چکیده‌ای که فهرست اعتماد باید داشته باشد
  --at INSTANT            زمان راستی‌آزمایی، RFC 3339 (پیش‌فرض: اکنون)
  --agency --service --origin --contract --require-profile --tier --assurance   آنچه باید دربارهٔ آن باشد
  --kind interoperability|participation|any      نوع گواهی‌نامه (پیش‌فرض: interoperability)
  --max-status-age 7d     بیشترین عمر فهرست‌های وضعیت
  --state FILE            آنچه دیده شده را نگه می‌دارد تا سپس چیز کهنه‌تری باور نشود
  --signer ID             شناسهٔ ملی‌ای که مهر باید داشته باشد (در گزارش پیش‌فرض: آن دستگاه؛ برای تصمیم لازم است)
  --crl FILE --tsa-trust FILE --require-time-stamp   در گزارش
  --json --lang fa|en --help --version

خروج: 0 معتبر، 1 نامعتبر، 2 نامعلوم، 3 کاربرد نادرست یا ورودی ناخوانا، 4 نقص راستی‌آزما
`,
};

function readAll(names: readonly string[], world: VerifierWorld): readonly Named[] {
  return names.map((file) => {
    try {
      return { file, octets: world.read(file) };
    } catch (error) {
      const why = error instanceof Error && 'code' in error ? String(error.code) : 'unreadable';
      throw new UsageTrouble({ en: `${file} cannot be read: ${why}`, fa: `${file} خوانده نمی‌شود: ${why}` });
    }
  });
}

const crlBlock = /-----BEGIN X509 CRL-----([\s\S]+?)-----END X509 CRL-----/g;
const sequenceTag = 0x30;

const crlsIn = ({ octets }: Named): readonly Uint8Array[] =>
  octets[0] === sequenceTag
    ? [octets]
    : [...Buffer.from(octets).toString('latin1').matchAll(crlBlock)].map(([, text = '']) => Buffer.from(text, 'base64'));

/** What was seen before; nothing yet where the file is not there. */
function stateIn(file: string, world: VerifierWorld): TrustState {
  let octets: Uint8Array;
  try {
    octets = world.read(file);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return emptyState;
    throw new UsageTrouble({ en: `${file} cannot be read`, fa: `${file} خوانده نمی‌شود` });
  }
  try {
    return readTrustState(octets);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    throw new UsageTrouble({ en: `${file} does not hold what was seen: restore it`, fa: `${file} پروندهٔ دیده‌ها نیست: آن را بازگردانید` });
  }
}

/** Keeps what the valid certificates have shown. */
function keep(judged: readonly Judged[], { call, trust, state }: JudgeInput, world: VerifierWorld): void {
  if (call.state === undefined || state === undefined) return;
  const seen = judged.flatMap((each) =>
    each.kind === 'certificate' && each.verification.standing === 'valid' && each.verification.seen !== undefined ? [each.verification.seen] : [],
  );
  const kept = keptAfter(state, seen, trust.pack?.checkpoint);
  if (kept !== undefined) world.write(call.state, `${JSON.stringify(kept, null, 2)}\n`);
}

function inputOf(call: Call, parts: VerifierParts, world: VerifierWorld): JudgeInput {
  const at = call.at ?? world.now();
  const seen = call.state === undefined ? {} : { state: stateIn(call.state, world) };
  return {
    trust: openTrust(readAll(call.trust, world), { at, ...(call.pin === undefined ? {} : { pin: call.pin }), ...seen }),
    ...seen,
    digestBeside: (file, name) => world.digestBeside(file, name),
    at,
    call,
    crls: readAll(call.crls, world).flatMap(crlsIn),
    timeStampRoots: readAll(call.timeStampTrust, world).flatMap(({ octets, file }) => certificatesIn(octets, file)),
    derive: parts.derive,
  };
}

function sayAll(judged: readonly Judged[], { json, lang }: Call, { codes }: VerifierParts, world: VerifierWorld): void {
  const [only, ...more] = judged;
  if (json) {
    const value = only !== undefined && more.length === 0 ? plain(only) : judged.map((each) => ({ file: each.file, ...plain(each) }));
    world.say(`${JSON.stringify(value, null, 2)}\n`);
    return;
  }
  for (const each of judged) world.say(`${judged.length > 1 ? `${each.file}\n` : ''}${printed(each, { lang, codes })}`);
}

function refused({ code, message: detail, standing }: Refusal, { json, lang }: Call, { codes }: VerifierParts, world: VerifierWorld): Status {
  const finding = { standing, code, detail };
  world.say(
    json
      ? `${JSON.stringify({ ...finding, notChecked: ['certificate'] }, null, 2)}\n`
      : `${[headLine('trust-list', finding, lang), ...reasonLines(finding, { lang, codes })].join('\n')}\n`,
  );
  return statusOf(standing);
}

async function verify(call: Call, parts: VerifierParts, world: VerifierWorld): Promise<Status> {
  const files = readAll(call.files, world);
  let input: JudgeInput;
  try {
    input = inputOf(call, parts, world);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return refused(error, call, parts, world);
  }
  const judged = await judgeFiles(files, input);
  keep(judged, input, world);
  sayAll(judged, call, parts, world);
  const statuses = judged.map(({ verification }) => statusOf(verification.standing));
  return worstFirst.find((status) => statuses.includes(status)) ?? 0;
}

/** Runs one command line; gives the exit status. Never throws. */
export async function runVerifier(argv: readonly string[], parts: VerifierParts, world: VerifierWorld): Promise<Status> {
  const lang = languageOf(argv, world.environment);
  try {
    const call = callOf(argv, lang);
    if (call === 'help' || call === 'version') {
      world.say(call === 'help' ? help[lang] : `${parts.version}\n`);
      return 0;
    }
    return await verify(call, parts, world);
  } catch (error) {
    const isUsage = error instanceof UsageTrouble;
    const text = isUsage ? error.said[lang] : error instanceof Error ? error.message : String(error);
    if (argv.includes('--json')) world.say(`${JSON.stringify({ error: { code: isUsage ? 'USAGE' : 'INTERNAL', message: text } }, null, 2)}\n`);
    else world.complain(`egif-verify: ${text}\n`);
    return isUsage ? 3 : 4;
  }
}
