import type { Random } from '../../random/random.ts'

function digits(random: Random, count: number): string {
  return Array.from({ length: count }, () => String(random.below(10))).join('')
}

function hex(random: Random, count: number): string {
  return Array.from({ length: count }, () => random.below(16).toString(16)).join('')
}

/** An id that looks like those of this network: a 24-digit hexadecimal one, or a long or short number. */
export function drawNetworkId(random: Random, source: string): string {
  switch (source) {
    case 'unity-ads':
      return hex(random, 24)
    case 'applovin':
      return hex(random, 32)
    case 'meta':
      return `2385${digits(random, 13)}`
    case 'tiktok':
      return `17${digits(random, 17)}`
    default:
      return `${1 + random.below(9)}${digits(random, 7)}`
  }
}
