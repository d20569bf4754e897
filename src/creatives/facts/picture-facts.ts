import sharp from 'sharp'
import type { FileFacts } from '#schema/answer/tag-answer.ts'
import { noFacts } from './no-facts.ts'
import { ratioName } from './ratio-name.ts'

/** Pictures of more pixels than this are not decoded: a few kilobytes can claim any size. */
export const MOST_PIXELS = 100_000_000

/** A picture's file, or its bytes where the decoder shall not know of any folder: drawings can name other files. */
export type PictureSource = string | Buffer

/** Browsers show pages of 10 ms and less for 100 ms. */
const SHORTEST_SHOWN = 10
const SHORT_SHOWN = 100

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)

/** What the header of a picture says; nothing is decoded. Throws where there is no such header. */
export async function pictureFacts(source: PictureSource, format: string, bytes: number): Promise<FileFacts> {
  const found = await sharp(source, { limitInputPixels: false, animated: format !== 'svg' }).metadata()
  const pages = found.pages ?? 1
  const moves = pages > 1 && /^(gif|webp|avif|png)$/.test(format)
  const turned = (found.orientation ?? 1) >= 5
  const height = found.pageHeight ?? found.height
  const [across, down] = turned ? [height, found.width] : [found.width, height]
  const milliseconds = sum(
    (found.delay ?? []).map((delay) => (delay <= SHORTEST_SHOWN ? SHORT_SHOWN : delay)),
  )
  const seconds = moves && milliseconds > 0 ? milliseconds / 1000 : null
  return {
    ...noFacts(bytes),
    type: moves ? 'animation' : 'image',
    format,
    width: across,
    height: down,
    ratio: across > 0 && down > 0 ? ratioName(across, down) : null,
    durationSeconds: seconds,
    framesPerSecond: seconds === null ? null : Math.round((pages / seconds) * 100) / 100,
    frames: pages,
    hasAudio: moves ? false : null,
    colourSpace: found.space ?? null,
  }
}
