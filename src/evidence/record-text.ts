/**
 * The canonical text of a record as the journal has it, written part by part: the lists of header fields, which are most of it, stand in record after
 * record and are written once.
 *
 * Room     evidence (floor 3). May be imported within evidence only.
 */
import type { Json } from '../contract/api-model.js';
import { canonicalJson } from '../contract/canonical.js';
import type { Headers } from '../contract/evidence.js';
import type { Entry } from './recorder.js';
import { recordOf } from './store.js';

const mostLately = 4;
/** Lists that were written of late, the newest first. Nobody changes a list. */
let lately: readonly { readonly list: unknown; readonly text: string }[] = [];

function listText(list: Headers | Json | undefined): string {
  for (const each of lately) if (each.list === list) return each.text;
  const text = canonicalJson(list);
  lately = [{ list, text }, ...lately.slice(0, mostLately - 1)];
  return text;
}

/** The text of what was sent, or undefined where its members are in no order. */
function actionText(action: Entry['action']): string | undefined {
  let text = '';
  let last = '';
  for (const name in action) {
    if (name <= last) return undefined;
    last = name;
    const value = action[name];
    if (value !== undefined) text += `${text === '' ? '' : ','}"${name}":${name === 'headers' ? listText(value) : canonicalJson(value)}`;
  }
  return `{${text}}`;
}

/** What `canonicalJson` gives of `recordOf`. INTERNAL where it is no JSON. */
export function recordText(entry: Entry, seq: number): string {
  const { observation, body, redactions, reason, remote, attempt, key } = entry;
  const { ownDelayMs } = observation;
  const usual =
    observation.kind === 'http' && observation.lost === undefined && ownDelayMs === undefined && observation.response?.signature === undefined;
  const action = usual && body !== undefined ? actionText(entry.action) : undefined;
  if (!usual || body === undefined || action === undefined || observation.response === undefined) return canonicalJson(recordOf(entry, seq));
  const { at, elapsedMs, environment, place, response } = observation;
  const { status, headers } = response;
  const said = reason === undefined ? '' : `"reason":${canonicalJson(reason)},`;
  const from = remote === undefined ? '' : `"remote":${canonicalJson(remote)},`;
  const answer = `{"body":"${body.digest}","bytes":${body.bytes},"headers":${listText(headers)},${said}"redactions":${redactions},"status":${status}}`;
  const about = `"at":"${at}","attempt":${attempt},"elapsedMs":${canonicalJson(elapsedMs)},"environment":${canonicalJson(environment)}`;
  return `{"action":${action},${about},"key":"${key}","kind":"http","place":${canonicalJson(place)},${from}"response":${answer},"seq":${seq}}`;
}
