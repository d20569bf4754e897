import { createHash } from 'node:crypto'
import type { Fingerprint } from '#schema/answer/tag-answer.ts'
import type { Raster } from '../raster.ts'
import type { VideoScan } from '../video/scan-video.ts'
import { fingerprintPicture } from './fingerprint-picture.ts'

/** The fingerprint of a video from its small frames and the middle picture of each shot; `null` where there is none. */
export async function fingerprintVideo(
  { frames }: VideoScan,
  shots: readonly Raster[],
): Promise<Fingerprint | null> {
  const [first] = shots
  if (first === undefined) return null
  const hash = createHash('sha256')
  for (const frame of frames) hash.update(frame)
  const prints = await Promise.all(shots.map((shot) => fingerprintPicture(shot, '')))
  return {
    ...(await fingerprintPicture(first, hash.digest('hex'))),
    shots: prints.map(({ perceptual, perceptualTrimmed }) => perceptualTrimmed ?? perceptual),
  }
}
