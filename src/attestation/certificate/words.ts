/**
 * The fixed words of certificates and status lists. Contexts are named, never fetched.
 *
 * Source   W3C Verifiable Credentials Data Model v2.0 §4.3, §4.5; Bitstring Status List v1.0 §2.2; VC-JOSE-COSE §3.1.
 * Room     attestation (floor 3).
 */

/** `typ` of certificates and status lists. */
export const credentialType = 'vc+jwt';
export const certificateContexts = ['https://www.w3.org/ns/credentials/v2', 'https://egif.example/ns/certificate/v1'] as const;
export const statusListContexts = ['https://www.w3.org/ns/credentials/v2', 'https://egif.example/ns/status-list/v1'] as const;
/** The kinds of certificates. */
export const certificateKinds = ['EgifInteroperabilityCertificate', 'EgifParticipationCertificate'] as const;
export const statusListTypes = ['VerifiableCredential', 'BitstringStatusListCredential'] as const;
export const certificateSchemaId = 'https://egif.example/schemas/certificate/v1';
export const participationSchemaId = 'https://egif.example/schemas/participation/v1';

export const bundleMediaType = 'application/vnd.egif.certificate+json;v=1';

/** The id of an organisation by the legal id that its seal carries. */
export const organisationId = (legalId: string): string => `urn:egif:organisation:${legalId}`;

/** The id of an agency as the subject of a certificate of participation. */
export const agencyId = (legalId: string): string => `urn:egif:agency:${legalId}`;

/** What stands for the service where a certificate is about the work of a cluster. */
export const clusterService = (cluster: string): string => `cluster:${cluster}`;

/** The id of a service of an agency. */
export const serviceId = (legalId: string, service: string): string => `urn:egif:service:${legalId}:${service}`;
