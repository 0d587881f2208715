/**
 * Serves octets to libxml2 by name, and keeps everything else from it.
 *
 * Room     evidence (floor 3). May be imported within evidence only.
 */
import type { XmlInputProvider } from 'libxml2-wasm';

export abstract class OctetsProvider implements XmlInputProvider {
  readonly #open = new Map<number, { readonly octets: Buffer; at: number }>();

  /** What is served under a name; undefined: nothing is. */
  protected abstract octetsOf(name: string): Buffer | undefined;

  /** Everything is asked here, so that nothing is served by another provider. */
  match = (): boolean => true;

  open = (name: string): number | undefined => {
    const octets = this.octetsOf(name);
    if (octets === undefined) return undefined;
    const number = this.#open.size + 1;
    this.#open.set(number, { octets, at: 0 });
    return number;
  };

  read = (number: number, into: Uint8Array): number => {
    const file = this.#open.get(number);
    if (file === undefined) return -1;
    const part = file.octets.subarray(file.at, file.at + into.length);
    into.set(part);
    file.at += part.length;
    return part.length;
  };

  close = (): boolean => true;
}
