/**
 * The kinds of sample agency: the faults of each, how it is declared, and the profiles that are made for such a service. The one list of them all: what is offered
 * on the command line, the kill matrix and the self-proof of the harness go by it.
 *
 * An agency is started by what is loaded when it is asked for: its faults can be listed without the libraries that it needs.
 *
 * Room     dev (floor 6).
 */
import type { Facts } from '../contract/api-model.js';
import type { Statement } from '../contract/documents.js';
import type { AgencyOptions, RunningAgency } from './agency.js';
import { faults as restFaults, type ListedFault } from './faults.js';
import { consumerFaults } from './faults/consumer.js';
import { eventFaults } from './faults/events.js';
import { signedFaults } from './faults/signed.js';
import { soapFaults } from './faults/soap.js';

/** A service as its statement declares it, and a profile that is made for such a one. */
export interface Ground {
  /** Id of the profile. */
  readonly profile: string;
  /** What decides whether a profile is for this service. */
  readonly facts: Facts;
  /** The statement of the service, where it differs from the one that the agency writes. */
  readonly restate?: (statement: Statement) => Statement;
}

export type StartedAgency = Pick<RunningAgency, 'baseUrl' | 'port' | 'statement' | 'close'>;
export type KindOptions = Pick<AgencyOptions, 'port' | 'publicPort' | 'faults' | 'clock' | 'pki' | 'directory' | 'statementName'>;

export interface AgencyKind {
  readonly name: string;
  readonly faults: readonly ListedFault[];
  /** A fault is looked for on the first that knows the requirement that it breaks. */
  readonly grounds: readonly [Ground, ...Ground[]];
  /** Errors: FAULT_UNKNOWN, FILE_NOT_WRITABLE, USAGE (the port is taken). */
  start(options: KindOptions): Promise<StartedAgency>;
}

const listed = (faults: readonly ListedFault[]): readonly ListedFault[] =>
  faults.map(({ name, requirements, layer, describe }) => ({ name, requirements, layer, describe }));

const factsOf = (role: string, style: string, kinds: readonly string[] = ['G2G']): Facts => ({
  'service.role': role,
  'service.style': style,
  'service.kinds': kinds,
});

/** The same service as one that serves citizens too. */
const forCitizens = (statement: Statement): Statement => ({
  ...statement,
  services: statement.services.map((service) => ({ ...service, kinds: ['G2G', 'G2C'] })),
});

export const agencyKinds: readonly [AgencyKind, ...AgencyKind[]] = [
  {
    name: 'rest',
    faults: listed(restFaults),
    grounds: [
      { profile: 'three-layers', facts: factsOf('base-registry', 'rest') },
      { profile: 'g2g-rest-provider', facts: factsOf('base-registry', 'rest') },
      { profile: 'g2c-single-window-service', facts: factsOf('base-registry', 'rest', ['G2G', 'G2C']), restate: forCitizens },
    ],
    start: async (options) => (await import('./agency.js')).startAgency(options),
  },
  {
    name: 'soap',
    faults: listed(soapFaults),
    grounds: [{ profile: 'soap-legacy-provider', facts: factsOf('base-registry', 'soap') }],
    start: async (options) => (await import('./soap/soap-agency.js')).startSoapAgency(options),
  },
  {
    name: 'event',
    faults: listed(eventFaults),
    grounds: [{ profile: 'event-provider', facts: factsOf('base-registry', 'event') }],
    start: async (options) => (await import('./events/event-agency.js')).startEventAgency(options),
  },
  {
    name: 'consumer',
    faults: listed(consumerFaults),
    grounds: [{ profile: 'consumer-agency', facts: factsOf('consumer', 'rest') }],
    start: async (options) => (await import('./consumer/consumer-agency.js')).startConsumerAgency(options),
  },
  {
    name: 'signed',
    faults: listed(signedFaults),
    grounds: [{ profile: 'three-layers', facts: factsOf('base-registry', 'rest') }],
    start: async (options) => (await import('./signed/signed-agency.js')).startSignedAgency(options),
  },
];

/** The kind of that name. */
export const kindOf = (name: string): AgencyKind | undefined => agencyKinds.find((kind) => kind.name === name);
