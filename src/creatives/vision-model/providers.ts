/** A service that runs vision models, and how the Vercel AI SDK reaches it. */
export interface Provider {
  readonly package: string
  readonly create: string
  /** Where it is asked; `null` where a person must say. */
  readonly url: string | null
  readonly needsKey: boolean
}

export const PROVIDERS = {
  openai: {
    ...{ package: '@ai-sdk/openai', create: 'createOpenAI' },
    ...{ url: 'https://api.openai.com/v1', needsKey: true },
  },
  anthropic: {
    ...{ package: '@ai-sdk/anthropic', create: 'createAnthropic' },
    ...{ url: 'https://api.anthropic.com/v1', needsKey: true },
  },
  google: {
    ...{ package: '@ai-sdk/google', create: 'createGoogleGenerativeAI' },
    ...{ url: 'https://generativelanguage.googleapis.com/v1beta', needsKey: true },
  },
  ollama: {
    ...{ package: '@ai-sdk/openai-compatible', create: 'createOpenAICompatible' },
    ...{ url: 'http://127.0.0.1:11434/v1', needsKey: false },
  },
  'openai-compatible': {
    ...{ package: '@ai-sdk/openai-compatible', create: 'createOpenAICompatible' },
    ...{ url: null, needsKey: false },
  },
} as const satisfies Readonly<Record<string, Provider>>

export type ProviderName = keyof typeof PROVIDERS
export const PROVIDER_NAMES = ['openai', 'anthropic', 'google', 'ollama', 'openai-compatible'] as const
