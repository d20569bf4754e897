import { readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { pathToFileURL } from 'node:url'
import { z } from 'zod'
import type { Raster } from '../raster.ts'
import type { LocalPackages } from './local-packages.ts'

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
const Made = z.object({
  Human: z.custom<new (config: object) => Detector>((value) => typeof value === 'function'),
})

const Manifest = z.looseObject({
  modelTopology: z.unknown(),
  weightsManifest: z.array(z.object({ paths: z.array(z.string()), weights: z.array(z.unknown()) })),
})

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

const routed = new WeakSet<object>()

/** TensorFlow refuses a model that two routers would read. */
function routeOnce({ io }: Tensors): void {
  if (routed.has(io)) return
  routed.add(io)
  io.registerLoadRouter(loadFromFile)
}

const off = { enabled: false }
const NOTHING = { face: off, object: off, body: off, hand: off, gesture: off, filter: off }

/** Some of the models of the package Human, on TensorFlow's WebAssembly. */
export class Human {
  readonly #tensors: Tensors
  readonly #detector: Detector

  private constructor(tensors: Tensors, detector: Detector) {
    this.#tensors = tensors
    this.#detector = detector
  }

  /** Loads the models that are named; the others stay where they are. */
  static async load(packages: LocalPackages, models: object): Promise<Human> {
    const tensors = Tensors.parse(packages.load('@tensorflow/tfjs-core'))
    const wasmFolder = packages.file('@tensorflow/tfjs-backend-wasm', 'dist/')
    Wasm.parse(packages.load('@tensorflow/tfjs-backend-wasm')).setWasmPaths(wasmFolder)
    routeOnce(tensors)
    const entry = packages.file('@vladmandic/human', 'dist/human.node-wasm.js')
    const folder = pathToFileURL(`${dirname(dirname(entry))}/models/`).href
    const detector = new (Made.parse(packages.load(entry)).Human)({
      ...{ debug: false, backend: 'wasm', wasmPath: wasmFolder, modelBasePath: folder },
      ...{ cacheSensitivity: 0, ...NOTHING, ...models },
    })
    await tensors.setBackend('wasm')
    await tensors.ready()
    await detector.load()
    return new Human(tensors, detector)
  }

  /** What the models say of a picture. */
  async look({ pixels, width, height }: Raster): Promise<unknown> {
    const input = this.#tensors.tensor(new Int32Array(pixels), [1, height, width, 3], 'int32')
    try {
      return await this.#detector.detect(input)
    } finally {
      input.dispose()
    }
  }
}
