/** A service that is described by a WSDL, through plan, run, replay and recompute, without a network. */
import { strict as assert } from 'node:assert';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, describe, it } from 'mocha';
import { parse, stringify } from 'yaml';
import type { ContractRef, EvidenceManifest, Report, Service, Statement } from '../../src/contract/documents.js';
import { isDocument } from '../../src/contract/validate.js';
import { EgifError } from '../../src/errors.js';
import { type PreparedCase, recomputeReport, replayRun } from '../../src/index.js';
import { planRun } from '../../src/suite/plan.js';
import { prepareSoap, replayFacts, runOffline } from './in-process.js';
import { errorCodeOf, hasStackTrace, printed, repository, runEgif } from './run-egif.js';

const sample = join(repository, 'fixtures/agencies/person-inquiry-soap');
const wsdl = 'person-inquiry.wsdl';
const everything = /[\s\S]*/;

/** An edit replaces the first place where a text stands in a file. */
type Edit = readonly [file: string, from: string | RegExp, to: string];

const rowOf = (report: Report, id: string) => {
  const row = report.requirements.find((each) => each.id === id);
  assert.ok(row !== undefined, id);
  return row;
};
const failedIn = (report: Report): readonly string[] => report.requirements.filter(({ verdict }) => verdict === 'failed').map(({ id }) => id);
const lintPassed = (report: Report): readonly string[] =>
  report.requirements
    .filter(({ instances }) => instances.some(({ check, verdict }) => check.startsWith('lint/') && verdict === 'passed'))
    .map(({ id }) => id);
const comparable = (report: Report): readonly unknown[] =>
  report.requirements.map(({ id, verdict, examined, findings, reason, instances }) => [id, verdict, examined, findings, reason, instances]);

