import { PLACE_DIMENSIONS, type PlaceDimension } from '#analyses/evidence/place.ts'
import { PermilleError } from '#schema/error.ts'
import { nearest } from '#schema/nearest.ts'

/** The dimensions besides the network that an `--adjust` names; `null` for plain rates. */
export function strataDimensions(adjust: string): readonly PlaceDimension[] | null {
  if (adjust === 'mix') return PLACE_DIMENSIONS
  if (adjust === 'none') return null
  const words = adjust.split(',').map((word) => word.trim().toLowerCase())
  return words
    .filter((word) => word !== 'network')
    .map((word) => {
      const found = PLACE_DIMENSIONS.find((name) => name === word)
      if (found !== undefined) return found
      const known = ['mix', 'none', 'network', ...PLACE_DIMENSIONS]
      const meant = nearest(word, known)
      throw new PermilleError('usage', `cannot adjust for ${word}`, {
        remedy: meant === undefined ? `use ${known.join(', ')}` : `did you mean ${meant}?`,
      })
    })
}
