/**
 * data/utc-instants — instants in the answers are in UTC.
 *
 * Source   EGIF-DAT-TIM-003; RFC 3339 §4.1 and §4.3, RFC 9557 §4.1 (a time-zone name in brackets). Local civil time beside the name of its zone is
 *          meant as such.
 * Evidence the answers to the operation's samples; instants that are well-formed, whatever their form is worth otherwise.
 */
import { memberOf } from '../../contract/json.js';
import type { Node } from './instance.js';
import { temporalKindOf } from './recognise.js';
import { defineValueCheck, type Flaw } from './value-check.js';

const written = /^[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?(Z|z|[+-][0-9]{2}:[0-9]{2})(\[[^\]]+\])?$/;
const universal: ReadonlySet<string> = new Set(['Z', 'z', '+00:00', '-00:00']);
const zoneNames = ['timeZone', 'timezone', 'time_zone', 'zoneId', 'tz'];

const isPlace = (node: Node): boolean => !['date', undefined].includes(temporalKindOf(node));

function look(node: Node): readonly Flaw[] | undefined {
  const { value, parents } = node;
  if (typeof value !== 'string' || !isPlace(node)) return undefined;
  const [, offset, zone] = written.exec(value) ?? [];
  if (offset === undefined) return undefined;
  const named = zone !== undefined || zoneNames.some((name) => typeof memberOf(parents[0], name) === 'string');
  return universal.has(offset) || named ? [] : [{ code: 'instant-not-utc', got: offset, want: 'Z' }];
}

export const utcInstants = defineValueCheck({ id: 'data/utc-instants', findings: ['instant-not-utc'], isPlace, look });
