import { z } from 'zod'
import { FileFacts, UntoldKey } from './tag-answer.ts'

/** How a file came to belong to a creative. */
export const LINK_RULES = ['address', 'hand', 'name', 'id'] as const

export const AssetCreative = z.object({
  /** As it counts now. */
  key: z.string(),
  /** The creative of rows, before it was put together with others. */
  part: z.string(),
  name: z.string(),
  /** By what it belongs to it: the source’s address, a person’s word, the file’s name, or an id in it. */
  how: z.enum(LINK_RULES),
  /** When it was first known to be of it. */
  at: z.string(),
})

/** What somebody said of which creative a file is; an `undo` takes back the change it names. */
export const AssetLinkChange = z.object({
  number: z.number().int(),
  at: z.string(),
  who: z.string(),
  kind: z.enum(['link', 'unlink', 'undo']),
  sha256: z.string(),
  /** Key of the creative. */
  creative: z.string(),
  undoes: z.number().int().nullable(),
})
export type AssetLinkChange = z.infer<typeof AssetLinkChange>

/** A stored creative file. */
export const AssetRow = z.object({
  sha256: z.string(),
  name: z.string(),
  bytes: z.number(),
  addedAt: z.string(),
  from: z.enum(['file', 'address']),
  creatives: z.array(AssetCreative),
  /** `null` until it was read. */
  facts: FileFacts.nullable(),
  /** What is there to look at beside the file itself. */
  previews: z.array(z.enum(['thumbnail', 'poster', 'sheet'])),
  tags: z.number().int(),
  /** What has no tag, and why. */
  notComputed: z.array(UntoldKey),
  /** Number of its family: the same picture in other sizes or encodings, and variants of it; `null` where it has none. */
  family: z.number().int().nullable(),
  /** Number of its master: files that show the same, in other sizes or encodings, have one; `null` where it is the only one. */
  master: z.number().int().nullable(),
  /** By what files of a family differ, as far as it is known: the language of its text, whether it ends with a card. */
  traits: z.object({ language: z.string().nullable(), endCard: z.string().nullable() }),
})
export type AssetRow = z.infer<typeof AssetRow>

/** A file a source names that is not here. */
export const MissingAsset = z.object({
  creative: z.string(),
  name: z.string(),
  host: z.string(),
  /** Why it could not be fetched; `null` where nobody tried yet. */
  reason: z.string().nullable(),
  at: z.string().nullable(),
})

export const AssetsAnswer = z.object({
  assets: z.array(AssetRow),
  /** Stored files in all, those that were not read yet among them. */
  total: z.number().int(),
  unread: z.number().int(),
  /** Creatives that have a file, of all there are. */
  covered: z.number().int(),
  creatives: z.number().int(),
  missing: z.array(MissingAsset),
  /** One small picture for every creative that has any, the newest, whatever part of the list was asked for. */
  thumbnails: z.array(z.object({ creative: z.string(), sha256: z.string() })),
  /** Up to three tags that tell each creative at a glance, whatever part of the list was asked for. */
  labels: z.array(z.object({ creative: z.string(), values: z.array(z.string()) })),
  /** What people said of which creatives the files listed are, or of the creatives asked for, oldest first. */
  changes: z.array(AssetLinkChange),
})
export type AssetsAnswer = z.infer<typeof AssetsAnswer>
