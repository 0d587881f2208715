/**
 * What the operations of the sample registry do, by operationId.
 *
 * Room     dev (floor 6). May be imported within dev only.
 */
import { randomUUID } from 'node:crypto';
import type { Json, JsonObject } from '../contract/api-model.js';
import { memberOf } from '../contract/json.js';
import { canonicalPersian } from '../schemes/persian-text.js';
import { crudHandlers } from './crud.js';
import { jsonAnswer, withHeader, type Answer } from './exchange.js';
import { onceForKey } from './idempotency.js';
import { problemAnswer } from './problems.js';
import { instant, registrySource } from './records.js';
import type { OperationHandler, OperationWorld } from './registry-state.js';

const defaultLimit = 20;

/** Cursor of an offset, opaque to clients, and back; undefined where it is none of ours. */
const cursorOf = (offset: number): string => Buffer.from(`offset:${offset}`).toString('base64url');
function offsetOf(cursor: Json | undefined): number | undefined {
  if (cursor === undefined) return 0;
  const digits = /^offset:([0-9]{1,9})$/.exec(Buffer.from(String(cursor), 'base64url').toString('utf8'))?.[1];
  return digits === undefined ? undefined : Number(digits);
}

/** One page of records; a cursor that is none of ours is refused. */
export function page(world: OperationWorld, records: readonly Json[]): Answer {
  const { limit, cursor } = world.input.query;
  const offset = offsetOf(cursor);
  if (offset === undefined) return problemAnswer(world.request, 'invalid-request', [{ pointer: 'query:cursor', code: 'unknown-cursor' }]);
  const end = offset + (typeof limit === 'number' ? limit : defaultLimit);
  return jsonAnswer(200, {
    items: [...records.slice(offset, end)],
    total: records.length,
    ...(end < records.length ? { nextCursor: cursorOf(end) } : {}),
    asOf: instant(world.now),
    source: registrySource(world.serviceId),
  });
}

/** The record whose id the path names. */
function item(world: OperationWorld, records: readonly JsonObject[]): Answer {
  const found = records.find((record) => record['id'] === world.input.path['id']);
  return found === undefined ? problemAnswer(world.request, 'not-found') : jsonAnswer(200, found);
}

/** A text as searches compare it: letters of both keyboards, joiners and spaces alike. */
const comparable = (text: string): string => canonicalPersian(text).replace(/[\s\u200c]+/gu, '');

/** Legal entities, or those of a name. */
function listLegalPersons(world: OperationWorld): Answer {
  const { legalEntities } = world.state.registry;
  const { legalName } = world.input.query;
  if (typeof legalName !== 'string') return page(world, legalEntities);
  const wanted = comparable(legalName);
  return page(
    world,
    legalEntities.filter((record) => comparable(String(record['legalName'])) === wanted),
  );
}

/** Licences, or those of a status, or those that are valid as of an instant or later. */
function listLicences(world: OperationWorld): Answer {
  const { status: wanted, changedSince } = world.input.query;
  const since = typeof changedSince === 'string' ? Date.parse(changedSince) : Number.NEGATIVE_INFINITY;
  return page(
    world,
    world.state.registry.licences.filter(
      (record) => (wanted === undefined || record['status'] === wanted) && Date.parse(String(record['asOf'])) >= since,
    ),
  );
}

/** Records whose member has the value that the body gives. */
function search(world: OperationWorld, records: readonly JsonObject[], member: string): Answer {
  const wanted = memberOf(world.input.body, member);
  return page(
    world,
    records.filter((record) => record[member] === wanted),
  );
}

function pay(world: OperationWorld): Answer {
  const id = randomUUID();
  const order = world.input.body;
  const payment: JsonObject = {
    id,
    amount: memberOf(order, 'amount') ?? null,
    payeeIban: memberOf(order, 'payeeIban') ?? null,
    payerLegalPersonId: memberOf(order, 'payerLegalPersonId') ?? null,
    purpose: memberOf(order, 'purpose') ?? null,
    treasuryPaymentId: `999${String(world.state.created.size + 2).padStart(15, '0')}`,
    status: 'accepted',
    asOf: instant(world.now),
    source: registrySource(world.serviceId),
    recordVersion: 1,
  };
  world.state.created.set(id, payment);
  return withHeader(jsonAnswer(201, payment), 'Location', `${world.basePath}/payments/${id}`);
}

const status: OperationHandler = (world) => jsonAnswer(200, { status: 'up', checkedAt: instant(world.now) });

/** Every operation of the contract by its operationId; the one that a contract may leave without an id also by method and path. */
export const operationHandlers: ReadonlyMap<string, OperationHandler> = new Map<string, OperationHandler>([
  ['listPersons', (world) => page(world, world.state.registry.persons)],
  ['searchPersons', (world) => search(world, world.state.registry.persons, 'nationalCode')],
  ['getPerson', (world) => item(world, world.state.registry.persons)],
  ['listLegalPersons', listLegalPersons],
  ['searchLegalPersons', (world) => search(world, world.state.registry.legalEntities, 'legalPersonId')],
  ['getLegalPerson', (world) => item(world, world.state.registry.legalEntities)],
  ['searchAddresses', (world) => search(world, world.state.registry.addresses, 'postalCode')],
  ['getAddress', (world) => item(world, world.state.registry.addresses)],
  ['listLicences', listLicences],
  ['getLicence', (world) => item(world, world.state.registry.licences)],
  ['createPayment', (world) => onceForKey(world, () => pay(world))],
  ['getPayment', (world) => item(world, [...world.state.registry.payments, ...world.state.created.values()])],
  ...crudHandlers,
  ['getStatus', status],
  ['get /status', status],
]);
