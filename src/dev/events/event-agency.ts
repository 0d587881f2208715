/**
 * The event agency: the base registry with subscriptions and webhooks, as an extension of the sample agency.
 *
 * Room     dev (floor 6).
 */
import { randomUUID } from 'node:crypto';
import type { JsonObject } from '../../contract/api-model.js';
import { sha256 } from '../../contract/canonical.js';
import type { Statement } from '../../contract/documents.js';
import { memberOf } from '../../contract/json.js';
import { EgifError } from '../../errors.js';
import { startAgency, type AgencyOptions, type RunningAgency } from '../agency.js';
import { jsonAnswer, withHeader } from '../exchange.js';
import { added, freePort, operationText, type AgencyExtension, type ExtensionMaker } from '../extension.js';
import { eventFaults } from '../faults/events.js';
import { loopback } from '../listen.js';
import { problemAnswer } from '../problems.js';
import { instant, registrySource } from '../records.js';
import type { OperationWorld } from '../registry-state.js';
import { contractFileName } from '../statement.js';
import { openDeliverer, type Deliverer } from './deliver.js';
import { certifiedText, eventContractText, noticeType } from './event-contract.js';
import { soundEventManners, type EventFault, type EventManners } from './manners.js';
import { delivererKeyId, openReceiver, receiverPath } from './receiver.js';
import { openSampleBroker } from './sample-broker.js';

const listenerPath = '/egif/events';
const asyncApiFile = 'person-registry.asyncapi.yaml';
const certifiedFile = 'certified/person-registry.asyncapi.yaml';
const pair = { cert: 'listener/valid.pem', key: 'listener/valid.key.pem' } as const;
const signerFile = 'listener/signer.pem';
const delivererKeyFile = 'secrets/deliverer.key.pem';

/** The event faults of these names. Error: FAULT_UNKNOWN. */
export function findEventFaults(names: readonly string[]): readonly EventFault[] {
  return names.map((name) => {
    const fault = eventFaults.find((candidate) => candidate.name === name);
    if (fault === undefined)
      throw new EgifError('FAULT_UNKNOWN', `there is no fault ${name}`, { mend: 'see the names with egif dev agency --kind event --list-faults' });
    return fault;
  });
}

const source = { serviceId: '99990010001', agencyId: '99999000014', title: 'مرجع پایهٔ اشخاص' };
const exampleId = '7d1f6a52-0c5e-4f0b-9a51-1f6d3c2b1a91';
const tail = { asOf: '2026-06-01T08:00:00Z', source, recordVersion: 1 };
const tailSchema = {
  asOf: { type: 'string', format: 'date-time', maxLength: 40, description: 'زمان اعتبار داده', 'x-egif-data-class': 'public' },
  source: { $ref: '#/components/schemas/RegistrySource' },
  recordVersion: { type: 'integer', format: 'int32', minimum: 1, maximum: 1_000_000, description: 'نسخهٔ رکورد', 'x-egif-data-class': 'public' },
};
const idSchema = { type: 'string', format: 'uuid', maxLength: 36, description: 'شناسه', 'x-egif-data-class': 'internal' };

const anyUrl = '^https?://[^\\u0000-\\u0020]*$';

function schemasText(url: string, { takesAnyCallback }: EventManners): string {
  const callbackUrl = {
    type: 'string',
    maxLength: 200,
    pattern: takesAnyCallback ? anyUrl : `^${url.replaceAll('.', '\\.')}(/[a-f0-9-]{36})?$`,
    description: 'نشانی دریافت رویداد',
    'x-egif-data-class': 'internal',
  };
  const note = {
    type: 'string',
    minLength: 1,
    maxLength: 100,
    pattern: '^[^\\u0000-\\u001f]*$',
    description: 'یادداشت',
    'x-egif-data-class': 'internal',
  };
  const closed = { type: 'object', additionalProperties: false };
  const schemas = {
    EventSubscriptionOrder: { ...closed, description: 'سفارش اشتراک رویداد', required: ['callbackUrl'], properties: { callbackUrl } },
    EventSubscription: {
      type: 'object',
      description: 'اشتراک رویداد',
      required: ['id', 'callbackUrl', 'asOf', 'source', 'recordVersion'],
      properties: { id: idSchema, callbackUrl: { ...callbackUrl, pattern: anyUrl }, ...tailSchema },
    },
    SampleEventOrder: { ...closed, description: 'سفارش رویداد آزمایشی', required: ['eventNote'], properties: { eventNote: note } },
    SampleEvent: {
      type: 'object',
      description: 'رویداد آزمایشی',
      required: ['id', 'asOf', 'source', 'recordVersion'],
      properties: { id: idSchema, ...tailSchema },
    },
  };
  return Object.entries(schemas)
    .map(([name, schema]) => `    ${name}: ${JSON.stringify(schema)}\n`)
    .join('');
}

