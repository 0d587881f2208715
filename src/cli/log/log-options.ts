/**
 * The options of `egif log`.
 *
 * Room     cli (floor 7).
 */
import type { Arguments } from '../command.js';

export const options = {
  key: {
    type: 'string',
    describe: 'key URI of the log; file:PATH is a PEM file with an Ed25519 key after a line “name: ORIGIN”; pkcs11:… and cmd:… too',
  },
  name: { type: 'string', describe: 'origin of the new log, where its key is in a token or a program (init)' },
  policy: { type: 'string', describe: 'file with the policy: witnesses, their addresses, the quorum (C2SP tlog-policy)' },
  log: { type: 'string', describe: 'verifier key of the log (verify; audit, monitor and fsck of a copy)' },
  leaf: { type: 'string', describe: 'file with the octets of the leaf (verify)' },
  index: { type: 'number', describe: 'number of the entry, from 0 (prove)' },
  at: { type: 'string', describe: 'what stood at this instant, RFC 3339 (prove, audit); the instant of verification (verify)' },
  'max-skew': { type: 'number', default: 300, describe: 'seconds by which the clock of a witness may be ahead (verify)' },
  trust: { type: 'string', describe: 'freshness pack or trust list; the status lists of the pack are held against the log (audit, monitor)' },
  'status-list': {
    array: true,
    type: 'string',
    default: [],
    describe: 'file with a published status list to hold against the log, with --trust; may be repeated (audit, monitor)',
  },
  service: { type: 'string', describe: 'service to watch (monitor)' },
  state: { type: 'string', describe: 'file that keeps what was seen the last time (monitor)' },
  out: { type: 'string', describe: 'file to write (prove)' },
} as const;

export type LogArguments = Arguments<typeof options>;
