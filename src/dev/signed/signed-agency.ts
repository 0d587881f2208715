/**
 * The agency of signed messages: the base registry with declarations that have legal effect, as an extension of the sample agency.
 *
 * Room     dev (floor 6).
 */
import { randomUUID } from 'node:crypto';
import type { JsonObject } from '../../contract/api-model.js';
import type { Statement } from '../../contract/documents.js';
import { memberOf } from '../../contract/json.js';
import { EgifError } from '../../errors.js';
import { basePath, startAgency, type AgencyOptions, type RunningAgency } from '../agency.js';
import { jsonAnswer, withHeader } from '../exchange.js';
import { added, operationText, type AgencyExtension, type ExtensionMaker } from '../extension.js';
import { signedFaults } from '../faults/signed.js';
import { onceForKey } from '../idempotency.js';
import { problemAnswer } from '../problems.js';
import { instant, registrySource } from '../records.js';
import type { OperationWorld } from '../registry-state.js';
import { mayAct, signedAnswer, type Verifying } from './http-signatures.js';
import { soundSignedManners, type SignedFault, type SignedManners } from './manners.js';

const keyFile = 'secrets/declarant.key.pem';
const signerFile = 'signing/registry.pem';
const keyId = 'declarant-1';

/** The faults of these names. Error: FAULT_UNKNOWN. */
export function findSignedFaults(names: readonly string[]): readonly SignedFault[] {
  return names.map((name) => {
    const fault = signedFaults.find((candidate) => candidate.name === name);
    if (fault === undefined)
      throw new EgifError('FAULT_UNKNOWN', `there is no fault ${name}`, { mend: 'see the names with egif dev agency --kind signed --list-faults' });
    return fault;
  });
}

const exampleId = '3b0c2f6e-5f0a-4c55-9d51-8a6d7c2b1a90';
const source = { serviceId: '99990010001', agencyId: '99999000014', title: 'مرجع پایهٔ اشخاص' };
const example = { id: exampleId, declarationText: 'اظهار نمونه', asOf: '2026-06-01T08:00:00Z', source, recordVersion: 1 };

function schemasText(): string {
  const text = {
    type: 'string',
    minLength: 1,
    maxLength: 200,
    pattern: '^[^\\u0000-\\u001f]*$',
    description: 'متن اظهار',
    'x-egif-data-class': 'internal',
  };
  const schemas = {
    DeclarationOrder: {
      type: 'object',
      additionalProperties: false,
      description: 'اظهار دارای اثر حقوقی',
      required: ['declarationText'],
      properties: { declarationText: text },
    },
    Declaration: {
      type: 'object',
      description: 'اظهار ثبت‌شده',
      required: ['id', 'declarationText', 'asOf', 'source', 'recordVersion'],
      properties: {
        id: { type: 'string', format: 'uuid', maxLength: 36, description: 'شناسه', 'x-egif-data-class': 'internal' },
        declarationText: text,
        asOf: { type: 'string', format: 'date-time', maxLength: 40, description: 'زمان اعتبار داده', 'x-egif-data-class': 'public' },
        source: { $ref: '#/components/schemas/RegistrySource' },
        recordVersion: {
          type: 'integer',
          format: 'int32',
          minimum: 1,
          maximum: 1_000_000,
          description: 'نسخهٔ رکورد',
          'x-egif-data-class': 'public',
        },
      },
    },
  };
  return Object.entries(schemas)
    .map(([name, schema]) => `    ${name}: ${JSON.stringify(schema)}\n`)
    .join('');
}

function pathsText(): string {
  const create = operationText({
    method: 'post',
    id: 'createDeclaration',
    summary: 'ثبت اظهار',
    description: 'اظهاری دارای اثر حقوقی را ثبت می‌کند؛ درخواست و پاسخ امضا دارد.',
    parameters: ['IdempotencyKey'],
    effect: 'legal',
    body: { schema: 'DeclarationOrder', example: { declarationText: 'اظهار نمونه' } },
    success: { status: 201, schema: 'Declaration', example, location: true },
  });
  const read = operationText({
    method: 'get',
    id: 'getDeclaration',
    summary: 'یک اظهار',
    description: 'اظهار ثبت‌شده را برمی‌گرداند.',
    parameters: ['RequestKey'],
    success: { status: 200, schema: 'Declaration', example },
  });
  const remove = operationText({
    method: 'delete',
    id: 'deleteDeclaration',
    summary: 'برداشتن اظهار آزمایشی',
    description: 'اظهار آزمایشی را برمی‌دارد.',
    parameters: ['RequestKey'],
    success: { status: 204 },
  });
  return `  /declarations:\n${create}  /declarations/{id}:\n${read}${remove}`;
}

