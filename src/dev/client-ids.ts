/**
 * The registered clients of the sample agency.
 *
 * Room     dev (floor 6). May be imported within dev only.
 */
export const clientIds = { consumerA: 'egif-test-a', consumerB: 'egif-test-b', noScope: 'egif-test-n' } as const;
export const allScopes = ['registry.read', 'payments.write', 'requests.write'] as const;
