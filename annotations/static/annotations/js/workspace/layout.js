// Places things of known height beside their passages: in order, without overlap, as near as can be.

/**
 * @typedef {object} Item
 * @property {number} wanted where its top would like to be
 * @property {number} height
 * @property {number} [weight] how much it insists; 1 unless told
 */

/**
 * Least squares under "each below the one before" (pool adjacent violators), linear in the number.
 *
 * @param {Item[]} items in order
 * @param {number} gap kept free between two of them
 * @returns {number[]} their tops, none below zero
 */
export function spread(items, gap) {
  /** @type {{sum: number, weight: number, count: number}[]} */
  const pools = [];
  let above = 0;
  const offsets = items.map(({ height }) => {
    const offset = above;
    above += height + gap;
    return offset;
  });
  items.forEach(({ wanted, weight = 1 }, at) => {
    let pool = { sum: (wanted - (offsets[at] ?? 0)) * weight, weight, count: 1 };
    for (
      let last = pools.at(-1);
      last && last.sum / last.weight > pool.sum / pool.weight;
      last = pools.at(-1)
    ) {
      pool = {
        sum: pool.sum + last.sum,
        weight: pool.weight + last.weight,
        count: pool.count + last.count,
      };
      pools.pop();
    }
    pools.push(pool);
  });
  const shifts = pools.flatMap(({ sum, weight, count }) =>
    Array(count).fill(Math.max(0, sum / weight)),
  );
  return offsets.map((offset, at) => Math.round(offset + shifts[at]));
}
