import { z } from 'zod'
import type { LocalPackages } from '../local/local-packages.ts'
import type { ModelFolder } from '../model-folder/model-folder.ts'
import { loadTransformers, type Transformers } from '../model-folder/transformers.ts'

type Part<Name extends 'AutoTokenizer' | 'AutoProcessor' | 'WhisperForConditionalGeneration'> = Awaited<
  ReturnType<Transformers[Name]['from_pretrained']>
>

interface Parts {
  readonly tokenizer: Part<'AutoTokenizer'>
  readonly processor: Part<'AutoProcessor'>
  readonly model: Part<'WhisperForConditionalGeneration'>
}

/** What was said, and in which language; `null` where the model knows one only. */
export interface Said {
  readonly text: string
  readonly language: string | null
}

const Generation = z.looseObject({
  is_multilingual: z.boolean().default(false),
  lang_to_id: z.record(z.string(), z.number()).default({}),
  decoder_start_token_id: z.number(),
})
const Heard = z.object({ input_features: z.unknown() })
const Tokens = z.custom<{ tolist(): unknown }>((value) => typeof Object(value).tolist === 'function')
const Ids = z.array(z.array(z.coerce.number())).min(1)

/** More than is ever said in half a minute. */
const MOST_TOKENS = 220

/** A model that writes down what is said (Whisper), read from a folder of this machine. */
export class SpeechModel {
  readonly name: string
  readonly #parts: Parts

  private constructor(name: string, parts: Parts) {
    this.name = name
    this.#parts = parts
  }

  static async load(packages: LocalPackages, { parent, name, weights }: ModelFolder): Promise<SpeechModel> {
    const library = loadTransformers(packages)
    library.env.localModelPath = parent
    const options = { dtype: weights, local_files_only: true }
    return new SpeechModel(name, {
      tokenizer: await library.AutoTokenizer.from_pretrained(name, options),
      processor: await library.AutoProcessor.from_pretrained(name, options),
      model: await library.WhisperForConditionalGeneration.from_pretrained(name, options),
    })
  }

  async #generate(options: object): Promise<readonly number[]> {
    const [ids] = Ids.parse(Tokens.parse(await this.#parts.model.generate(options)).tolist())
    return ids ?? []
  }

  /** The language the model takes it for: what it says first when it is asked nothing. */
  async #languageOf(inputs: unknown, { lang_to_id, decoder_start_token_id }: z.output<typeof Generation>) {
    const begin = { decoder_input_ids: [decoder_start_token_id], max_new_tokens: 1 }
    const token = (await this.#generate({ inputs, ...begin })).at(-1)
    const [name] = Object.entries(lang_to_id).find(([, id]) => id === token) ?? []
    return name?.replaceAll(/[<|>]/g, '') ?? null
  }

  /** What is said in up to half a minute of sound, 16,000 samples a second; in the language given, else the one heard. */
  async write(samples: Float32Array, spoken: string | null): Promise<Said> {
    const { processor, tokenizer, model } = this.#parts
    const { input_features: inputs } = Heard.parse(await processor(samples))
    const knows = Generation.parse(model.generation_config)
    const language = knows.is_multilingual
      ? (spoken ?? (await this.#languageOf(inputs, knows)) ?? 'en')
      : null
    const asked = language === null ? {} : { language, task: 'transcribe' }
    const ids = await this.#generate({ inputs, ...asked, max_new_tokens: MOST_TOKENS })
    return { text: tokenizer.decode(ids, { skip_special_tokens: true }).trim(), language }
  }
}
