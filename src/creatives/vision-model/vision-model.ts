import sharp from 'sharp'
import { z } from 'zod'
import type { HttpClient } from '#net/http-client.ts'
import type { Tag } from '#schema/answer/tag-answer.ts'
import type { LocalPackages } from '../local/local-packages.ts'
import { type AiSdk, loadAiSdk } from './ai-sdk.ts'
import { providerFetch } from './provider-fetch.ts'
import { PROVIDERS, type ProviderName } from './providers.ts'
import type { VisionQuestion } from './vision-question.ts'

/** A model somebody runs or pays for. */
export interface ModelSetting {
  readonly provider: ProviderName
  readonly model: string
  /** Where it is asked, where not at the provider's own place. */
  readonly url: string | null
  readonly key: string | null
}

export interface TokenCount {
  readonly input: number
  readonly output: number
}

/** What came of asking. Only the last two are worth asking again. */
export type VisionReply =
  | { readonly kind: 'answered'; readonly tags: readonly Tag[]; readonly tokens: TokenCount }
  | { readonly kind: 'unanswered'; readonly reason: string; readonly tokens: TokenCount }
  | { readonly kind: 'limited'; readonly reason: string; readonly waitSeconds: number | null }
  | { readonly kind: 'failed'; readonly reason: string }

/** The most tokens one question costs: the picture, the words, the answer. */
export const MOST_OUTPUT_TOKENS = 2000
const MOST_PICTURE_TOKENS = 3000
const LETTERS_PER_TOKEN = 3
const SIDE = 1000

const NONE: TokenCount = { input: 0, output: 0 }

/** Tokens a question may cost at most, for a budget that holds before it is asked. */
export function mostTokens({ system, text, schema }: VisionQuestion): TokenCount {
  const letters = system.length + text.length + JSON.stringify(schema).length
  return {
    input: MOST_PICTURE_TOKENS + Math.ceil(letters / LETTERS_PER_TOKEN),
    output: MOST_OUTPUT_TOKENS,
  }
}

const Usage = z
  .object({ inputTokens: z.number().optional(), outputTokens: z.number().optional() })
  .transform(({ inputTokens = 0, outputTokens = 0 }) => ({ input: inputTokens, output: outputTokens }))

const Failure = z.object({
  name: z.string(),
  statusCode: z.number().optional(),
  responseHeaders: z.record(z.string(), z.string()).optional(),
  finishReason: z.string().optional(),
  usage: Usage.optional().catch(undefined),
  text: z.string().optional(),
})

function unread({ finishReason, text, usage }: z.output<typeof Failure>): VisionReply {
  const reason =
    finishReason === 'length'
      ? 'the answer of the vision model was cut short'
      : finishReason === 'content-filter' || (text ?? '') === ''
        ? 'the vision model refused to answer'
        : 'the vision model answered otherwise than it was asked to'
  return { kind: 'unanswered', reason, tokens: usage ?? NONE }
}

function waitSeconds(headers: Readonly<Record<string, string>> = {}): number | null {
  const seconds = Number(headers['retry-after'] ?? Number.NaN)
  return Number.isFinite(seconds) && seconds >= 0 ? seconds : null
}

/** What an error of the SDK means; texts of providers are left out, for some repeat the key. */
function replyTo(error: unknown, provider: ProviderName): VisionReply {
  const failure = Failure.safeParse(error)
  if (!failure.success) return { kind: 'failed', reason: `${provider} could not be asked` }
  const { name, statusCode, responseHeaders } = failure.data
  if (/NoObjectGenerated|NoOutputGenerated/.test(name)) return unread(failure.data)
  if (statusCode === 429 || statusCode === 529) {
    const reason = `${provider} asks to wait (${statusCode})`
    return { kind: 'limited', reason, waitSeconds: waitSeconds(responseHeaders) }
  }
  if (statusCode === 401 || statusCode === 403)
    return { kind: 'failed', reason: `${provider} does not accept the key (${statusCode})` }
  if (statusCode !== undefined)
    return {
      kind: 'failed',
      reason: `${provider} answered ${statusCode}: see whether the model and the url are right`,
    }
  const net = error instanceof Error && error.name === 'NetError' ? error.message : 'no answer came'
  return { kind: 'failed', reason: `${provider} could not be asked: ${net}` }
}

/** A vision model of one's own, asked about one picture at a time. */
export class VisionModel {
  readonly #sdk: AiSdk
  readonly #model: object
  readonly #provider: ProviderName

  constructor(packages: LocalPackages, http: HttpClient, { provider, model, url, key }: ModelSetting) {
    const { sdk, create } = loadAiSdk(packages, provider)
    const baseURL = url ?? PROVIDERS[provider].url ?? ''
    const isOwn = url !== null || !PROVIDERS[provider].needsKey
    this.#sdk = sdk
    this.#provider = provider
    this.#model = create({
      ...{ name: provider, baseURL, supportsStructuredOutputs: true },
      // Without one the SDK would look for a variable of its own.
      apiKey: key ?? 'none',
      fetch: providerFetch(http, new URL(baseURL), isOwn),
    })(model)
  }

  /** Shows the model a picture and asks; never throws but when it is cancelled. */
  async ask(picture: string, question: VisionQuestion, signal?: AbortSignal): Promise<VisionReply> {
    const image = await sharp(picture).resize({ width: SIDE, height: SIDE, fit: 'inside' }).jpeg().toBuffer()
    const schema = this.#sdk.jsonSchema(question.schema, {
      validate(value) {
        const checked = question.check(value)
        return checked.success
          ? { success: true, value: checked.data }
          : { success: false, error: checked.error }
      },
    })
    try {
      const answer = await this.#sdk.generateText({
        ...{
          model: this.#model,
          system: question.system,
          maxRetries: 0,
          maxOutputTokens: MOST_OUTPUT_TOKENS,
        },
        output: this.#sdk.Output.object({ schema }),
        messages: [
          {
            role: 'user',
            content: [
              { type: 'text', text: question.text },
              { type: 'image', image: new Uint8Array(image), mediaType: 'image/jpeg' },
            ],
          },
        ],
        ...(signal === undefined ? {} : { abortSignal: signal }),
      })
      return readAnswer(answer, question)
    } catch (error) {
      signal?.throwIfAborted()
      return replyTo(error, this.#provider)
    }
  }
}

const Told = z.object({ usage: Usage.catch(NONE), finishReason: z.string().optional() })
const Output = z.object({ output: z.unknown() })

function readAnswer(answer: unknown, question: VisionQuestion): VisionReply {
  const { usage, finishReason } = Told.parse(answer)
  try {
    return { kind: 'answered', tags: question.tagsIn(Output.parse(answer).output), tokens: usage }
  } catch {
    // Reading the output throws where the model ended before it gave one.
    return unread({ name: '', finishReason, usage, text: finishReason === 'stop' ? 'other' : '' })
  }
}
