import { open } from 'node:fs/promises'
import { createRequire } from 'node:module'
import mediaInfoFactory from 'mediainfo.js'
import { z } from 'zod'
import type { FileFacts } from '#schema/answer/tag-answer.ts'
import { noFacts } from './no-facts.ts'
import { ratioName } from './ratio-name.ts'

const Figure = z.coerce.number().nullish().catch(null)

const Track = z.looseObject({
  '@type': z.string(),
  Format: z.string().optional(),
  Duration: Figure,
  Width: Figure,
  Height: Figure,
  Rotation: Figure,
  FrameRate: Figure,
  FrameCount: Figure,
  ColorSpace: z.string().optional(),
})

const Report = z.object({ media: z.object({ track: z.array(Track) }).nullable() })

const wasm = createRequire(import.meta.url).resolve('mediainfo.js/MediaInfoModule.wasm')

async function readTracks(path: string, bytes: number) {
  const [file, info] = await Promise.all([
    open(path),
    mediaInfoFactory({ format: 'object', locateFile: () => wasm }),
  ])
  try {
    const report = await info.analyzeData(bytes, async (size, offset) => {
      const chunk = new Uint8Array(size)
      const { bytesRead } = await file.read(chunk, 0, size, offset)
      return chunk.subarray(0, bytesRead)
    })
    return Report.parse(report).media?.track ?? []
  } finally {
    info.close()
    await file.close()
  }
}

const rounded = (value: number | null | undefined, digits: number) =>
  value === null || value === undefined ? null : Number(value.toFixed(digits))

/** What a video's container says. Throws where it holds no pictures. */
export async function videoFacts(path: string, format: string, bytes: number): Promise<FileFacts> {
  const tracks = await readTracks(path, bytes)
  const general = tracks.find((track) => track['@type'] === 'General')
  const video = tracks.find((track) => track['@type'] === 'Video')
  const audio = tracks.find((track) => track['@type'] === 'Audio')
  if (video === undefined || !video.Width || !video.Height) {
    throw new Error('it holds no moving pictures, or is cut off')
  }
  const turned = Math.round(Math.abs(video.Rotation ?? 0)) % 180 === 90
  const [width, height] = turned ? [video.Height, video.Width] : [video.Width, video.Height]
  return {
    ...noFacts(bytes),
    type: 'video',
    format,
    width,
    height,
    ratio: ratioName(width, height),
    durationSeconds: rounded(video.Duration ?? general?.Duration, 3),
    framesPerSecond: rounded(video.FrameRate, 3),
    frames: video.FrameCount ?? null,
    hasAudio: audio !== undefined,
    videoCodec: video.Format ?? null,
    audioCodec: audio?.Format ?? null,
    colourSpace: video.ColorSpace?.toLowerCase() ?? null,
  }
}
