/** The digest of the whole catalogue over its canonical form (RFC 8785), against JSON.stringify and SHA-256 of the same value. Prints the ratio. */
import { digestOf, loadLaw, sha256 } from '../dist/src/index.js';
import { places } from '../dist/src/cli/places.js';
import { cpuMicroseconds, median } from './measure.mjs';

const { catalogue } = await loadLaw(places);
const value = [...catalogue.requirements.values()];
const timed = (work) => {
  const before = cpuMicroseconds();
  for (let again = 0; again < 5; again += 1) work();
  return (cpuMicroseconds() - before) / 5;
};

const rounds = Array.from({ length: 15 }, () => ({
  plain: timed(() => sha256(JSON.stringify(value))),
  canonical: timed(() => digestOf(value)),
})).slice(5);
process.stdout.write(
  `${JSON.stringify({
    bytes: Buffer.byteLength(JSON.stringify(value)),
    plain: median(rounds.map(({ plain }) => plain)),
    canonical: median(rounds.map(({ canonical }) => canonical)),
    ratio: median(rounds.map(({ plain, canonical }) => canonical / plain)),
  })}\n`,
);
