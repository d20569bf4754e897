import { z } from 'zod'
import { Human } from '../local/human.ts'
import type { LocalPackages } from '../local/local-packages.ts'
import { asSharp, type Raster } from '../raster.ts'
import { type Box, surest } from './box.ts'

/** A thing of one of the 80 kinds of COCO, and where it is. */
export interface SeenObject extends Box {
  readonly name: string
  readonly confidence: number
}

export const PERSON = 'person'

const Found = z.object({
  object: z.array(
    z.object({
      label: z.string(),
      score: z.number(),
      boxRaw: z.tuple([z.number(), z.number(), z.number(), z.number()]),
    }),
  ),
})

/** Measured on photographs, film and screenshots: people are right from less than other things are. */
const LEAST_PERSON = 0.35
const LEAST_THING = 0.55
/** Smaller ones are mostly dots and letters mistaken for something. */
const LEAST_AREA = 0.01
const SAME_THING = 0.6

const MODELS = { object: { enabled: true, maxDetected: 20, minConfidence: LEAST_PERSON } }

const clipped = (value: number) => Math.min(1, Math.max(0, value))

/** Finds objects in pictures (CenterNet, through the package Human). */
export class ObjectFinder {
  readonly #human: Human

  private constructor(human: Human) {
    this.#human = human
  }

  static async load(packages: LocalPackages): Promise<ObjectFinder> {
    return new ObjectFinder(await Human.load(packages, MODELS))
  }

  /** The objects in a picture, the surest first. */
  async find(picture: Raster): Promise<readonly SeenObject[]> {
    // The network stretches what it gets to a square, and knows people of usual proportions best.
    const side = Math.max(picture.width, picture.height)
    const padded = asSharp(picture).resize(side, side, { fit: 'contain', background: '#808080' })
    const square = { pixels: await padded.raw().toBuffer(), width: side, height: side }
    const [across, down] = [side / picture.width, side / picture.height]
    const found = Found.parse(await this.#human.look(square)).object.map(({ label, score, boxRaw }) => {
      const [left, top] = [(boxRaw[0] - 0.5) * across + 0.5, (boxRaw[1] - 0.5) * down + 0.5]
      const [right, bottom] = [left + boxRaw[2] * across, top + boxRaw[3] * down]
      const box = { left: clipped(left), top: clipped(top) }
      const size = { width: clipped(right) - box.left, height: clipped(bottom) - box.top }
      return { name: label, confidence: score, ...box, ...size }
    })
    const sure = found.filter(
      ({ name, confidence, width, height }) =>
        confidence >= (name === PERSON ? LEAST_PERSON : LEAST_THING) && width * height >= LEAST_AREA,
    )
    return surest(sure, SAME_THING, (one, other) => one.name === other.name)
  }
}
