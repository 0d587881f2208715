/**
 * Seeded values: pure functions of the run's seed and a label, so that a run can be repeated and replayed.
 *
 * Room     contract (floor 2). May be imported by every room above.
 */
import { createHmac } from 'node:crypto';

/** 32 octets that depend on nothing but seed and label. */
export function seededBytes(seed: string, label: string): Buffer {
  return createHmac('sha256', seed).update(label).digest();
}

/** A random-looking UUID (RFC 9562, version 4) for a seed and a label. */
export function seededUuid(seed: string, label: string): string {
  const octets = seededBytes(seed, label).subarray(0, 16);
  octets.writeUInt8((octets.readUInt8(6) & 0x0f) | 0x40, 6);
  octets.writeUInt8((octets.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = octets.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