function pathsText(url: string): string {
  const subscription = { id: exampleId, callbackUrl: url, ...tail };
  const create = operationText({
    method: 'post',
    id: 'createEventSubscription',
    summary: 'اشتراک رویداد',
    description: 'نشانی دریافت رویدادها را ثبت می‌کند.',
    parameters: ['IdempotencyKey'],
    body: { schema: 'EventSubscriptionOrder', example: { callbackUrl: url } },
    success: { status: 201, schema: 'EventSubscription', example: subscription, location: true },
  });
  const read = operationText({
    method: 'get',
    id: 'getEventSubscription',
    summary: 'یک اشتراک رویداد',
    description: 'اشتراک رویداد را برمی‌گرداند.',
    parameters: ['RequestKey'],
    success: { status: 200, schema: 'EventSubscription', example: subscription },
  });
  const remove = operationText({
    method: 'delete',
    id: 'deleteEventSubscription',
    summary: 'لغو اشتراک رویداد',
    description: 'اشتراک رویداد را برمی‌دارد.',
    parameters: ['RequestKey'],
    success: { status: 204 },
  });
  const cause = operationText({
    method: 'post',
    id: 'createSampleEvent',
    summary: 'رویداد آزمایشی',
    description: 'یک رویداد آزمایشی پدید می‌آورد.',
    parameters: ['IdempotencyKey'],
    body: { schema: 'SampleEventOrder', example: { eventNote: 'آزمون' } },
    success: { status: 200, schema: 'SampleEvent', example: { id: exampleId, ...tail } },
  });
  return `  /event-subscriptions:\n${create}  /event-subscriptions/{id}:\n${read}${remove}  /sample-events:\n${cause}`;
}

const recordOf = (world: OperationWorld, id: string, own: JsonObject): JsonObject => ({
  id,
  ...own,
  asOf: instant(world.now),
  source: registrySource(world.serviceId),
  recordVersion: 1,
});

function handlersFor(subscriptions: Map<string, string>, deliverer: Deliverer): AgencyExtension['handlers'] {
  const shown = (world: OperationWorld, id: string) => recordOf(world, id, { callbackUrl: subscriptions.get(id) ?? '' });
  return new Map([
    [
      'createEventSubscription',
      (world: OperationWorld) => {
        const id = randomUUID();
        subscriptions.set(id, String(memberOf(world.input.body, 'callbackUrl')));
        return withHeader(jsonAnswer(201, shown(world, id)), 'Location', `${world.basePath}/event-subscriptions/${id}`);
      },
    ],
    [
      'getEventSubscription',
      (world: OperationWorld) => {
        const id = String(world.input.path['id']);
        return subscriptions.has(id) ? jsonAnswer(200, shown(world, id)) : problemAnswer(world.request, 'not-found');
      },
    ],
    [
      'deleteEventSubscription',
      (world: OperationWorld) =>
        subscriptions.delete(String(world.input.path['id'])) ? { status: 204, headers: [] } : problemAnswer(world.request, 'not-found'),
    ],
    [
      'createSampleEvent',
      (world: OperationWorld) => {
        deliverer.publish(`https://sample.gov.example${world.basePath}`);
        return jsonAnswer(200, recordOf(world, randomUUID(), {}));
      },
    ],
  ]);
}

interface Ports {
  readonly receiver: number;
  readonly broker: number;
}

