/**
 * `egif cert`: what the authority runs to issue certificates and to say what becomes of them.
 *
 * Room     cli (floor 7).
 */
import { resolve } from 'node:path';
import { EgifError } from '../../errors.js';
import { certificateNamed, certification, needed, recordNamed } from './cert-files.js';
import type { AuthorityState } from '../../index/certification.js';
import { instantOrNow } from '../instant.js';
import { certificateText, type Receipt, stateIn } from './cert-print.js';
import { type Arguments, type Context, defineCommand } from '../command.js';
import type { ExitStatus } from '../exit.js';
import { nationDefaults, nationOption, withDefaults } from '../nation-defaults.js';
import { certPersian } from './cert-persian.js';

const options = {
  ...nationOption,
  store: { type: 'string', default: 'egif-out/authority', describe: 'folder of the authority' },
  trust: { type: 'string', describe: 'trust list' },
  directory: { type: 'string', describe: 'signed directory of agencies' },
  challenge: { type: 'string', describe: 'the challenge that the report was made under (issue)' },
  report: { type: 'string', describe: 'signed report of the agency (issue); of the runner (surveil)' },
  evidence: { type: 'string', describe: 'folder of the evidence of the agency (default: evidence beside the report)' },
  rerun: {
    type: 'array',
    string: true,
    default: [],
    describe: 'signed report of the authority’s own runner, its evidence beside it; may be repeated',
  },
  laboratory: { type: 'array', string: true, default: [], describe: 'signed report of a laboratory, its evidence beside it; may be repeated' },
  approval: { type: 'array', string: true, default: [], describe: 'signed approval of an officer; two are needed' },
  waiver: { type: 'array', string: true, default: [], describe: 'signed waiver; may be repeated' },
  'self-proof': { type: 'string', describe: 'what egif cert self-proof wrote (issue)' },
  supersedes: { type: 'string', describe: 'id of the certificate that this one takes the place of (issue)' },
  'issuer-key': { type: 'string', describe: 'key of certificates (file:PATH)' },
  'status-key': { type: 'string', describe: 'key of status lists (file:PATH)' },
  log: { type: 'string', describe: 'folder of the transparency log' },
  'log-key': { type: 'string', describe: 'key of the log (file:PATH)' },
  key: { type: 'string', describe: 'key of an officer (approve), of the runner (self-proof)' },
  act: { type: 'string', describe: 'what is approved: issue, suspend, resume, revoke, supersede (approve)' },
  subject: {
    type: 'string',
    describe: 'id of the challenge or report (issue), participation:AGENCY:CLUSTER:YEAR, else of the certificate (approve)',
  },
  basis: { type: 'string', describe: 'file that the decision rests on: of an issue the signed report' },
  reason: { type: 'string', describe: 'why, as a word with hyphens' },
  missed: { type: 'boolean', default: false, describe: 'no run could be made (surveil)' },
  profile: { type: 'string', describe: 'profile (self-proof)' },
  fault: { type: 'array', string: true, default: [], describe: 'only these faults; counts in a test nation alone (self-proof)' },
  trials: {
    type: 'string',
    default: 'egif-out/self-proof',
    describe: 'folder in which what was shown is kept, so that a proof that was broken off goes on (self-proof)',
  },
  workers: { type: 'number', describe: 'trials that are made at a time, each in a process (default: one a core; self-proof)' },
  agency: { type: 'string', describe: 'legal id of the agency (participate, list)' },
  service: { type: 'string', describe: 'id of the service (list)' },
  cluster: { type: 'string', describe: 'code of the cluster (participate)' },
  year: { type: 'number', describe: 'year of the solar Hijri calendar (participate)' },
  until: { type: 'string', describe: 'last instant of validity (participate)' },
  at: { type: 'string', describe: 'what was known at this instant, RFC 3339 (show, list, receipts, due)' },
  within: { type: 'string', default: '30d', describe: 'how far ahead is looked, such as 12h or 30d (due)' },
  every: { type: 'string', default: '30d', describe: 'from one surveillance to the next, such as 30d (due)' },
  'legal-id': { type: 'string', describe: 'legal id of the authority (init)' },
  'name-fa': { type: 'string', describe: 'name of the authority in Persian (init)' },
  'name-en': { type: 'string', describe: 'name of the authority in English (init)' },
  tsa: { type: 'string', describe: 'URL of a time-stamp authority (RFC 3161) that stamps what comes in (receive, issue)' },
  'status-base': { type: 'string', describe: 'URL below which the status lists stand (init)' },
  out: { type: 'string', describe: 'file to write (approve, self-proof)' },
} as const;
type Args = Arguments<typeof options>;
type Act = (args: Args, context: Context) => Promise<ExitStatus>;

