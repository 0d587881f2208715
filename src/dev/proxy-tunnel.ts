/**
 * The dev proxy without understanding: octets go through as they are, TLS included, and suffer what a wire can do to them.
 *
 * A request is a turn of the client: the first octets that it sends at the beginning or after the target has spoken. A handshake of TLS is a
 * turn too.
 *
 * Room     dev (floor 6). May be imported within dev only.
 */
import { connect, type Socket } from 'node:net';
import { corrupted } from './proxy-corrupt.js';
import type { Deeds, Passing } from './proxy-script.js';

export interface TunnelOptions {
  readonly host: string;
  readonly port: number;
  readonly seed: string;
  /** Numbers a turn and says what is done to it. */
  readonly next: () => { readonly passing: Passing; readonly deeds: Deeds };
}

interface Turn {
  readonly number: number;
  readonly deeds: Deeds;
  /** Octets of the target that went through in this turn. */
  answered: number;
}

/** Joins a client to the target. */
export function tunnel(client: Socket, options: TunnelOptions): void {
  const target = connect({ host: options.host, port: options.port });
  const end = (): void => {
    client.destroy();
    target.destroy();
  };
  let turn: Turn | undefined;
  let silent = false;
  for (const socket of [client, target]) {
    socket.on('error', end);
    socket.on('close', end);
    socket.setNoDelay(true);
  }
  const forward = (chunk: Buffer): void => {
    if (!target.destroyed) target.write(chunk);
  };
  client.on('data', (chunk) => {
    if (silent) return;
    if (turn === undefined || turn.answered > 0) {
      const { passing, deeds } = options.next();
      turn = { number: passing.number, deeds, answered: 0 };
      if (deeds.lose === 'reset') {
        client.resetAndDestroy();
        end();
        return;
      }
      silent = deeds.lose === 'silence';
      if (silent) return;
      if (deeds.delay !== undefined && deeds.delay > 0) {
        client.pause();
        const forget = (): void => clearTimeout(timer);
        const timer = setTimeout(() => {
          client.off('close', forget);
          forward(chunk);
          client.resume();
        }, deeds.delay);
        client.once('close', forget);
        return;
      }
    }
    forward(chunk);
  });
  target.on('data', (chunk) => {
    if (silent || client.destroyed) return;
    const { deeds = {}, number = 0, answered = 0 } = turn ?? {};
    const label = `${number} ${answered}`;
    const bent = deeds.corrupt === undefined || answered > 0 ? chunk : corrupted(chunk, deeds.corrupt, { seed: options.seed, label });
    if (turn !== undefined) turn.answered += chunk.length;
    if (deeds.cutAfter !== undefined && answered + chunk.length > deeds.cutAfter) {
      client.end(bent.subarray(0, deeds.cutAfter - answered), end);
      return;
    }
    if (!client.write(bent)) {
      target.pause();
      client.once('drain', () => target.resume());
    }
  });
}