function statementBend({ url, asyncApi, ports }: { readonly url: string; readonly asyncApi: string; readonly ports: Ports }) {
  const { gapsMs } = soundEventManners;
  return (statement: Statement): Statement => ({
    ...statement,
    services: statement.services.map((service) => ({
      ...service,
      style: 'event' as const,
      contracts: [...(service.contracts ?? []), { type: 'asyncapi' as const, file: asyncApiFile, digest: sha256(asyncApi) }],
      previousCertified: { contractFile: contractFileName, contracts: [{ type: 'asyncapi' as const, file: certifiedFile }] },
      environments: service.environments.map((environment) => ({
        ...environment,
        receiver: {
          url: `https://${loopback}:${ports.receiver}${receiverPath}`,
          signer: 'deliverer',
          event: { source: 'https://other.gov.example', type: noticeType, datacontenttype: 'application/json', data: { noticeId: 'n-1' } },
        },
        brokers: ['mqtts', 'amqps'].map((protocol) => ({ url: `${protocol}://${loopback}:${ports.broker}` })),
      })),
      credentials: {
        ...service.credentials,
        identities: {
          ...service.credentials?.identities,
          deliverer: { kind: 'httpsig' as const, key: `file:${delivererKeyFile}`, keyId: delivererKeyId, algorithm: 'ecdsa-p256-sha256' as const },
        },
      },
      listeners: {
        ...service.listeners,
        events: {
          url,
          certificate: { cert: `file:${pair.cert}`, key: `file:${pair.key}` },
          subscribe: 'createEventSubscription',
          trigger: 'createSampleEvent',
          signedBy: [signerFile],
          firstRetrySeconds: (gapsMs[0] ?? 200) / 1000,
        },
      },
      testData: {
        ...service.testData,
        bindings: {
          ...service.testData?.bindings,
          createEventSubscription: [{ body: { callbackUrl: url }, expect: { status: 201 } }],
          getEventSubscription: [{ parameters: { id: exampleId } }],
          createSampleEvent: [{ body: { eventNote: 'آزمون' }, expect: { status: 200 } }],
        },
      },
    })),
  });
}

/** Starts the event agency on the loopback address. Errors: FAULT_UNKNOWN, FILE_NOT_WRITABLE, USAGE (the port is taken). */
export async function startEventAgency(options: AgencyOptions): Promise<RunningAgency> {
  const faults = findEventFaults(options.faults ?? []);
  const manners: EventManners = Object.assign({}, soundEventManners, ...faults.map((fault) => fault.manners ?? {}));
  const port = await freePort();
  const ports = { receiver: await freePort(), broker: await freePort() };
  const url = `https://${loopback}:${port}${listenerPath}`;
  const extend: ExtensionMaker = ({ pki, clock }) => {
    // One of a receiver that nothing is ever delivered to, so that there is something to read.
    const subscriptions = new Map([[exampleId, 'https://receiver.sample.gov.example/events']]);
    const deliverer = openDeliverer({ pki, clock, manners, port, subscriptions });
    const asyncApi = eventContractText({ listener: `${loopback}:${port}`, broker: `${loopback}:${ports.broker}`, address: listenerPath });
    const listener = pki.serverOf('valid');
    const closers = [
      openReceiver({ pki, clock, port: ports.receiver, manners: manners.receiving }),
      openSampleBroker(ports.broker, pki, manners.broker),
    ];
    return {
      hooks: { contract: added(pathsText(url), schemasText(url, manners)), statement: statementBend({ url, asyncApi, ports }) },
      handlers: handlersFor(subscriptions, deliverer),
      files: [
        { name: asyncApiFile, text: asyncApi },
        { name: certifiedFile, text: certifiedText(asyncApi, manners.certified) },
        { name: pair.cert, text: listener.chainPem },
        { name: pair.key, text: listener.privateKeyPem, secret: true },
        { name: signerFile, text: pki.signer.certificatePem },
        { name: delivererKeyFile, text: pki.clientOf('deliverer').privateKeyPem, secret: true },
      ],
      close: () => {
        deliverer.close();
        for (const close of closers) close();
      },
    };
  };
  return startAgency({ ...options, faults: [], extend, extraHooks: faults.map(({ hooks }) => hooks) });
}
