// @ts-check
// Large numbers for small rings.

/** 999, 1.2k, 12k, 340k, 1.2M. @param {number} n  a count */
export function compactNumber(n) {
  if (n < 1000) return String(n);
  const [unit, sign] = n < 999_500 ? [1000, "k"] : [1_000_000, "M"];
  const value = n / unit;
  return `${value < 9.95 ? Number(value.toFixed(1)) : Math.round(value)}${sign}`;
}
