/**
 * Who asks, and what is wrong with how they show it.
 *
 * Room     contract (floor 2). May be imported by every room above.
 */

/**
 * What is done to an identity's token before it is sent; made inside the engine, so that no probe ever holds a token.
 *
 * `flipped`: one octet of the signature (or of an opaque token) is another. `alg-none`: without a signature, and saying so. `hs256-key`: signed
 * with the issuer's public key as if it were a shared secret. `unknown-key`: signed with a key that the issuer never published. `embedded-key`:
 * the same, with that key in the header (`jwk`). `key-url`: the same, with an address of that key in the header (`jku`, a name that never
 * resolves). `canary-url`: the same, with the address of the statement's canary (`jku`, `x5u`). `unbound`: the token itself, without the proof of possession that it is bound to.
 */
export const tokenAlterations = ['flipped', 'alg-none', 'hs256-key', 'unknown-key', 'embedded-key', 'key-url', 'canary-url', 'unbound'] as const;
export type TokenAlteration = (typeof tokenAlterations)[number];

/**
 * Who asks: nobody, somebody with a token that cannot be valid, an identity of the statement by name; or one whose token was altered, or stands in
 * the query instead of the header.
 */
export type Credential = 'none' | 'broken' | `identity:${string}` | `altered:${TokenAlteration}:${string}` | `query:${string}`;
