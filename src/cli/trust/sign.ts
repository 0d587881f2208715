/**
 * `egif sign`: seals a report or a waiver.
 *
 * Room     cli (floor 7).
 */
import { basename, dirname, join, resolve } from 'node:path';
import { EgifError } from '../../errors.js';
import { isDocument, loadDocument, problemsOf } from '../../index/files.js';
import { loadSigner, signReport, type Signer, stampReport } from '../../index/seals.js';
import { defineCommand } from '../command.js';
import { writeWhole } from '../../contract/write-whole.js';

/** What may be sealed, told apart by what the file says of itself. */
interface Sealed {
  readonly text: string;
  readonly algorithm: Signer['algorithm'];
  /** Name of the file beside the document. */
  readonly name: string;
}

interface SealWith {
  readonly at: Date;
  /** URL of a time-stamp authority. */
  readonly tsa: string | undefined;
}

async function sealed(file: string, keyOf: () => Promise<Signer>, { at, tsa }: SealWith): Promise<Sealed> {
  const { data } = await loadDocument(file);
  if (isDocument('Report', data)) {
    const signer = await keyOf();
    const text = await signReport(data, signer, at);
    return { text: tsa === undefined ? text : await stampReport(text, tsa), algorithm: signer.algorithm, name: 'report.jws.json' };
  }
  if (isDocument('Waiver', data)) {
    if (tsa !== undefined) throw new EgifError('USAGE', 'a waiver takes no time stamp: its days stand in it', { mend: 'leave --tsa out' });
    const { sealObject, waiverType } = await import('../../index/sealed-law.js');
    const signer = await keyOf();
    const text = await sealObject(data, { type: waiverType, content: 'application/vnd.egif.waiver+json', signer, at });
    return { text, algorithm: signer.algorithm, name: `${basename(file).replace(/\.[^.]+$/, '')}.jws.json` };
  }
  const kind = typeof data === 'object' && data !== null && 'egif' in data && data.egif === 'waiver/v1' ? 'Waiver' : 'Report';
  const [problem] = problemsOf(kind, data);
  throw new EgifError('EVIDENCE_INVALID', `${file} is no report and no waiver: ${problem?.pointer ?? ''} ${problem?.message ?? ''}`, {
    file,
    mend: 'name the report.json of a run, or the file of a waiver',
  });
}

export const command = defineCommand({
  usage: '<report.json|waiver.yaml>',
  describe:
    'Seal a report with the seal of the agency, or a waiver with the seal of who grants it (JWS, JAdES baseline B-B; a report with --tsa B-T). The sealed file stands beside the document unless --out names another.',
  examples: [
    ['egif sign egif-out/run/report.json --key file:seal.pem', 'writes egif-out/run/report.jws.json'],
    ['egif sign report.json --key file:seal.pem --tsa http://tsa.example/', 'the same, with a time stamp of the signature'],
    [
      'egif sign waiver.yaml --key "pkcs11:token=ito;object=officer?module-path=/usr/lib/softhsm/libsofthsm2.so&pin-source=env:PIN"',
      'writes waiver.jws.json; the statement names that file',
    ],
  ],
  persian: {
    describe:
      'گزارش را با مهر دستگاه، یا معافیت را با مهر معاف‌کننده مهر می‌کند (JWS، سطح JAdES B-B؛ گزارش با --tsa سطح B-T). پروندهٔ مهرشده کنار سند می‌ماند مگر --out جای دیگری بگوید.',
    examples: [
      'egif-out/run/report.jws.json را می‌نویسد',
      'همان، با مهر زمانی بر امضا',
      'waiver.jws.json را می‌نویسد؛ اظهارنامه آن پرونده را نام می‌برد',
    ],
    options: {
      key: 'نشانی کلید: file:PATH (PEM با کلید خصوصی و گواهی‌هایش، گواهی خود کلید نخست)، pkcs11:token=…;object=…?module-path=…&pin-source=env:NAME یا cmd:PROGRAM;chain=FILE',
      tsa: 'نشانی مرجع مهر زمانی (RFC 3161) که بر امضا مهر زمانی می‌زند',
      out: 'پروندهٔ خروجی',
    },
  },
  positionals: [1, 1],
  options: {
    key: {
      type: 'string',
      demandOption: true,
      describe:
        'key URI: file:PATH (PEM with the private key and its certificates, leaf first), pkcs11:token=…;object=…?module-path=…&pin-source=env:NAME, or cmd:PROGRAM;chain=FILE',
    },
    tsa: { type: 'string', describe: 'URL of a time-stamp authority (RFC 3161) that stamps the signature' },
    out: { type: 'string', describe: 'file to write' },
  },
  async run(args, { world }) {
    const file = resolve(world.directory, args._[0] ?? '');
    // What is to be sealed is looked at first: a token is not asked for its PIN in vain.
    const keyOf = (): Promise<Signer> => loadSigner(args.key, world.directory, world.env);
    const { text, name, algorithm } = await sealed(file, keyOf, { at: world.now(), tsa: args.tsa });
    const target = args.out === undefined ? join(dirname(file), name) : resolve(world.directory, args.out);
    await writeWhole(target, text);
    world.stdout.write(args.json ? `${JSON.stringify({ signed: target, algorithm })}\n` : `${target}\n`);
    return 0;
  },
});
