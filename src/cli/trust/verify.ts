/**
 * `egif verify`: does a signed report hold, and does its evidence give the same verdicts again? Does a certificate stand? The files say which of both is asked.
 *
 * Room     cli (floor 7).
 */
import { dirname, join, resolve } from 'node:path';
import { stat } from 'node:fs/promises';
import { EgifError } from '../../errors.js';
import { readBounded } from '../../contract/read-bounded.js';
import type { Verification } from '../../index/seals.js';
import { ageOf } from '../age.js';
import { bundlesIn } from './bundles-in.js';
import { type Context, defineCommand } from '../command.js';
import type { ExitStatus } from '../exit.js';
import { instantOrNow } from '../instant.js';
import { places } from '../places.js';

const maxBytes = 64 * 1024 * 1024;

function statusOf({ standing }: Verification): ExitStatus {
  return standing === 'valid' ? 0 : standing === 'invalid' ? 1 : 2;
}

async function printed(verification: Verification, { lang }: Context): Promise<string> {
  const [{ loadMessages, messageOf }, { detailIn }] = await Promise.all([import('../../index/words.js'), import('../detail-in.js')]);
  const messages = await loadMessages(places.messages);
  const fa = lang === 'fa';
  const word = (key: string): string => messages.texts.get(key)?.[lang] ?? key;
  const { report, signer, timeStamp } = verification;
  const head = { valid: fa ? 'معتبر' : 'valid', invalid: fa ? 'نامعتبر' : 'invalid', indeterminate: fa ? 'نامعلوم' : 'cannot be told' }[
    verification.standing
  ];
  const lines = [
    `${fa ? 'امضای گزارش' : 'signed report'}: ${head}`,
    ...(verification.code === undefined
      ? []
      : [
          `  ${verification.code}: ${messageOf(messages, verification.code, lang).title}`,
          `  ${detailIn(verification.detail ?? '', messages, lang)}`,
          `  ${messageOf(messages, verification.code, lang).mend}`,
        ]),
    ...(report === undefined
      ? []
      : [
          `  ${fa ? 'دستگاه' : 'agency'} ${report.subject.agency.legalPersonId} · ${fa ? 'خدمت' : 'service'} ${report.subject.service.id} · ${report.profile.ref} · ${word(`word-outcome-${report.verdict}`)}`,
        ]),
    ...(signer === undefined ? [] : [`  ${fa ? 'مهر' : 'seal'} ${signer.name} ${signer.legalId ?? ''} · ${signer.signedAt}`]),
    ...(timeStamp === undefined ? [] : [`  ${fa ? 'مهر زمانی' : 'time stamp'} ${timeStamp.authority} · ${timeStamp.time}`]),
    `  ${fa ? 'شواهد دوباره داوری شد' : 'evidence judged again'}: ${verification.recomputed ? (fa ? 'بلی، یکسان' : 'yes, identical') : fa ? 'خیر' : 'no'}`,
    `  ${fa ? 'بررسی نشد' : 'not checked'}: ${verification.notChecked.map((name) => word(`unchecked-${name}`)).join(fa ? '، ' : ', ')}`,
  ];
  return `${lines.join('\n')}\n`;
}

