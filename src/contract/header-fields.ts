/**
 * Header fields of a message.
 *
 * Room     contract (floor 2). May be imported by every room above.
 */

/** Header fields in wire order: order and repeats are evidence. */
export type Headers = readonly (readonly [name: string, value: string])[];
