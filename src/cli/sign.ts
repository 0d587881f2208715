/**
 * `egif sign`: signs a report.
 *
 * Room     cli (floor 7).
 */
import { dirname, join, resolve } from 'node:path';
import { loadSigner, signReport, stampReport } from '../index/seals.js';
import { defineCommand } from './command.js';
import { readReport } from './read-report.js';
import { writeWhole } from '../contract/write-whole.js';

export const command = defineCommand({
  usage: '<report.json>',
  describe:
    'Sign a report with the seal of the agency (JWS, JAdES baseline B-B; with --tsa B-T). The signed file stands beside the report unless --out names another.',
  examples: [
    ['egif sign egif-out/run/report.json --key file:seal.pem', 'writes egif-out/run/report.jws.json'],
    ['egif sign report.json --key file:seal.pem --tsa http://tsa.example/', 'the same, with a time stamp of the signature'],
  ],
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
    const report = await readReport(file);
    const signer = await loadSigner(args.key, world.directory, world.env);
    const target = args.out === undefined ? join(dirname(file), 'report.jws.json') : resolve(world.directory, args.out);
    const signed = await signReport(report, signer, world.now());
    await writeWhole(target, args.tsa === undefined ? signed : await stampReport(signed, args.tsa));
    world.stdout.write(args.json ? `${JSON.stringify({ signed: target, algorithm: signer.algorithm })}\n` : `${target}\n`);
    return 0;
  },
});
