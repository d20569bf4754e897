import { readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { pathToFileURL } from 'node:url'
import { z } from 'zod'
import type { LocalPackages } from '../local/local-packages.ts'
import { asSharp, type Raster } from '../raster.ts'

/** A face: where it is, as shares of the picture's width and height, and how it looks. */
export interface Face {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
  readonly confidence: number
  /** The clearest expression; `null` where none is clear. */
  readonly expression: { readonly name: string; readonly confidence: number } | null
}

interface TensorLike {
  dispose(): void
}

/** The parts of TensorFlow that are used. */
interface Tensors {
  setBackend(name: string): Promise<boolean>
  ready(): Promise<void>
  tensor(values: Int32Array, shape: readonly number[], type: string): TensorLike
  readonly io: { registerLoadRouter(router: (url: unknown) => unknown): void }
}

interface Detector {
  load(): Promise<void>
  detect(input: TensorLike): Promise<unknown>
}

const Tensors = z.custom<Tensors>(
  (value) =>
    typeof value === 'object' && value !== null && 'registerLoadRouter' in Object(Reflect.get(value, 'io')),
)
const Wasm = z.custom<{ setWasmPaths(path: string): void }>(
  (value) => typeof value === 'object' && value !== null && 'setWasmPaths' in value,
)
const Human = z.object({
  Human: z.custom<new (config: object) => Detector>((value) => typeof value === 'function'),
})

const Manifest = z.looseObject({
  modelTopology: z.unknown(),
  weightsManifest: z.array(z.object({ paths: z.array(z.string()), weights: z.array(z.unknown()) })),
})

const Found = z.object({
  face: z.array(
    z.object({
      boxScore: z.number(),
      boxRaw: z.tuple([z.number(), z.number(), z.number(), z.number()]),
      emotion: z.array(z.object({ score: z.number(), emotion: z.string() })).optional(),
    }),
  ),
})

const LEAST_CONFIDENCE = 0.2
const CLEAR_EXPRESSION = 0.6
/** Pictures longer than this are also searched square by square: faces in them are small to the network. */
const LONG = 1.4
const SAME_FACE = 0.35

/** Reads a model from this machine; TensorFlow's own loader only fetches from the web. */
function loadFromFile(url: unknown): unknown {
  const path = String(Array.isArray(url) ? url[0] : url)
  if (!path.startsWith('file://')) return null
  return {
    load: async () => {
      const { weightsManifest, ...model } = Manifest.parse(JSON.parse(readFileSync(new URL(path), 'utf8')))
      const weights = weightsManifest.flatMap(({ paths }) =>
        paths.map((name) => readFileSync(new URL(name, path))),
      )
      return {
        ...model,
        weightSpecs: weightsManifest.flatMap((part) => part.weights),
        weightData: new Uint8Array(Buffer.concat(weights)).buffer,
      }
    },
  }
}

/** The picture, and squares of it where it is long: where each lies in it, as shares. */
async function tilesOf(
  picture: Raster,
): Promise<readonly { raster: Raster; left: number; top: number; across: number; down: number }[]> {
  const whole = { raster: picture, left: 0, top: 0, across: 1, down: 1 }
  const side = Math.min(picture.width, picture.height)
  const long = Math.max(picture.width, picture.height)
  if (long / side <= LONG) return [whole]
  const count = Math.ceil(long / side)
  const tiles = await Promise.all(
    Array.from({ length: count }, async (_, index) => {
      const start = Math.round(((long - side) * index) / (count - 1))
      const [left, top] = picture.width > picture.height ? [start, 0] : [0, start]
      const pixels = await asSharp(picture).extract({ left, top, width: side, height: side }).raw().toBuffer()
      const raster = { pixels, width: side, height: side }
      return {
        raster,
        left: left / picture.width,
        top: top / picture.height,
        across: side / picture.width,
        down: side / picture.height,
      }
    }),
  )
  return [whole, ...tiles]
}

/** Share of the smaller of two faces that the other covers. */
function overlap(
  one: Omit<Face, 'confidence' | 'expression'>,
  other: Omit<Face, 'confidence' | 'expression'>,
): number {
  const across = Math.min(one.left + one.width, other.left + other.width) - Math.max(one.left, other.left)
  const down = Math.min(one.top + one.height, other.top + other.height) - Math.max(one.top, other.top)
  if (across <= 0 || down <= 0) return 0
  return (across * down) / Math.min(one.width * one.height, other.width * other.height)
}

/** Finds faces in pictures (BlazeFace, through the package Human). */
export class FaceFinder {
  readonly #tensors: Tensors
  readonly #detector: Detector

  private constructor(tensors: Tensors, detector: Detector) {
    this.#tensors = tensors
    this.#detector = detector
  }

  static async load(packages: LocalPackages): Promise<FaceFinder> {
    const tensors = Tensors.parse(packages.load('@tensorflow/tfjs-core'))
    const wasmFolder = packages.file('@tensorflow/tfjs-backend-wasm', 'dist/')
    Wasm.parse(packages.load('@tensorflow/tfjs-backend-wasm')).setWasmPaths(wasmFolder)
    tensors.io.registerLoadRouter(loadFromFile)
    const entry = packages.file('@vladmandic/human', 'dist/human.node-wasm.js')
    const models = pathToFileURL(`${dirname(dirname(entry))}/models/`).href
    const { Human: Made } = Human.parse(packages.load(entry))
    const part = (enabled: boolean) => ({ enabled })
    const detector = new Made({
      debug: false,
      backend: 'wasm',
      wasmPath: wasmFolder,
      modelBasePath: models,
      cacheSensitivity: 0,
      filter: part(false),
      face: {
        enabled: true,
        detector: { rotation: true, maxDetected: 20, minConfidence: LEAST_CONFIDENCE },
        mesh: part(true),
        emotion: { enabled: true, minConfidence: CLEAR_EXPRESSION },
        ...{ iris: part(false), description: part(false), antispoof: part(false), liveness: part(false) },
      },
      ...{ object: part(false), body: part(false), hand: part(false), gesture: part(false) },
    })
    await tensors.setBackend('wasm')
    await tensors.ready()
    await detector.load()
    return new FaceFinder(tensors, detector)
  }

  async #look({ pixels, width, height }: Raster) {
    const input = this.#tensors.tensor(new Int32Array(pixels), [1, height, width, 3], 'int32')
    try {
      return Found.parse(await this.#detector.detect(input)).face
    } finally {
      input.dispose()
    }
  }

  /** The faces in a picture, the surest first. */
  async find(picture: Raster): Promise<readonly Face[]> {
    const faces: Face[] = []
    for (const { raster, left, top, across, down } of await tilesOf(picture)) {
      for (const { boxScore, boxRaw, emotion = [] } of await this.#look(raster)) {
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
    const kept: Face[] = []
    for (const face of faces.toSorted((one, other) => other.confidence - one.confidence)) {
      if (kept.every((other) => overlap(face, other) <= SAME_FACE)) kept.push(face)
    }
    return kept
  }
}
