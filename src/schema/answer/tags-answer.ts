import { z } from 'zod'
import { Tag, UntoldKey } from './tag-answer.ts'

/** What somebody said of a creative; an `undo` takes back the change it names. */
export const TagChange = z.object({
  number: z.number().int(),
  at: z.string(),
  who: z.string(),
  kind: z.enum(['set', 'remove', 'undo']),
  /** Key of the creative. */
  creative: z.string(),
  /** Key of the tag. */
  key: z.string(),
  /** What was set; `null` for another kind. */
  values: z.array(z.string()).nullable(),
  undoes: z.number().int().nullable(),
})
export type TagChange = z.infer<typeof TagChange>

/** A tag with the file that shows it; `null` where a person said it. */
export const CreativeTagValue = Tag.extend({ asset: z.string().nullable() })
export type CreativeTagValue = z.infer<typeof CreativeTagValue>

/** What is known of one creative. */
export const TaggedCreative = z.object({
  creative: z.string(),
  name: z.string(),
  tags: z.array(CreativeTagValue),
  /** Keys a person took away, which no file brings back. */
  removed: z.array(z.string()),
  notComputed: z.array(UntoldKey),
})
export type TaggedCreative = z.infer<typeof TaggedCreative>

export const TagsAnswer = z.object({
  creatives: z.array(TaggedCreative),
  /** Creatives with tags beside those listed. */
  more: z.number().int(),
  /** What people changed of the creatives listed, oldest first. */
  changes: z.array(TagChange),
})
export type TagsAnswer = z.infer<typeof TagsAnswer>