describe('A SOAP service in a run', function () {
  this.timeout(120_000);
  let folder: string;
  let count = 0;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'egif-soap-'));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  /** A copy of the sample with its files edited; its statement. */
  async function twin(edits: readonly Edit[] = [], change?: (service: Service) => Service): Promise<string> {
    count += 1;
    const home = join(folder, `twin-${count}`);
    await cp(sample, home, { recursive: true });
    for (const [file, from, to] of edits) {
      const text = await readFile(join(home, file), 'utf8');
      assert.notEqual(text.search(from), -1, `${file}: ${String(from)}`);
      await writeFile(
        join(home, file),
        text.replace(from, () => to),
      );
    }
    const file = join(home, 'agency.yaml');
    if (change !== undefined) {
      const statement: unknown = parse(await readFile(file, 'utf8'));
      assert.ok(isDocument('Statement', statement));
      const changed: Statement = { ...statement, services: statement.services.map(change) };
      await writeFile(file, stringify(changed));
    }
    return file;
  }
  const withContract =
    (contract: Partial<ContractRef>) =>
    (service: Service): Service => ({ ...service, contracts: (service.contracts ?? []).map((each) => ({ ...each, ...contract })) });

  const run = async (statement: string): Promise<{ readonly report: Report; readonly evidence: string }> => {
    const out = join(dirname(statement), 'out');
    return { report: await runOffline({ statement, out }), evidence: join(out, 'evidence') };
  };
  const manifestIn = async (evidence: string): Promise<EvidenceManifest> => {
    const value: unknown = JSON.parse(await readFile(join(evidence, 'manifest.json'), 'utf8'));
    assert.ok(isDocument('EvidenceManifest', value));
    return value;
  };

  it('gives passed lint rows, and keeps everything that was judged', async () => {
    const { report, evidence } = await run(await twin());
    assert.deepEqual(failedIn(report), []);
    assert.deepEqual(
      lintPassed(report).filter((id) => id.startsWith('EGIF-TEC-')),
      [
        ...['001', '002', '003', '004', '005', '006', '008', '011', '014', '016'].map((number) => `EGIF-TEC-MSG-${number}`),
        'EGIF-TEC-NET-001',
        'EGIF-TEC-TLS-001',
      ],
    );
    for (const id of ['EGIF-TEC-MSG-002', 'EGIF-TEC-MSG-003', 'EGIF-TEC-MSG-006', 'EGIF-DAT-SCH-001'])
      assert.equal(rowOf(report, id).verdict, 'passed', id);
    assert.deepEqual(
      (await manifestIn(evidence)).documents.filter(({ role }) => role === 'contract').map(({ name }) => name),
      [wsdl, 'types/messages.xsd', 'types/codes.xsd', 'types/problem.xsd'],
    );
  });

  it('passes nothing that nobody looked at: rows that need calls or another kind of contract are untold with a cause', async () => {
    const { report } = await run(await twin());
    for (const { id, verdict, examined, instances, reason } of report.requirements) {
      if (verdict === 'passed') assert.ok(examined > 0, id);
      if (verdict === 'cantTell' || verdict === 'untested') assert.ok(reason !== undefined, id);
      for (const { check, cause } of instances) assert.notEqual(cause?.code, 'no-contract', `${id} ${check}: the service has a contract`);
    }
    const untold = [
      ['EGIF-DAT-EXA-001', 'untested', 'contract-of-other-kind'],
      ['EGIF-TEC-MSG-007', 'untested', 'offline'],
      ['EGIF-COD-PID-001', 'cantTell', 'offline'],
    ] as const;
    for (const [id, verdict, code] of untold) {
      const row = rowOf(report, id);
      assert.deepEqual([row.verdict, row.reason?.code], [verdict, code], id);
    }
  });

  it('knows what the contract holds, and calls inapplicable only what is nowhere in files that were all read', async () => {
    const whole = await prepareSoap(await twin());
    const facts = (prepared: PreparedCase, ...names: readonly string[]): readonly unknown[] =>
      names.map((name) => prepared.facts[`contract.${name}`]);
    assert.deepEqual(facts(whole, 'kind', 'operations', 'code.national-code', 'code.sheba', 'coreTypes', 'securedOperations'), [
      'wsdl',
      10,
      3,
      0,
      undefined,
      10,
    ]);
    const partly = await prepareSoap(await twin([['types/messages.xsd', 'schemaLocation="codes.xsd"', 'schemaLocation="absent.xsd"']]));
    assert.deepEqual(facts(partly, 'operations', 'code.sheba'), [10, undefined]);
    const { applicability } = planRun(partly);
    assert.deepEqual([planRun(whole).applicability.get('EGIF-COD-BNK-001'), applicability.get('EGIF-COD-BNK-001')], [false, undefined]);
  });

  it('reads what can be called where, how and under which policy', async () => {
    const { soap } = await prepareSoap(await twin());
    const [contract] = soap;
    assert.equal(soap.length, 1);
    const [first] = contract?.operations ?? [];
    const ns = 'https://soap.sample.gov.example/person-inquiry';
    assert.deepEqual(
      { ...first, policy: first?.policy.assertions.includes('sp:X509Token') },
      {
        name: 'readPerson',
        id: 'PersonInquirySoap11/readPerson',
        pointer: '/wsdl:definitions/wsdl:binding/0/wsdl:operation/0',
        service: 'PersonInquiry',
        port: 'PersonInquirySoap11',
        portType: `{${ns}}PersonInquiry`,
        binding: `{${ns}}PersonInquirySoap11`,
        address: ns,
        soapVersion: '1.1',
        transport: 'http://schemas.xmlsoap.org/soap/http',
        style: 'document',
        soapAction: `${ns}/readPerson`,
        flow: 'request-response',
        input: {
          use: 'literal',
          parts: [{ name: 'parameters', pointer: '/wsdl:definitions/wsdl:message/0/wsdl:part/0', element: `{${ns}/messages}readPerson` }],
        },
        output: {
          use: 'literal',
          parts: [{ name: 'parameters', pointer: '/wsdl:definitions/wsdl:message/1/wsdl:part/0', element: `{${ns}/messages}readPersonResponse` }],
        },
        headers: [],
        faults: [{ name: 'problem', element: `{${ns}/messages}problem` }],
        policy: true,
        safe: true,
        secured: true,
        dataClass: 'personal',
      },
    );
    assert.deepEqual(
      contract?.operations.map(({ id, soapVersion }) => [id, soapVersion]),
      ['PersonInquirySoap11', 'PersonInquirySoap12'].flatMap((port) =>
        ['readPerson', 'readLegalPerson', 'readExtract', 'submitCorrection', 'echo'].map((name) => [
          `${port}/${name}`,
          port.endsWith('12') ? '1.2' : '1.1',
        ]),
      ),
    );
  });

  const violations: readonly (readonly [why: string, edits: readonly Edit[], failed: readonly string[]])[] = [
    ['a port without TLS', [[wsdl, 'soap:address location="https:', 'soap:address location="http:']], ['EGIF-TEC-MSG-002', 'EGIF-TEC-TLS-001']],
    ['an encoded body', [[wsdl, 'use="literal"', 'use="encoded"']], ['EGIF-TEC-MSG-003']],
    [
      'a fault that is not bound',
      [[wsdl, /<wsdl:fault name="problem"><soap:fault name="problem" use="literal"\/><\/wsdl:fault>/, '']],
      ['EGIF-TEC-MSG-008'],
    ],
    ['a name that leads nowhere in a file two imports away', [['types/problem.xsd', 'type="Token"', 'type="Tokken"']], ['EGIF-TEC-MSG-001']],
    ['a weak suite', [[wsdl, 'sp:Basic256Sha256', 'sp:Basic256Rsa15']], ['EGIF-TEC-MSG-014']],
    [
      'a code as a number, in a neighbour',
      [['types/messages.xsd', 'name="legalPersonId" type="c:LegalPersonId"', 'name="legalPersonId" type="xs:int"']],
      ['EGIF-COD-LID-001', 'EGIF-DAT-TYP-002'],
    ],
    ['an import that is not there', [['types/messages.xsd', 'schemaLocation="problem.xsd"', 'schemaLocation="gone.xsd"']], ['EGIF-TEC-MSG-001']],
  ];
  for (const [why, edits, failed] of violations) {
    it(`fails ${failed.join(' and ')} alone for ${why}, and so does the replay`, async () => {
      const { report, evidence } = await run(await twin(edits));
      assert.deepEqual(failedIn(report), failed);
      const again = await replayRun({ directory: evidence, ...(await replayFacts()) });
      assert.deepEqual(comparable(again), comparable(report));
    });
  }

  it('is judged again from the evidence alone, with the same digest', async () => {
    const statement = await twin();
    const { report, evidence } = await run(statement);
    await rm(join(dirname(statement), 'types'), { recursive: true });
    await rm(join(dirname(statement), wsdl));
    const again = await recomputeReport(report, { directory: evidence, ...(await replayFacts()) });
    assert.deepEqual([again?.differing, again?.canonicalSha256, again?.sameHarness], [[], report.canonicalSha256, true]);
  });

  it('finds a neighbour in the evidence that was altered, and one that was taken away', async () => {
    const { evidence } = await run(await twin());
    const { documents } = await manifestIn(evidence);
    const digest = documents.find(({ name }) => name === 'types/codes.xsd')?.digest.slice('sha256:'.length) ?? '';
    const blob = join(evidence, 'blobs/sha256', digest.slice(0, 2), digest);
    const text = await readFile(blob, 'utf8');
    const judgedAgain = async (): Promise<string> => {
      try {
        await replayRun({ directory: evidence, ...(await replayFacts()) });
        return 'judged';
      } catch (error) {
        return error instanceof EgifError ? error.code : String(error);
      }
    };
    await writeFile(blob, text.replace('[0-9]{10}', '[0-8]{10}'));
    assert.equal(await judgedAgain(), 'EVIDENCE_INVALID');
    await rm(blob);
    assert.equal(await judgedAgain(), 'EVIDENCE_MISSING');
    await writeFile(blob, text);
    assert.equal(await judgedAgain(), 'judged');
  });

  it('gives the same verdicts for UTF-16, and keeps the octets as they were', async () => {
    const plain = await run(await twin());
    const statement = await twin();
    for (const [name, swap] of [
      [wsdl, false],
      ['types/codes.xsd', true],
    ] as const) {
      const file = join(dirname(statement), name);
      const octets = Buffer.from(`\uFEFF${(await readFile(file, 'utf8')).replace('encoding="UTF-8"', 'encoding="UTF-16"')}`, 'utf16le');
      await writeFile(file, swap ? octets.swap16() : octets);
    }
    const wide = await run(statement);
    assert.deepEqual(comparable(wide.report), comparable(plain.report));
    const again = await recomputeReport(wide.report, { directory: wide.evidence, ...(await replayFacts()) });
    assert.deepEqual(again?.differing, []);
  });

  it('reads schemas beside the folder of the WSDL, as far as they are the agency’s', async () => {
    const statement = await twin([], withContract({ file: `wsdl/${wsdl}` }));
    const home = dirname(statement);
    await mkdir(join(home, 'wsdl'));
    const text = await readFile(join(home, wsdl), 'utf8');
    await writeFile(join(home, 'wsdl', wsdl), text.replace('types/messages.xsd', '../types/messages.xsd'));
    const { report, evidence } = await run(statement);
    assert.deepEqual(failedIn(report), []);
    assert.deepEqual(
      (await manifestIn(evidence)).documents.filter(({ role }) => role === 'contract').map(({ name }) => name),
      [`wsdl/${wsdl}`, 'types/messages.xsd', 'types/codes.xsd', 'types/problem.xsd'],
    );
    await writeFile(join(home, 'wsdl', wsdl), text.replace('types/messages.xsd', '../../messages.xsd'));
    assert.deepEqual(failedIn((await run(statement)).report), ['EGIF-TEC-MSG-001']);
  });

  it('never keeps a file that is no schema, whatever a WSDL imports', async () => {
    const statement = await twin([['types/messages.xsd', 'schemaLocation="problem.xsd"', 'schemaLocation="../secrets/token"']]);
    await mkdir(join(dirname(statement), 'secrets'));
    await writeFile(join(dirname(statement), 'secrets/token'), 'zq-secret-word: 1\n');
    const { report, evidence } = await run(statement);
    assert.deepEqual(failedIn(report), ['EGIF-TEC-MSG-001']);
    assert.equal((await readFile(join(evidence, 'manifest.json'), 'utf8')).includes('secrets/token'), false);
  });

  const refused = [
    ['an OpenAPI contract that is stated as a WSDL', [[wsdl, everything, 'openapi: 3.1.0\npaths: {}\n']], 'DOCUMENT_NOT_A_CONTRACT'],
    ['a WSDL 2.0', [[wsdl, everything, '<description xmlns="http://www.w3.org/ns/wsdl" targetNamespace="urn:a"/>']], 'DOCUMENT_NOT_A_CONTRACT'],
    ['a schema without its WSDL', [[wsdl, everything, '<schema xmlns="http://www.w3.org/2001/XMLSchema"/>']], 'DOCUMENT_NOT_A_CONTRACT'],
    ['a WSDL with a document type', [[wsdl, '<wsdl:definitions', '<!DOCTYPE a><wsdl:definitions']], 'DOCUMENT_SYNTAX'],
    ['a WSDL that is cut short', [[wsdl, '</wsdl:definitions>', '']], 'DOCUMENT_SYNTAX'],
  ] as const satisfies readonly (readonly [string, readonly Edit[], string])[];
  for (const [why, edits, code] of refused) {
    it(`refuses ${why}, in a run and before it`, async () => {
      const statement = await twin(edits);
      await assert.rejects(prepareSoap(statement), (error) => error instanceof EgifError && error.code === code);
      const preflight = await runEgif(['preflight', statement, '--json']);
      assert.equal(preflight.status, 3);
      assert.match(preflight.stdout, new RegExp(code));
    });
  }

  it('is served by every command', async () => {
    const statement = await twin();
    const out = join(dirname(statement), 'out');
    const preflight = await runEgif(['preflight', statement]);
    assert.equal(preflight.status, 0, preflight.stdout);
    const plan = await runEgif(['plan', statement, '--offline']);
    assert.deepEqual([plan.status, hasStackTrace(plan)], [0, false], plan.stderr);
    assert.match(plan.stdout, /EGIF-TEC-MSG-003/);
    const ran = await runEgif(['run', statement, '--offline', '--out', out, '--json']);
    const replayed = await runEgif(['replay', join(out, 'evidence'), '--json']);
    const [report, again] = [printed(ran), printed(replayed)];
    assert.ok(isDocument('Report', report) && isDocument('Report', again), ran.stderr + replayed.stderr);
    assert.equal(report.canonicalSha256, again.canonicalSha256);
    const mistaken = await twin([], withContract({ digest: `sha256:${'0'.repeat(64)}` }));
    assert.equal(errorCodeOf(await runEgif(['plan', mistaken, '--json'])), 'STATEMENT_DIGEST_MISMATCH');
  });
});