function recordOf(world: OperationWorld, id: string, text: string): JsonObject {
  return { id, declarationText: text, asOf: instant(world.now), source: registrySource(world.serviceId), recordVersion: 1 };
}

function handlersFor(verifying: Omit<Verifying, 'now'>): AgencyExtension['handlers'] {
  const declarations = new Map([[exampleId, 'اظهار نمونه']]);
  const act = (world: OperationWorld) => {
    const id = randomUUID();
    const text = String(memberOf(world.input.body, 'declarationText'));
    declarations.set(id, text);
    return withHeader(jsonAnswer(201, recordOf(world, id, text)), 'Location', `${world.basePath}/declarations/${id}`);
  };
  return new Map([
    [
      'createDeclaration',
      (world: OperationWorld) => {
        if (!mayAct(world.request, { ...verifying, now: world.now })) return problemAnswer(world.request, 'signature-refused');
        return verifying.manners.remembers ? onceForKey(world, () => act(world)) : act(world);
      },
    ],
    [
      'getDeclaration',
      (world: OperationWorld) => {
        const id = String(world.input.path['id']);
        const text = declarations.get(id);
        return text === undefined ? problemAnswer(world.request, 'not-found') : jsonAnswer(200, recordOf(world, id, text));
      },
    ],
    [
      'deleteDeclaration',
      (world: OperationWorld) =>
        declarations.delete(String(world.input.path['id'])) ? { status: 204, headers: [] } : problemAnswer(world.request, 'not-found'),
    ],
  ]);
}

const statementBend = (statement: Statement): Statement => ({
  ...statement,
  services: statement.services.map((service) => ({
    ...service,
    credentials: {
      ...service.credentials,
      identities: {
        ...service.credentials?.identities,
        declarant: { kind: 'httpsig' as const, key: `file:${keyFile}`, keyId, algorithm: 'ecdsa-p256-sha256' as const },
      },
      signedBy: [signerFile],
    },
    testData: {
      ...service.testData,
      bindings: {
        ...service.testData?.bindings,
        createDeclaration: [
          { body: { declarationText: 'اظهار آزمایشی خدمت نمونه' }, expect: { status: 201 } },
          { body: { declarationText: 'اظهار آزمایشی دیگر' }, expect: { status: 201 } },
        ],
        getDeclaration: [{ parameters: { id: exampleId } }],
      },
    },
  })),
});

/** Starts the agency of signed messages on the loopback address. Errors: FAULT_UNKNOWN, FILE_NOT_WRITABLE, USAGE (the port is taken). */
export async function startSignedAgency(options: AgencyOptions): Promise<RunningAgency> {
  const faults = findSignedFaults(options.faults ?? []);
  const manners: SignedManners = Object.assign({}, soundSignedManners, ...faults.map((fault) => fault.manners ?? {}));
  const extend: ExtensionMaker = ({ pki, clock }) => {
    const declarant = pki.clientOf('declarant');
    const answers = { key: pki.signer.privateKeyPem, keyId: 'registry-1', manners };
    return {
      hooks: { contract: added(pathsText(), schemasText()), statement: statementBend },
      handlers: handlersFor({ keyId, publicKey: declarant.certificatePem, manners, nonces: new Set() }),
      files: [
        { name: keyFile, text: declarant.privateKeyPem, secret: true },
        { name: signerFile, text: pki.signer.certificatePem },
      ],
      finish: (answer, request) =>
        request.path.startsWith(`${basePath}/declarations`) ? signedAnswer(answer, { ...answers, now: clock() }) : answer,
      close: () => undefined,
    };
  };
  return startAgency({ ...options, faults: [], extend, extraHooks: faults.map(({ hooks }) => hooks) });
}