/** The state of the store as of an instant, without its lock: who looks disturbs nobody. */
async function stateOf(args: Args, context: Context) {
  const { readJournal, replayEvents } = await certification();
  const directory = resolve(context.world.directory, args.store);
  const { events, trouble } = await readJournal(directory);
  const at = instantOrNow(args.at, context.world);
  const { state, trouble: broken } = replayEvents(events, at);
  const why = trouble?.detail ?? broken?.detail;
  if (why !== undefined)
    throw new EgifError('JOURNAL_BROKEN', `the journal in ${directory}: ${why}`, {
      file: directory,
      mend: 'run egif cert fsck, and restore the folder from a copy',
    });
  if (state.issuer === undefined)
    throw new EgifError('AUTHORITY_UNKNOWN', `${directory} holds no authority`, { file: directory, mend: 'make one with egif cert init' });
  return { state, at };
}

/** When the report that a certificate rests on came in, as far as the journal and a time stamp say. */
function receiptOf({ received }: AuthorityState, basis: string): Receipt {
  const receipt = received.get(basis);
  if (receipt === undefined) return {};
  return { received: new Date(receipt.at).toISOString(), ...(receipt.timeStamp === undefined ? {} : { stamped: receipt.timeStamp.at }) };
}

const show: Act = async (args, context) => {
  const { wordOf } = await certification();
  const id = certificateNamed(args);
  const { state, at } = await stateOf(args, context);
  const record = recordNamed(id, state);
  const word = wordOf(record, at);
  const { credential: _credential, ...rest } = record;
  const receipt = receiptOf(state, record.basis);
  context.world.stdout.write(
    args.json ? `${JSON.stringify({ ...rest, state: word, ...receipt }, null, 2)}\n` : certificateText({ ...record, ...receipt }, word, context.lang),
  );
  return word === 'valid' ? 0 : 1;
};

const list: Act = async (args, context) => {
  const { wordOf } = await certification();
  const { state, at } = await stateOf(args, context);
  const chosen = [...state.certificates.values()].filter(
    ({ agency, service }) => (args.agency === undefined || agency === args.agency) && (args.service === undefined || service === args.service),
  );
  const rows = chosen.map(({ id, kind, agency, service, profile, validFrom, validUntil, ...record }) => ({
    id,
    kind,
    agency,
    service,
    ...(profile === undefined ? {} : { profile }),
    validFrom,
    validUntil,
    state: wordOf({ id, kind, agency, service, validFrom, validUntil, ...record }, at),
    released: record.released !== undefined,
    ...receiptOf(state, record.basis),
  }));
  if (args.json) context.world.stdout.write(`${JSON.stringify(rows, null, 2)}\n`);
  else
    for (const row of rows)
      context.world.stdout.write(`${row.id}  ${stateIn(row.state, context.lang).padEnd(10)}  ${row.agency}  ${row.service}  ${row.validUntil}\n`);
  return 0;
};

const fsck: Act = async (args, { world, lang }) => {
  const { checkAuthority } = await certification();
  const found = await checkAuthority(resolve(world.directory, args.store));
  const isDamaged = found.findings.some(({ code }) => code !== 'JOURNAL_TORN' && !code.endsWith('_PENDING'));
  if (args.json) world.stdout.write(`${JSON.stringify(found, null, 2)}\n`);
  else {
    const fa = lang === 'fa';
    world.stdout.write(
      `${fa ? 'رویدادها' : 'events'} ${found.events} · ${fa ? 'گواهی‌ها' : 'certificates'} ${found.certificates} · ${fa ? 'رسیدها' : 'receipts'} ${found.receipts.total} (${fa ? 'با مهر زمانی' : 'stamped'} ${found.receipts.stamped}) · ${found.head ?? ''}\n`,
    );
    for (const { code, detail } of found.findings) world.stdout.write(`  ${code}: ${detail}\n`);
  }
  return isDamaged ? 1 : found.findings.some(({ code }) => code === 'LEAF_PENDING' || code === 'BUNDLE_PENDING') ? 2 : 0;
};

/** Errors: USAGE. */
function workersOf(workers: number | undefined): number | undefined {
  if (workers === undefined || (Number.isSafeInteger(workers) && workers >= 1)) return workers;
  throw new EgifError('USAGE', '--workers needs a whole number of at least 1', {
    persian: { message: 'گزینهٔ --workers عدد صحیحی دست‌کم 1 می‌خواهد', mend: 'عددی درست بدهید' },
  });
}

