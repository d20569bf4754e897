import { z } from 'zod'
import { PROVIDER_NAMES } from '#creatives/vision-model/providers.ts'
import { isVariable } from '../connections/field-values.ts'

export const TagKey = z
  .string()
  .regex(/^[a-z][a-z0-9_]{0,39}$/, 'a tag is called in small letters, digits and _, such as hook_type')

const Value = z.string().min(1).max(80)
const Values = z.array(Value).min(1).max(60)

const Phrases = z
  .union([
    z
      .string()
      .min(1)
      .transform((one) => [one]),
    z.array(z.string().min(1)).min(1),
  ])
  .readonly()

/** Values a key may have: a list, or each with the phrases a model compares pictures with. */
const OwnValues = z.union([
  Values.transform((values) => values.map((value) => ({ value, phrases: null }))),
  z
    .record(Value, Phrases)
    .transform((values) => Object.entries(values).map(([value, phrases]) => ({ value, phrases }))),
])

const OwnKey = z.union([
  z.literal(false),
  Values.transform((values) => ({
    values: values.map((value) => ({ value, phrases: null })),
    ...{ question: null, most: null },
  })),
  z
    .strictObject({
      question: z.string().min(1).max(300).optional(),
      values: OwnValues,
      most: z.number().int().min(1).max(10).optional(),
    })
    .transform(({ question = null, values, most = null }) => ({ question, values, most })),
])

function isPattern(text: string): boolean {
  try {
    return new RegExp(text, 'iu') instanceof RegExp
  } catch {
    return false
  }
}

const Rule = z
  .strictObject({
    tag: z.string().regex(/^[a-z][a-z0-9_]{0,39}=.+$/, 'write KEY=VALUE, such as theme=halloween'),
    in: z.union([TagKey.transform((one) => [one]), z.array(TagKey).min(1)]).default(['name', 'text']),
    words: Values.optional(),
    matches: z.string().max(500).refine(isPattern, 'this is no regular expression').optional(),
    where: z.record(TagKey, z.union([Value.transform((one) => [one]), Values])).default({}),
  })
  .refine(({ words, matches, where }) => words ?? matches ?? Object.keys(where).length > 0, {
    message: 'a rule needs words, a pattern in `matches`, or tags in `where`',
  })
  .transform(({ tag, ...rest }) => {
    const mark = tag.indexOf('=')
    return { ...rest, key: tag.slice(0, mark), value: tag.slice(mark + 1).trim() }
  })

const VisionModel = z
  .strictObject({
    provider: z.enum(PROVIDER_NAMES),
    model: z.string().min(1),
    /** Where it is asked, where not at the provider's own place. */
    url: z.url({ protocol: /^https?$/ }).optional(),
    key: z
      .string()
      .refine(isVariable, 'a key is given by the name of an environment variable, see docs/tagging.md')
      .optional(),
    /** Tokens of a calendar month after which nothing is asked any more. */
    monthlyTokens: z.number().int().positive().default(1_000_000),
    /** What a million tokens cost, and what a month may. */
    price: z.strictObject({ input: z.number().min(0), output: z.number().min(0) }).optional(),
    monthlySpend: z.number().positive().optional(),
  })
  .refine(({ provider, url }) => provider !== 'openai-compatible' || url !== undefined, {
    message: 'openai-compatible needs a url',
  })
  .refine(({ provider, key }) => key !== undefined || !['openai', 'anthropic', 'google'].includes(provider), {
    message: 'this provider needs a key',
  })
  .refine(({ price, monthlySpend }) => monthlySpend === undefined || price !== undefined, {
    message: 'monthlySpend needs a price',
  })

/** How creatives are tagged, as `permille.yaml` says it. */
export const TaggingSettings = z
  .strictObject({
    taxonomy: z.record(TagKey, OwnKey).default({}),
    rules: z.array(Rule).max(500).default([]),
    visionModel: VisionModel.optional(),
    /** Folder of an image model, from the project's folder on. */
    imageModel: z.string().min(1).optional(),
    /** Folder of a speech model, the same way. */
    speechModel: z.string().min(1).optional(),
  })
  .prefault({})
export type TaggingSettings = z.output<typeof TaggingSettings>
export type VisionModelSetting = z.output<typeof VisionModel>
