/**
 * Waivers under which a certificate may be issued: each signed, each the very one that the evidence was judged with, each in force on the day of issue.
 *
 * That a waiver is of the right requirement, revision, scope and length was judged with the evidence; here it is asked who granted it.
 * Source   catalogue §4.7.
 * Room     certification (floor 4). Pure.
 */
import { demand } from '../attestation/problem.js';
import { digestOf } from '../contract/canonical.js';
import type { Report, Waiver } from '../contract/documents.js';
import { isHeld, type Opened, type Seal } from './opened.js';
import { isSameHand } from './rerun.js';

export const waiverType = 'egif-waiver+jws';

export interface WaiverInput {
  readonly report: Report;
  /** The waivers that lie in the evidence of the report. */
  readonly used: readonly Waiver[];
  readonly signed: readonly Opened<Waiver>[];
  readonly agency: Seal;
  /** Milliseconds. */
  readonly at: number;
}

/** Ids of waivers that rows of a report rest on, each once. */
export const waiverIdsIn = ({ requirements }: Report): readonly string[] =>
  [...new Set(requirements.flatMap(({ waiver }) => (waiver === undefined ? [] : waiver.split(', '))))].sort();

/** The end of the last day of a waiver, in UTC, milliseconds. */
export const endOf = ({ expires }: Waiver): number => Date.parse(`${expires}T23:59:59.999Z`);

/** The waivers that the verdict rests on. Refusals: WAIVER_UNSIGNED, WAIVER_DIFFERS, WAIVER_SCOPE, WAIVER_EXPIRED, WAIVER_NOT_INDEPENDENT, and those of opening them. */
export function demandWaivers({ report, used, signed, agency, at }: WaiverInput): readonly Waiver[] {
  return waiverIdsIn(report).map((id) => {
    const own = used.find((waiver) => waiver.id === id);
    demand(own !== undefined, 'WAIVER_UNSIGNED', `the evidence holds no waiver ${id}`);
    const held = signed.filter(isHeld).find(({ payload }) => payload.id === id);
    const broken = signed.find((opened) => !isHeld(opened));
    demand(
      held !== undefined,
      'WAIVER_UNSIGNED',
      `the waiver ${id} carries no signature that holds${broken === undefined || isHeld(broken) ? '' : `: ${broken.trouble.code}`}`,
    );
    demand(digestOf(held.payload) === digestOf(own), 'WAIVER_DIFFERS', `the waiver ${id} is not the one that the evidence was judged with`);
    demand(!isSameHand(held.seal, agency), 'WAIVER_NOT_INDEPENDENT', `the waiver ${id} is granted by the agency to itself`);
    const { scope } = own;
    const { subject } = report;
    const fits =
      scope.agency === subject.agency.legalPersonId && scope.service === subject.service.id && scope.environment === subject.environment.id;
    demand(fits, 'WAIVER_SCOPE', `the waiver ${id} is of another agency, service or environment`);
    demand(at >= Date.parse(own.granted) && at <= endOf(own), 'WAIVER_EXPIRED', `the waiver ${id} is in force from ${own.granted} to ${own.expires}`);
    return own;
  });
}
