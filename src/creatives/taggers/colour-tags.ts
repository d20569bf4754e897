import type { Tag } from '#schema/answer/tag-answer.ts'
import { colourName } from '../colour/colour-name.ts'
import { findPalette } from '../colour/find-palette.ts'
import { type Oklab, oklabOf } from '../colour/oklab.ts'
import { colourAt, type Raster, resizeRaster } from '../raster.ts'
import { tagWriter } from './tag-of.ts'

const tag = tagWriter('colours@1', 'vision')

const SAMPLE_SIDE = 64
/** Colours that cover less of the picture are not named. */
const LEAST_SHARE = 0.05

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length

/** The word of the step a value falls on; `steps` are where the next word begins. */
function word(value: number, words: readonly [string, string, string], steps: readonly [number, number]) {
  return value < steps[0] ? words[0] : value < steps[1] ? words[1] : words[2]
}

async function coloursOf(pictures: readonly Raster[]): Promise<readonly Oklab[]> {
  const side = Math.max(16, Math.round(SAMPLE_SIDE / Math.sqrt(pictures.length)))
  const samples = await Promise.all(pictures.map((picture) => resizeRaster(picture, side, side)))
  return samples.flatMap((sample) =>
    Array.from({ length: side * side }, (_, index) => oklabOf(...colourAt(sample, index))),
  )
}

/** Share of the pixels by the plain names of their colours, the commonest first. */
function namedShares(colours: readonly Oklab[]): readonly (readonly [string, number])[] {
  const shares = new Map<string, number>()
  for (const { colour, share } of findPalette(colours)) {
    const name = colourName(colour)
    shares.set(name, (shares.get(name) ?? 0) + share)
  }
  return [...shares].toSorted(([, one], [, other]) => other - one)
}

/** Palette, brightness, contrast and warmth of a picture, or of several of one video together. */
export async function colourTags(pictures: readonly Raster[]): Promise<readonly Tag[]> {
  const colours = await coloursOf(pictures)
  const lightness = colours.map(([value]) => value)
  const middle = mean(lightness)
  const spread = Math.sqrt(mean(lightness.map((value) => (value - middle) ** 2)))
  const warmth = mean(colours.map(([, a, b]) => b + a / 2))
  const shares = namedShares(colours)
  const [[dominant, dominantShare] = ['grey', 0]] = shares
  const figure = (name: string, value: number) => ({ text: `${name} ${value.toFixed(2)}` })
  return [
    tag('dominant_colour', dominant, 1, figure('share', dominantShare)),
    ...shares
      .filter(([, share]) => share >= LEAST_SHARE)
      .map(([name, share]) => tag('palette', name, 1, figure('share', share))),
    tag('brightness', word(middle, ['dark', 'medium', 'bright'], [0.4, 0.7]), 1, figure('lightness', middle)),
    tag('contrast', word(spread, ['low', 'medium', 'high'], [0.12, 0.24]), 1, figure('spread', spread)),
    tag('warmth', word(warmth, ['cool', 'neutral', 'warm'], [-0.02, 0.03]), 1, figure('balance', warmth)),
  ]
}