const selfProof: Act = async (args, context) => {
  const { proveSelf } = await import('../self-proof/cert-self-proof.js');
  const { sayProof } = await import('../self-proof/say-self-proof.js');
  const wishes = {
    profile: needed(args.profile, 'profile'),
    faults: args.fault,
    key: needed(args.key, 'key'),
    out: needed(args.out, 'out'),
    trials: args.trials,
    workers: workersOf(args.workers),
  };
  return sayProof(await proveSelf(wishes, context), args.json, context);
};

const smaller = () => import('./cert-acts.js');
const acts: Readonly<Record<string, Act>> = {
  init: async (args, context) => (await smaller()).init(args, context),
  receive: async (args, context) => (await import('./cert-receive.js')).receive(args, context),
  receipts: async (args, context) => (await import('./cert-receive.js')).receipts((await stateOf(args, context)).state.received, args, context),
  approve: async (args, context) => (await smaller()).approve(args, context),
  issue: async (args, context) => (await import('./cert-issue.js')).issueCertificate(args, context),
  // One act: a new certificate takes the place of the old one, or neither happens.
  supersede: async (args, context) => {
    needed(args.supersedes, 'supersedes');
    return (await import('./cert-issue.js')).issueCertificate(args, context);
  },
  suspend: async (args, context) => (await smaller()).changeStatus('suspend', args, context),
  resume: async (args, context) => (await smaller()).changeStatus('resume', args, context),
  revoke: async (args, context) => (await smaller()).changeStatus('revoke', args, context),
  surveil: async (args, context) => (await smaller()).surveil(args, context),
  participate: async (args, context) => (await smaller()).participate(args, context),
  publish: async (args, context) => (await smaller()).publish(args, context),
  due: async (args, context) => {
    const { state, at } = await stateOf(args, context);
    return (await import('./cert-due.js')).due(state, at, { args, context });
  },
  'self-proof': selfProof,
  show,
  list,
  fsck,
};

export const command = defineCommand({
  usage: `<${Object.keys(acts).join('|')}> [certificate or report]`,
  describe:
    'What the authority runs: a certificate is issued where its own re-run says the same, two officers approve and the harness has proved itself, and by no other way.',
  examples: [
    ['egif cert init --legal-id 99999000048 --name-fa "سازمان" --name-en "Organisation"', 'a folder for the authority'],
    [
      'egif cert approve --act issue --subject CHALLENGE --basis report.jws.json --key file:officer.pem --out approval-1.json',
      'one officer approves',
    ],
    [
      'egif cert issue --trust trust.json --directory directory.json --challenge challenge.json --report agency/report.jws.json --rerun again/report.jws.json --approval approval-1.json --approval approval-2.json --self-proof self-proof.json --issuer-key file:issuer.pem --status-key file:status.pem --log log --log-key file:log.key',
      'decide, issue, log, release',
    ],
    [
      'egif cert revoke IR-2026-000001 --nation nation/nation.yaml --basis decision.pdf --approval a1.json --approval a2.json',
      'the same keys, named once',
    ],
    [
      'egif cert approve --act issue --subject participation:99999000014:HEALTH:1405 --basis minutes.pdf --key file:officer.pem --out approval-1.json',
      'for a certificate of participation: agency, cluster, year',
    ],
    [
      'egif cert participate --agency 99999000014 --cluster HEALTH --year 1405 --until 2027-03-20T20:30:00Z --basis minutes.pdf --nation nation/nation.yaml --approval a1.json --approval a2.json',
      'and its issue',
    ],
    ['egif cert show IR-2026-000001 --at 2026-11-01T00:00:00Z', 'what was known on a day'],
    ['egif cert receive report.jws.json --nation nation/nation.yaml --tsa http://tsa.example/', 'a report comes in, and is stamped'],
    ['egif cert due --within 14d', 'what is to be done: surveillance, expiry, status lists; exit status 1 where something is overdue'],
    ['egif cert fsck', 'check the journal, line by line'],
  ],
  persian: certPersian,
  positionals: [1, 2],
  options,
  async run(args, context) {
    const [what = ''] = args._;
    const act = Object.hasOwn(acts, what) ? acts[what] : undefined;
    if (act === undefined) throw new EgifError('USAGE', `egif cert has no ${what}`, { mend: `one of ${Object.keys(acts).join(', ')}` });
    const named = await nationDefaults(args.nation, context.world);
    const key = what === 'self-proof' ? { key: named['runner-key'] } : {};
    return act(withDefaults(args, { ...named, ...key }, options.store.default), context);
  },
});
