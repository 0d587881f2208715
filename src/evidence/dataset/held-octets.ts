/**
 * Octets of a record that spans chunks, held in one buffer that grows by doubling and is used again.
 *
 * Room     evidence (floor 3), stage: reading data files.
 */

/** A growing buffer; what it gives is valid until the next change. */
export class HeldOctets {
  length = 0;
  #octets = Buffer.allocUnsafe(4096);

  append(chunk: Buffer, start = 0, end = chunk.length): void {
    const wanted = this.length + end - start;
    if (wanted > this.#octets.length) {
      const grown = Buffer.allocUnsafe(Math.max(wanted, this.#octets.length * 2));
      this.#octets.copy(grown, 0, 0, this.length);
      this.#octets = grown;
    }
    chunk.copy(this.#octets, this.length, start, end);
    this.length = wanted;
  }

  view(): Buffer {
    return this.#octets.subarray(0, this.length);
  }

  clear(): void {
    this.length = 0;
  }
}
