/**
 * How sure a share can be that was counted: the score interval of a binomial proportion.
 *
 * Source   E. B. Wilson, Probable inference, the law of succession, and statistical inference, JASA 22 (1927) 209–212.
 * Room     verdict (floor 3).
 */

/** Standard normal quantile of a one-sided 95 % bound. */
const oneSided95 = 1.6448536269514722;

/** Lowest and highest share that the counts bear out; 0 and 1 where nothing was counted. Errors: RangeError for counts that cannot be. */
export function wilsonInterval(successes: number, total: number, z = oneSided95): readonly [lower: number, upper: number] {
  if (!Number.isInteger(successes) || !Number.isInteger(total) || successes < 0 || successes > total)
    throw new RangeError(`${successes} of ${total}`);
  if (total === 0) return [0, 1];
  const share = successes / total;
  const square = z * z;
  const middle = share + square / (2 * total);
  const half = z * Math.sqrt((share * (1 - share)) / total + square / (4 * total * total));
  const scale = 1 + square / total;
  // Rounding may carry a bound of nothing or of all beyond the ends.
  const lower = successes === 0 ? 0 : (middle - half) / scale;
  const upper = successes === total ? 1 : (middle + half) / scale;
  return [Math.max(0, lower), Math.min(1, upper)];
}
