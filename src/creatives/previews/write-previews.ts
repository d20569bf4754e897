import { mkdir, readFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import sharp, { type Sharp } from 'sharp'
import { MOST_PIXELS } from '../facts/picture-facts.ts'
import { videoFacts } from '../facts/video-facts.ts'
import type { FileKind } from '../file-kind.ts'
import { findFfmpeg } from '../local/ffmpeg.ts'
import { LocalPackages } from '../local/local-packages.ts'
import { asSharp, type Raster } from '../raster.ts'
import type { FileToRead } from '../reading.ts'
import { frameAt } from '../video/frame-at.ts'

/** Pictures of a file for people to look at: a small one, a large one, and of a video nine of its frames. */
export type Preview = 'thumbnail' | 'poster' | 'sheet'

const SIDES = { thumbnail: 320, poster: 1280 } as const
const QUALITY = 80
const SHEET = { columns: 3, rows: 3, width: 320, height: 320 }

/** Where a preview lies beside the others of its file. */
export function previewPath(prefix: string, preview: Preview): string {
  return `${prefix}.${preview}.webp`
}

async function writeSizes(picture: () => Sharp, prefix: string): Promise<readonly Preview[]> {
  for (const preview of ['thumbnail', 'poster'] as const) {
    const side = SIDES[preview]
    await picture()
      .resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true })
      .webp({ quality: QUALITY })
      .toFile(previewPath(prefix, preview))
  }
  return ['thumbnail', 'poster']
}

async function writeSheet(frames: readonly Raster[], prefix: string): Promise<void> {
  const { columns, rows, width, height } = SHEET
  const tiles = await Promise.all(
    frames.map(async (frame, index) => ({
      input: await asSharp(frame)
        .resize({ width, height, fit: 'contain', background: 'black' })
        .png()
        .toBuffer(),
      left: (index % columns) * width,
      top: Math.floor(index / columns) * height,
    })),
  )
  await sharp({ create: { width: columns * width, height: rows * height, channels: 3, background: 'black' } })
    .composite(tiles)
    .webp({ quality: QUALITY })
    .toFile(previewPath(prefix, 'sheet'))
}

async function ofVideo(
  { path, bytes }: FileToRead,
  format: string,
  prefix: string,
): Promise<readonly Preview[]> {
  const ffmpeg = findFfmpeg(LocalPackages.find())
  if (ffmpeg === null) return []
  const facts = await videoFacts(path, format, bytes)
  const seconds = facts.durationSeconds ?? 0
  const size = { width: facts.width ?? 0, height: facts.height ?? 0 }
  const count = SHEET.columns * SHEET.rows
  const frames: Raster[] = []
  for (let index = 0; index < count; index += 1) {
    const frame = await frameAt(ffmpeg, path, (seconds * (index + 0.5)) / count, size)
    if (frame !== null) frames.push(frame)
  }
  const [first] = frames
  if (first === undefined) return []
  const sizes = await writeSizes(() => asSharp(first), prefix)
  await writeSheet(frames, prefix)
  return [...sizes, 'sheet']
}

/** Writes previews of a picture, a video or of what a page has shown to files that begin so; which there are. */
export async function writePreviews(
  kind: FileKind,
  file: FileToRead,
  prefix: string,
  shown: Buffer | undefined,
): Promise<readonly Preview[]> {
  if (kind.type !== 'picture' && kind.type !== 'video' && shown === undefined) return []
  await mkdir(dirname(prefix), { recursive: true })
  if (shown !== undefined) return writeSizes(() => sharp(shown), prefix)
  if (kind.type !== 'picture' && kind.type !== 'video') return []
  if (kind.type === 'video') return ofVideo(file, kind.format, prefix)
  // A drawing is read from memory: it can name other files.
  const source = kind.format === 'svg' ? await readFile(file.path) : file.path
  return writeSizes(() => sharp(source, { limitInputPixels: MOST_PIXELS }).autoOrient(), prefix)
}
