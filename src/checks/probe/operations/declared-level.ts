/**
 * What the agency declares of its service levels: in the statement, else in the contract's info.x-egif-sla.
 *
 * Room     checks (floor 3). May be imported by probes only.
 */
import type { CheckSubject } from '../../../contract/check.js';
import { isObject, memberOf } from '../../../contract/json.js';

/** A declared figure, or undefined where neither declares a number above 0. */
export function declaredLevel(
  { service, contract }: Pick<CheckSubject, 'service' | 'contract'>,
  name: 'availability' | 'latencyP95Ms' | 'throughputPerMinutePerConsumer',
): number | undefined {
  const data = contract?.document.data;
  const level = service.sla?.[name] ?? memberOf(memberOf(isObject(data) ? memberOf(data, 'info') : undefined, 'x-egif-sla'), name);
  return typeof level === 'number' && level > 0 ? level : undefined;
}
