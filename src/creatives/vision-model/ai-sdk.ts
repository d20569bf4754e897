import { z } from 'zod'
import type { LocalPackages } from '../local/local-packages.ts'
import type { providerFetch } from './provider-fetch.ts'
import { PROVIDERS, type ProviderName } from './providers.ts'

/** A model of a provider, as the SDK passes it around. */
type SdkModel = object

type Validated = { success: true; value: unknown } | { success: false; error: Error }

/** The parts of the Vercel AI SDK that are used. */
export interface AiSdk {
  generateText(asked: {
    readonly model: SdkModel
    readonly system: string
    readonly messages: readonly object[]
    readonly output: object
    readonly maxOutputTokens: number
    readonly maxRetries: number
    readonly abortSignal?: AbortSignal
  }): Promise<unknown>
  readonly Output: { object(of: { readonly schema: object }): object }
  jsonSchema(schema: object, check: { validate(value: unknown): Validated }): object
}

type CreateProvider = (options: {
  readonly name: string
  readonly baseURL: string
  readonly apiKey?: string
  readonly fetch: ReturnType<typeof providerFetch>
  readonly supportsStructuredOutputs: boolean
}) => (model: string) => SdkModel

const Sdk = z.custom<AiSdk>(
  (value) => typeof value === 'object' && value !== null && 'generateText' in value && 'jsonSchema' in value,
)
const Create = z.custom<CreateProvider>((value) => typeof value === 'function')

/** The packages of a provider that are not installed. */
export function missingPackages(packages: LocalPackages | null, provider: ProviderName): readonly string[] {
  return ['ai', PROVIDERS[provider].package].filter((name) => packages?.has(name) !== true)
}

/** The SDK and the provider's own part of it. */
export function loadAiSdk(packages: LocalPackages, provider: ProviderName) {
  const { package: name, create } = PROVIDERS[provider]
  const sdk = Sdk.parse(packages.load('ai'))
  const exported = z.record(z.string(), z.unknown()).parse(packages.load(name))
  return { sdk, create: Create.parse(exported[create]) }
}
