import { z } from 'zod'
import type { LocalPackages } from '../local/local-packages.ts'

interface Embedded {
  readonly data: unknown
  readonly dims: readonly number[]
}

type Inputs = object
interface Tokenizer {
  (texts: readonly string[], options: object): Inputs
  decode(ids: readonly number[], options: object): string
}
interface Writer {
  readonly generation_config: unknown
  generate(options: object): Promise<unknown>
}
type Model = (inputs: Inputs) => Promise<Readonly<Record<string, Embedded | undefined>>>
interface From<Part> {
  from_pretrained(name: string, options?: object): Promise<Part>
}

/** The parts of transformers.js that are used. */
export interface Transformers {
  readonly env: {
    allowRemoteModels: boolean
    localModelPath: string
    useFSCache: boolean
    fetch: (...asked: unknown[]) => Promise<never>
  }
  readonly AutoTokenizer: From<Tokenizer>
  readonly AutoProcessor: From<(pictureOrSound: object) => Promise<Inputs>>
  readonly CLIPTextModelWithProjection: From<Model>
  readonly CLIPVisionModelWithProjection: From<Model>
  readonly WhisperForConditionalGeneration: From<Writer>
  readonly RawImage: new (pixels: Uint8ClampedArray, width: number, height: number, channels: 3) => object
}

const Loaded = z.custom<Transformers>(
  (value) => typeof value === 'object' && value !== null && 'CLIPVisionModelWithProjection' in value,
)

export const TRANSFORMERS = '@huggingface/transformers'

/** The installed transformers.js, set to read folders of this machine and nothing else. */
export function loadTransformers(packages: LocalPackages): Transformers {
  const loaded = Loaded.parse(packages.load(TRANSFORMERS))
  loaded.env.allowRemoteModels = false
  loaded.env.useFSCache = false
  loaded.env.fetch = async () => {
    throw new Error('nothing is downloaded')
  }
  return loaded
}
