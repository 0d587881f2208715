/**
 * Delivers the sample agency's events to those who subscribed: signed, tried again with growing gaps, ended by 410.
 *
 * It connects to one address only, that of the listener of its statement.
 *
 * Source   CloudEvents 1.0.2, HTTP Protocol Binding §3.2; RFC 7515 appendix F (detached content).
 * Room     dev (floor 6). May be imported within dev only.
 */
import { randomUUID, sign } from 'node:crypto';
import { request } from 'node:https';
import type { JsonObject } from '../../contract/api-model.js';
import { loopback } from '../listen.js';
import { tokenKeyOf } from '../json-web-token.js';
import type { Pki } from '../pki.js';
import { eventType } from './event-contract.js';
import type { EventManners } from './manners.js';

export interface DeliveryWorld {
  readonly pki: Pki;
  readonly clock: () => Date;
  readonly manners: EventManners;
  /** The only port that is connected to. */
  readonly port: number;
  /** Callback URLs by the id of the subscription. */
  readonly subscriptions: Map<string, string>;
}

export interface Deliverer {
  /** Begins to deliver one event to everybody. */
  publish(base: string): void;
  close(): void;
}

const timeoutMs = 5000;

const encoded = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A detached JWS over the body. */
function signatureOf(body: string, { pki, clock, manners }: DeliveryWorld): string {
  const key = tokenKeyOf(pki.signer);
  const { signatureAgeSeconds: age } = manners;
  const time = age === undefined ? {} : { iat: Math.floor(clock().getTime() / 1000) - age };
  const head = encoded({ alg: key.algorithm, kid: key.id, ...time });
  const signed = manners.signature === 'other' ? `${body} ` : body;
  const input = `${head}.${Buffer.from(signed).toString('base64url')}`;
  return `${head}..${sign('sha256', Buffer.from(input), { key: key.privateKey, dsaEncoding: 'ieee-p1363' }).toString('base64url')}`;
}

/** Status of the answer; 0 where there was none. */
function post(url: URL, body: string, world: DeliveryWorld): Promise<number> {
  const { pki, manners } = world;
  const headers = {
    'content-type': `${manners.mediaType}; charset=utf-8`,
    'content-length': Buffer.byteLength(body),
    ...(manners.signature === 'none' ? {} : { 'x-jws-signature': signatureOf(body, world) }),
  };
  return new Promise((resolve) => {
    const call = request(url, { method: 'POST', ca: pki.root.certificatePem, headers, timeout: timeoutMs, agent: false }, (answer) => {
      answer.resume();
      answer.once('close', () => resolve(answer.statusCode ?? 0));
    });
    call.once('timeout', () => call.destroy());
    call.once('error', () => resolve(0));
    call.end(body);
  });
}

/** Opens the delivery. */
export function openDeliverer(world: DeliveryWorld): Deliverer {
  const timers = new Set<NodeJS.Timeout>();
  const later = (milliseconds: number, work: () => void): void => {
    const timer = setTimeout(() => {
      timers.delete(timer);
      work();
    }, milliseconds);
    timers.add(timer);
  };
  const { manners, subscriptions } = world;
  const attempt = async (subscription: string, event: JsonObject, count: number): Promise<void> => {
    const callback = subscriptions.get(subscription);
    if (callback === undefined || !URL.canParse(callback)) return;
    const url = new URL(callback);
    if (url.protocol !== 'https:' || url.hostname !== loopback || Number(url.port) !== world.port) return;
    const named = manners.renamesRedeliveries && count > 0 ? { ...event, id: randomUUID() } : event;
    const status = await post(url, JSON.stringify(manners.bend(named)), world);
    const isTaken = status >= 200 && status < 300;
    if (status === 410 && manners.heeds410) subscriptions.delete(subscription);
    else if (isTaken && !manners.repeatsAcknowledged) return;
    const gap = manners.gapsMs[count];
    if (gap !== undefined) later(gap, () => void attempt(subscription, event, count + 1));
  };
  return {
    publish(base) {
      const id = manners.fixedId ?? randomUUID();
      const event: JsonObject = {
        specversion: '1.0',
        id,
        source: base,
        type: eventType,
        time: world.clock().toISOString(),
        datacontenttype: 'application/json',
        dataschema: `${base}/openapi.json`,
        data: { requestId: randomUUID() },
      };
      for (const subscription of subscriptions.keys()) void attempt(subscription, event, 0);
    },
    close() {
      for (const timer of timers) clearTimeout(timer);
      subscriptions.clear();
    },
  };
}
