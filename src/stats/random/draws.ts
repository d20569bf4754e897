/** A generator of numbers in [0, 1); always passed in, so that a result can be repeated. */
export type RandomGenerator = () => number

/** One draw from the standard normal distribution (Box–Muller). */
export function drawNormal(random: RandomGenerator): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
}

/** One draw from Gamma(shape, 1); 0 when shape is 0 (Marsaglia, Tsang 2000). */
export function drawGamma(shape: number, random: RandomGenerator): number {
  if (!(shape > 0)) return 0
  if (shape < 1) return drawGamma(shape + 1, random) * (1 - random()) ** (1 / shape)
  const d = shape - 1 / 3
  const c = 1 / Math.sqrt(9 * d)
  for (;;) {
    const x = drawNormal(random)
    const v = (1 + c * x) ** 3
    if (v <= 0) continue
    if (Math.log(1 - random()) < 0.5 * x * x + d * (1 - v + Math.log(v))) return d * v
  }
}

/** One draw of a count with the given mean, variance φ × mean: Poisson at φ = 1, negative binomial above. */
export function drawCount(mean: number, phi: number, random: RandomGenerator): number {
  if (!(mean > 0)) return 0
  const rate = phi > 1 + 1e-9 ? drawGamma(mean / (phi - 1), random) * (phi - 1) : mean
  return drawPoisson(rate, random)
}

/** One draw from Poisson(mean): multiplication for small means, halving through a gamma variate for large ones (Ahrens, Dieter 1974). */
export function drawPoisson(mean: number, random: RandomGenerator): number {
  let left = mean
  let count = 0
  while (left > 30) {
    const m = Math.floor((left * 7) / 8)
    const x = drawGamma(m, random)
    if (x > left) return count + drawBinomial(m - 1, left / x, random)
    count += m
    left -= x
  }
  const floor = Math.exp(-left)
  let product = 1 - random()
  while (product > floor) {
    count++
    product *= 1 - random()
  }
  return count
}

function drawBinomial(trials: number, p: number, random: RandomGenerator): number {
  let n = trials
  let share = p
  let count = 0
  while (n > 40) {
    const a = 1 + Math.floor(n / 2)
    const x = drawBeta(a, n + 1 - a, random)
    if (x >= share) {
      n = a - 1
      share /= x
    } else {
      count += a
      n -= a
      share = (share - x) / (1 - x)
    }
  }
  for (let k = 0; k < n; k++) if (random() < share) count++
  return count
}

/** One draw from Beta(a, b); 0 when a is 0, 1 when b is 0. */
export function drawBeta(a: number, b: number, random: RandomGenerator): number {
  if (!(a > 0)) return 0
  if (!(b > 0)) return 1
  const x = drawGamma(a, random)
  const y = drawGamma(b, random)
  return x / (x + y)
}
