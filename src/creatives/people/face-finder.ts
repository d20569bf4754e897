import { z } from 'zod'
import { Human } from '../local/human.ts'
import type { LocalPackages } from '../local/local-packages.ts'
import type { Raster } from '../raster.ts'
import { type Box, surest } from './box.ts'
import { tilesOf } from './tiles.ts'

/** A face: where it is, and how it looks. */
export interface Face extends Box {
  readonly confidence: number
  /** The clearest expression; `null` where none is clear. */
  readonly expression: { readonly name: string; readonly confidence: number } | null
}

const Found = z.object({
  face: z.array(
    z.object({
      boxScore: z.number(),
      faceScore: z.number(),
      boxRaw: z.tuple([z.number(), z.number(), z.number(), z.number()]),
      emotion: z.array(z.object({ score: z.number(), emotion: z.string() })).optional(),
    }),
  ),
})

/** Measured on photographs and on screenshots of games: of what looks like a face, a second model tells dice, pieces and letters apart. */
const LEAST_CONFIDENCE = 0.3
const LEAST_OF_SECOND = 0.9
const CLEAR_EXPRESSION = 0.6
const SAME_FACE = 0.35

const off = { enabled: false }
const MODELS = {
  face: {
    enabled: true,
    detector: { rotation: true, maxDetected: 20, minConfidence: LEAST_CONFIDENCE },
    mesh: { enabled: true },
    emotion: { enabled: true, minConfidence: CLEAR_EXPRESSION },
    ...{ iris: off, description: off, antispoof: off, liveness: off },
  },
}

/** Finds faces in pictures (BlazeFace, through the package Human). */
export class FaceFinder {
  readonly #human: Human

  private constructor(human: Human) {
    this.#human = human
  }

  static async load(packages: LocalPackages): Promise<FaceFinder> {
    return new FaceFinder(await Human.load(packages, MODELS))
  }

  /** The faces in a picture, the surest first. */
  async find(picture: Raster): Promise<readonly Face[]> {
    const faces: Face[] = []
    for (const { raster, left, top, across, down } of await tilesOf(picture)) {
      const { face: found } = Found.parse(await this.#human.look(raster))
      for (const { boxScore, faceScore, boxRaw, emotion = [] } of found) {
        if (faceScore < LEAST_OF_SECOND) continue
        const [clearest] = emotion.toSorted((one, other) => other.score - one.score)
        faces.push({
          left: left + boxRaw[0] * across,
          top: top + boxRaw[1] * down,
          width: boxRaw[2] * across,
          height: boxRaw[3] * down,
          confidence: boxScore,
          expression:
            clearest === undefined || clearest.score < CLEAR_EXPRESSION
              ? null
              : { name: clearest.emotion, confidence: clearest.score },
        })
      }
    }
    return surest(faces, SAME_FACE)
  }
}
