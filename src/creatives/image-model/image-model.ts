import type { LocalPackages } from '../local/local-packages.ts'
import type { ModelFolder } from '../model-folder/model-folder.ts'
import { loadTransformers, type Transformers } from '../model-folder/transformers.ts'
import type { Raster } from '../raster.ts'
import { type Direction, directionOf } from './nearest-phrases.ts'

type Part<Name extends 'AutoTokenizer' | 'AutoProcessor' | 'CLIPTextModelWithProjection'> = Awaited<
  ReturnType<Transformers[Name]['from_pretrained']>
>

interface Parts {
  readonly library: Transformers
  readonly tokenizer: Part<'AutoTokenizer'>
  readonly processor: Part<'AutoProcessor'>
  readonly text: Part<'CLIPTextModelWithProjection'>
  readonly vision: Part<'CLIPTextModelWithProjection'>
}

const PHRASES_AT_ONCE = 16

function directions(answer: { readonly data: unknown; readonly dims: readonly number[] } | undefined) {
  const length = answer?.dims.at(-1) ?? 0
  const data = answer?.data
  if (!(data instanceof Float32Array) || length === 0) throw new Error('the model answered no numbers')
  return Array.from({ length: data.length / length }, (_, at) =>
    directionOf(data.slice(at * length, (at + 1) * length)),
  )
}

/** A model that puts pictures and phrases into one space, read from a folder of this machine. */
export class ImageModel {
  readonly name: string
  readonly #parts: Parts
  readonly #phrases = new Map<string, Direction>()

  private constructor(name: string, parts: Parts) {
    this.name = name
    this.#parts = parts
  }

  static async load(packages: LocalPackages, { parent, name, weights }: ModelFolder): Promise<ImageModel> {
    const library = loadTransformers(packages)
    library.env.localModelPath = parent
    const options = { dtype: weights, local_files_only: true }
    return new ImageModel(name, {
      library,
      tokenizer: await library.AutoTokenizer.from_pretrained(name, options),
      processor: await library.AutoProcessor.from_pretrained(name, options),
      text: await library.CLIPTextModelWithProjection.from_pretrained(name, options),
      vision: await library.CLIPVisionModelWithProjection.from_pretrained(name, options),
    })
  }

  /** Where phrases lie, each reckoned once. */
  async ofPhrases(phrases: readonly string[]): Promise<readonly Direction[]> {
    const { tokenizer, text } = this.#parts
    const unknown = [...new Set(phrases)].filter((phrase) => !this.#phrases.has(phrase))
    for (let start = 0; start < unknown.length; start += PHRASES_AT_ONCE) {
      const batch = unknown.slice(start, start + PHRASES_AT_ONCE)
      const answer = await text(tokenizer(batch, { padding: true, truncation: true }))
      for (const [index, direction] of directions(answer.text_embeds).entries())
        this.#phrases.set(batch[index] ?? '', direction)
    }
    return phrases.flatMap((phrase) => this.#phrases.get(phrase) ?? [])
  }

  /** Where a picture lies. */
  async ofPicture({ pixels, width, height }: Raster): Promise<Direction> {
    const { library, processor, vision } = this.#parts
    const picture = new library.RawImage(new Uint8ClampedArray(pixels), width, height, 3)
    const answer = await vision(await processor(picture))
    const [direction] = directions(answer.image_embeds)
    if (direction === undefined) throw new Error('the model answered nothing')
    return direction
  }
}
