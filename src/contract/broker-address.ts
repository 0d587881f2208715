/**
 * Addresses of message brokers: protocol, host and port. What is looked at by TLS is looked at by origin, as everything that is contacted is permitted by origin.
 *
 * Room     contract (floor 2). May be imported by every room above.
 */

export interface BrokerAddress {
  /** Lower case, as the address says it: `mqtts`. */
  readonly protocol: string;
  /** `https://` host and port; the protocol is another one, the place is the same. */
  readonly origin: string;
}

/** The parts of an address; undefined where it is none. */
export function brokerAddress(url: string): BrokerAddress | undefined {
  const [, protocol, host, port] = /^([a-z+-]+):\/\/(\[[0-9a-f:.]+\]|[a-z0-9.-]+):([0-9]{1,5})$/i.exec(url) ?? [];
  const origin = `https://${host}:${port}`;
  if (protocol === undefined || port === undefined || Number(port) > 65_535 || !URL.canParse(origin)) return undefined;
  // An origin leaves out the port that goes without saying.
  return { protocol: protocol.toLowerCase(), origin: new URL(origin).origin };
}

/** The origin of an address; the address itself where it has none. */
export const brokerOrigin = (url: string): string => brokerAddress(url)?.origin ?? url;
