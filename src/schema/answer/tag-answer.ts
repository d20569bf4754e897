import { z } from 'zod'

/** Who says a tag, the most reliable last: a weaker source never replaces what a stronger one says. */
export const TAG_SOURCES = [
  ...(['clip', 'llm', 'vision', 'audio', 'ocr'] as const),
  ...(['name', 'rule', 'fact', 'human'] as const),
] as const

/** What a tag rests on: words read, a place in the picture (shares of width and height), seconds of a video. */
export const TagEvidence = z.object({
  text: z.string().optional(),
  box: z.object({ left: z.number(), top: z.number(), width: z.number(), height: z.number() }).optional(),
  from: z.number().optional(),
  to: z.number().optional(),
})
export type TagEvidence = z.infer<typeof TagEvidence>

export const Tag = z.object({
  key: z.string(),
  value: z.union([z.string(), z.number(), z.boolean()]),
  /** Between 0 and 1. */
  confidence: z.number(),
  source: z.enum(TAG_SOURCES),
  evidence: TagEvidence.nullable(),
  /** Name and version of what said so: `colours@1`. */
  tagger: z.string(),
})
export type Tag = z.infer<typeof Tag>

/** A key that has no tag because nothing could tell, and why. */
export const UntoldKey = z.object({ key: z.string(), reason: z.string() })
export type UntoldKey = z.infer<typeof UntoldKey>

/** By which files are recognised as the same: bytes changed, pixels not; pixels changed, picture not. */
export const Fingerprint = z.object({
  /** SHA-256 of the decoded pixels; of a video, of ten small frames a second. */
  pixels: z.string(),
  /** 256 bits of the picture's coarse structure, as 64 hexadecimal digits. */
  perceptual: z.string(),
  /** The same without black bars; `null` where there are none. */
  perceptualTrimmed: z.string().nullable(),
  /** The same for the middle of each shot of a video, in order, without black bars; empty for a picture. */
  shots: z.array(z.string()),
})
export type Fingerprint = z.infer<typeof Fingerprint>

/** What a file is, by its content; `null` is not known or not of this type of file. */
export const FileFacts = z.object({
  type: z.enum(['image', 'animation', 'video', 'playable', 'html', 'unknown']),
  format: z.string().nullable(),
  bytes: z.number(),
  width: z.number().nullable(),
  height: z.number().nullable(),
  /** The usual name where there is one, as in 9:16. */
  ratio: z.string().nullable(),
  durationSeconds: z.number().nullable(),
  framesPerSecond: z.number().nullable(),
  frames: z.number().nullable(),
  hasAudio: z.boolean().nullable(),
  videoCodec: z.string().nullable(),
  audioCodec: z.string().nullable(),
  colourSpace: z.string().nullable(),
  fingerprint: Fingerprint.nullable(),
})
export type FileFacts = z.infer<typeof FileFacts>

export const TaggedFile = z.object({
  file: z.string(),
  /** Of the bytes; `null` when the file could not be read. */
  sha256: z.string().nullable(),
  facts: FileFacts.nullable(),
  tags: z.array(Tag),
  notComputed: z.array(UntoldKey),
})
export type TaggedFile = z.infer<typeof TaggedFile>

/** What became of asking a vision model of one's own. */
export const VisionRun = z.object({
  asked: z.number().int(),
  answered: z.number().int(),
  /** Files it was asked about before. */
  known: z.number().int(),
  /** That asking cost now. */
  tokens: z.number().int(),
  /** Why it was not asked about the rest; `null` where it was. */
  stopped: z.string().nullable(),
})

/** What became of the stored files of a project. */
export const TagRun = z.object({
  read: z.number().int(),
  /** Of those, files that could not be read. */
  unreadable: z.number().int(),
  /** Stored files in all. */
  total: z.number().int(),
  /** `null` where the project names no vision model. */
  visionModel: VisionRun.nullable(),
})

export const TagAnswer = z.object({
  files: z.array(TaggedFile),
  /** Where no file was named and those of the project were read; each is in `assets` and `tags` then. */
  run: TagRun.nullable(),
})
