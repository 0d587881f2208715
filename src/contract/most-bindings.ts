/**
 * How many bindings of one operation are called at most: each is a call of its own in every check that calls the operation.
 *
 * Room     contract (floor 2). May be imported by every room above.
 */
export const mostBindings = 5;
