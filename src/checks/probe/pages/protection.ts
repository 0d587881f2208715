/**
 * The protective fields of an answer.
 *
 * Source   WHATWG Fetch (X-Content-Type-Options); CSP Level 3 §6.4 (frame-ancestors); Referrer Policy §4.1.
 * Room     checks (floor 3). May be imported by probes only.
 */

const referrerPolicies: ReadonlySet<string> = new Set([
  'no-referrer',
  'no-referrer-when-downgrade',
  'same-origin',
  'origin',
  'strict-origin',
  'origin-when-cross-origin',
  'strict-origin-when-cross-origin',
]);

export interface Protection {
  readonly nosniff: boolean;
  readonly frameAncestors: boolean;
  readonly referrerPolicy: boolean;
}

/** Which of them are there and valid; `fieldOf` gives the value of a field, repeats joined by commas. */
export function protectionOf(fieldOf: (name: string) => string): Protection {
  const lower = (name: string): string => fieldOf(name).toLowerCase();
  return {
    nosniff: /^nosniff(\s*,|$)/.test(lower('x-content-type-options')),
    frameAncestors: /(^|[;,])\s*frame-ancestors\s+\S/.test(lower('content-security-policy')),
    referrerPolicy: lower('referrer-policy')
      .split(',')
      .some((policy) => referrerPolicies.has(policy.trim())),
  };
}
