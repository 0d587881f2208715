/**
 * The canary: an address below the stated URL of a listener at which nobody has anything to ask for. Who asks there was led by a token.
 *
 * Room     contract (floor 2). May be imported by every room above.
 */
import type { Service } from './documents.js';

type Canary = NonNullable<NonNullable<Service['listeners']>['canary']>;

/** The address that stands in the header of a token (`jku`, `x5u`). */
export const canaryAddress = ({ url }: Pick<Canary, 'url'>): string => `${url.replace(/\/$/, '')}/egif-key-set.json`;
