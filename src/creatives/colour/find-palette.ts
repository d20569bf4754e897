import { colourDistance, type Oklab } from './oklab.ts'

export interface PaletteColour {
  readonly colour: Oklab
  /** Of the pixels. */
  readonly share: number
}

const COLOURS = 5
const ROUNDS = 12

const centreOf = (colours: readonly Oklab[]): Oklab => {
  const mean = (part: 0 | 1 | 2) => colours.reduce((sum, colour) => sum + colour[part], 0) / colours.length
  return [mean(0), mean(1), mean(2)]
}

/** Index of the centre a colour is nearest to, and its squared distance. */
function nearest(colour: Oklab, centres: readonly Oklab[]): { index: number; distance: number } {
  let found = { index: 0, distance: Number.POSITIVE_INFINITY }
  centres.forEach((centre, index) => {
    const distance = colourDistance(colour, centre)
    if (distance < found.distance) found = { index, distance }
  })
  return found
}

/** First centres: the mean, then again and again the colour farthest from all so far; no dice, so the answer is always the same. */
function firstCentres(colours: readonly Oklab[]): Oklab[] {
  const centres = [centreOf(colours)]
  while (centres.length < COLOURS) {
    let farthest: { colour: Oklab; distance: number } | null = null
    for (const colour of colours) {
      const { distance } = nearest(colour, centres)
      if (farthest === null || distance > farthest.distance) farthest = { colour, distance }
    }
    if (farthest === null || farthest.distance < 1e-4) break
    centres.push(farthest.colour)
  }
  return centres
}

/** The few colours that stand for all of these (k-means in OKLab), the commonest first. */
export function findPalette(colours: readonly Oklab[]): readonly PaletteColour[] {
  if (colours.length === 0) return []
  let centres = firstCentres(colours)
  let groups: Oklab[][] = []
  for (let round = 0; round < ROUNDS; round += 1) {
    groups = centres.map(() => [])
    for (const colour of colours) groups[nearest(colour, centres).index]?.push(colour)
    groups = groups.filter((group) => group.length > 0)
    centres = groups.map(centreOf)
  }
  return groups
    .map((group) => ({ colour: centreOf(group), share: group.length / colours.length }))
    .toSorted((one, other) => other.share - one.share)
}