export const command = defineCommand({
  usage: '<report.jws.json|decision.jws.json|FILE.egifcert|FOLDER…>',
  describe:
    'Verify a signed report or a certificate offline. Of a report: envelope, strict certificate chain to the pinned roots, consistency; with --recompute the stored evidence is judged again. Of a certificate: log, seal, contents, status, and what is expected; a folder or several files are verified as a batch.',
  examples: [
    ['egif verify egif-out/run/report.jws.json --trust root.pem --recompute', 'all of it, with the evidence beside the report'],
    [
      'egif verify report.jws.json --trust root.pem --crl ca.crl --tsa-trust tsa-root.pem --require-time-stamp',
      'as of the time stamp, and not revoked',
    ],
    ['egif verify service.egifcert --trust nation.egiftrust --service 99990000000', 'a certificate, with the freshness pack'],
    ['egif verify certificates/ --trust nation.egiftrust --json', 'every certificate of a folder, with a summary'],
  ],
  persian: {
    describe:
      'گزارش امضاشده یا گواهی‌نامه را برون‌خط راستی‌آزمایی می‌کند. از گزارش: پوشش، زنجیرهٔ سخت‌گیرانهٔ گواهی‌ها تا ریشه‌های نام‌برده، سازگاری؛ با --recompute شواهد دوباره داوری می‌شوند. از گواهی‌نامه: دفتر، مهر، محتوا، وضعیت و آنچه انتظار می‌رود؛ پوشه یا چند پرونده یک‌جا راستی‌آزمایی می‌شوند.',
    examples: ['همه، با شواهد کنار گزارش', 'به زمان مهر زمانی، و باطل‌نشده', 'گواهی‌نامه با بستهٔ اعتماد', 'همهٔ گواهی‌نامه‌های یک پوشه با خلاصه'],
    options: {
      trust: 'پروندهٔ PEM با گواهی‌های ریشه، فهرست اعتماد یا بستهٔ اعتماد؛ تکرارپذیر',
      crl: 'پروندهٔ فهرست ابطال، DER یا PEM؛ با آن هر صادرکننده باید یکی داشته باشد؛ تکرارپذیر',
      'tsa-trust': 'پروندهٔ PEM با ریشه‌های مرجع‌های مهر زمانی؛ تکرارپذیر',
      'require-time-stamp': 'گزارشی که امضایش مهر زمانی ندارد پذیرفته نیست',
      evidence: 'پوشهٔ شواهد (پیش‌فرض: evidence کنار گزارش)',
      recompute: 'شواهد دوباره داوری و مقایسه شوند',
      offline: 'بی شبکه (راستی‌آزمایی هرگز شبکه نمی‌خواهد)',
      at: 'زمان راستی‌آزمایی، RFC 3339 (پیش‌فرض: اکنون)',
      agency: 'باید دربارهٔ این دستگاه باشد (شناسهٔ ملی)',
      service: 'باید دربارهٔ این خدمت باشد',
      origin: 'باید دربارهٔ این مبدأ باشد',
      'require-profile': 'باید دربارهٔ این نمایه باشد (id یا id@version)',
      contract: 'گواهی‌نامه باید دربارهٔ قرارداد با این چکیده باشد (sha256:…)',
      kind: 'گواهی‌نامه باید از این گونه باشد؛ گواهی‌نامهٔ مشارکت دربارهٔ خدمت چیزی نمی‌گوید',
      tier: 'گواهی‌نامه دست‌کم در این سطح باشد',
      assurance: 'گواهی‌نامه دست‌کم با این اطمینان باشد',
      'max-status-age': 'بیشینهٔ کهنگی فهرست‌های وضعیت گواهی‌نامه، مانند 12h یا 7d',
      state: 'پرونده‌ای که دیده‌ها را نگه می‌دارد تا بعدها چیزی کهنه‌تر باور نشود',
      signer: 'شناسهٔ ملی‌ای که مهر باید داشته باشد (پیش‌فرض: از آنِ دستگاه)',
    },
  },
  positionals: [1, 1_000_000],
  options: {
    trust: { array: true, type: 'string', describe: 'PEM file with pinned root certificates, a trust list, or a freshness pack; may be repeated' },
    crl: { array: true, type: 'string', describe: 'file with a revocation list, DER or PEM; with it every issuer must have one; may be repeated' },
    'tsa-trust': { array: true, type: 'string', describe: 'PEM file with pinned roots of time-stamp authorities; may be repeated' },
    'require-time-stamp': { type: 'boolean', default: false, describe: 'refuse a report whose signature has no time stamp' },
    evidence: { type: 'string', describe: 'folder of the evidence (default: evidence beside the report)' },
    recompute: { type: 'boolean', default: false, describe: 'judge the evidence again and compare' },
    offline: { type: 'boolean', default: true, describe: 'use no network (verification never does)' },
    at: { type: 'string', describe: 'instant of verification, RFC 3339 (default: now)' },
    agency: { type: 'string', describe: 'it must be about this agency (legal id)' },
    service: { type: 'string', describe: 'it must be about this service' },
    origin: { type: 'string', describe: 'it must be about this origin' },
    'require-profile': { type: 'string', describe: 'it must be about this profile (id or id@version)' },
    contract: { type: 'string', describe: 'of a certificate: it must be about the contract of this digest (sha256:…)' },
    kind: {
      type: 'string',
      choices: ['interoperability', 'participation', 'any'],
      default: 'interoperability',
      describe: 'of a certificate: the kind that it must be; one of participation says nothing of a service',
    },
    tier: { type: 'string', choices: ['bronze', 'silver', 'gold'], describe: 'of a certificate: at least this tier' },
    assurance: { type: 'string', choices: ['L2', 'L3'], describe: 'of a certificate: at least this assurance' },
    'max-status-age': { type: 'string', describe: 'of a certificate: how old its status lists may be, such as 12h or 7d' },
    state: { type: 'string', describe: 'file that keeps what was seen, so that nothing older is believed later' },
    signer: { type: 'string', describe: 'legal id that the seal must carry (default: that of the agency)' },
  },
  async run(args, context) {
    const { world } = context;
    const file = resolve(world.directory, args._[0] ?? '');
    const files = await bundlesIn(args._, context);
    const octets = files.length === 1 ? await readBounded(files[0] ?? file, maxBytes) : undefined;
    const at = new Date(instantOrNow(args.at, world));
    // Loaded late: what cannot be read is refused at once.
    const [{ kindOf, openTrust }, { printTrustRefusal, verifyCertificates }, { demandPack, demandSigned, expectationsOf, readState }] =
      await Promise.all([import('./trust-input.js'), import('./verify-certificate.js'), import('./verify-demands.js')]);
    const state = args.state === undefined ? undefined : await readState(resolve(world.directory, args.state));
    const trusted = await openTrust(args.trust, context, { at: at.getTime(), ...(state === undefined ? {} : { state: state.seen }) });
    if (trusted.refusal !== undefined) return printTrustRefusal(trusted.refusal, args.json, context);
    if (octets !== undefined) demandSigned(octets, file);
    if (octets === undefined || kindOf(octets) === 'certificate') {
      return verifyCertificates({
        files,
        pack: demandPack(trusted),
        at: at.getTime(),
        expect: expectationsOf(args),
        ...(args['max-status-age'] === undefined ? {} : { maxStatusAgeMs: ageOf(args['max-status-age']) }),
        ...(state === undefined ? {} : { state }),
        json: args.json,
        context,
      });
    }
    const { isSealedDecision, verifyDecisionFile } = await import('./verify-decision.js');
    if (isSealedDecision(octets)) {
      const { trust } = demandPack(trusted);
      return verifyDecisionFile({ file, octets, trust, at, signer: args.signer, json: args.json }, context);
    }
    const list = trusted.pack?.trust;
    if (args['require-time-stamp'] && args['tsa-trust'] === undefined && (list?.list.timeStamping.anchors.length ?? 0) === 0) {
      throw new EgifError('USAGE', 'no root of a time-stamp authority is named', { mend: 'give --tsa-trust FILE with the root that you trust' });
    }
    const { readCertificates, readRevocationLists, reportTrustOf, verifyReport } = await import('../../index/seals.js');
    const each = async (names: readonly string[] | undefined, read: typeof readCertificates): Promise<readonly Uint8Array[]> =>
      (await Promise.all((names ?? []).map((name) => read(resolve(world.directory, name))))).flat();
    const named = {
      anchors: await each(trusted.pem, readCertificates),
      crls: await each(args.crl, readRevocationLists),
      timeStampRoots: await each(args['tsa-trust'], readCertificates),
      requireTimeStamp: args['require-time-stamp'],
    };
    const evidence = args.evidence === undefined ? join(dirname(file), 'evidence') : resolve(world.directory, args.evidence);
    if (args.recompute)
      await stat(evidence).catch(() =>
        Promise.reject(
          new EgifError('EVIDENCE_MISSING', `there is no evidence in ${evidence}`, { file: evidence, mend: 'name its folder with --evidence' }),
        ),
      );
    const [{ deriveFromRows, recomputeReport }, { loadLaw }] = await Promise.all([import('../../index/again.js'), import('../../index/law.js')]);
    const law = await loadLaw(places);
    const verification = await verifyReport(octets, {
      ...reportTrustOf(list, named),
      at,
      derive: (report) => deriveFromRows(report, law),
      ...(args.recompute
        ? {
            recompute: async (report) => {
              const { harnessFacts } = await import('../harness-facts.js');
              const harness = await harnessFacts(law);
              return recomputeReport(report, {
                directory: evidence,
                harness,
                codelists: law.codelists,
                vocabularies: law.vocabularies,
                now: () => world.now(),
              });
            },
          }
        : {}),
      expect: {
        ...(args.agency === undefined ? {} : { agency: args.agency }),
        ...(args.service === undefined ? {} : { service: args.service }),
        ...(args.origin === undefined ? {} : { origin: args.origin }),
        ...(args['require-profile'] === undefined ? {} : { profile: args['require-profile'] }),
        ...(args.signer === undefined ? {} : { signer: args.signer }),
      },
    });
    const { report, ...rest } = verification;
    const facts =
      report === undefined
        ? {}
        : { report: { id: report.id, verdict: report.verdict, profile: report.profile.ref, canonicalSha256: report.canonicalSha256 } };
    world.stdout.write(args.json ? `${JSON.stringify({ ...rest, ...facts }, null, 2)}\n` : await printed(verification, context));
    return statusOf(verification);
  },
});
