/**
 * The words of a look at a message broker.
 *
 * Room     contract (floor 2). May be imported by every room above.
 */

/** What a broker is spoken to in. */
export type BrokerDialect = 'mqtt-3.1.1' | 'mqtt-5' | 'amqp-0-9-1' | 'amqp-1.0' | 'kafka';

/**
 * `taken`: let in, or could go on without a credential. `refused`: said, or shown by a TLS alert, to be for want of a credential. `other-version`: another
 * version is spoken. `silent`: closed without a word. `unclear`: something else was said.
 */
export type BrokerOutcome = 'taken' | 'refused' | 'other-version' | 'silent' | 'unclear';

/** What a broker said. */
export interface BrokerSays {
  readonly outcome: BrokerOutcome;
  /** Code of the protocol: of CONNACK, of Connection.Close, of a SASL outcome, of an error of Kafka. */
  readonly code?: number;
  /** Names of the SASL mechanisms that are offered. */
  readonly offers?: readonly string[];
  /** The platform's word for a TLS alert. */
  readonly alert?: string;
}
