import type { RandomGenerator } from './draws.ts'

/** A repeatable generator from a whole number (xoshiro128**, Blackman and Vigna 2018, seeded by splitmix32). */
export function seededGenerator(seed: number): RandomGenerator {
  let mixed = seed >>> 0
  const split = () => {
    mixed = (mixed + 0x9e3779b9) >>> 0
    let z = mixed
    z = Math.imul(z ^ (z >>> 16), 0x21f0aaad)
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97)
    return (z ^ (z >>> 15)) >>> 0
  }
  let a = split()
  let b = split()
  let c = split()
  let d = split()
  const next = () => {
    const product = Math.imul(b, 5)
    const result = Math.imul((product << 7) | (product >>> 25), 9) >>> 0
    const shifted = b << 9
    c ^= a
    d ^= b
    b ^= c
    a ^= d
    c ^= shifted
    d = (d << 11) | (d >>> 21)
    return result
  }
  return () => (next() * 2097152 + (next() >>> 11)) / 9007199254740992
}
