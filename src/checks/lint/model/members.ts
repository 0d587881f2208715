/**
 * What stands in a JSON value, whatever it is.
 *
 * Room     checks/lint (floor 3). May be imported within checks/lint only.
 */
import type { Json } from '../../../contract/api-model.js';
import { isObject } from '../../../contract/json.js';

/** The members of an object, or nothing. */
export const membersOf = (value: Json | undefined): readonly (readonly [string, Json])[] => (isObject(value) ? Object.entries(value) : []);
/** The items of an array, or nothing. */
export const itemsOf = (value: Json | undefined): readonly Json[] => (Array.isArray(value) ? value : []);
