import type { FileFacts, Fingerprint } from '#schema/answer/tag-answer.ts'
import { fingerprintVideo } from '../fingerprint/fingerprint-video.ts'
import { type ImageModelSetting, labelPictures } from '../image-model/label-pictures.ts'
import type { LocalTaggers } from '../local/local-taggers.ts'
import { lookAtPictures, type SeenPicture } from '../look-at-pictures.ts'
import type { Raster } from '../raster.ts'
import { attempt, type Findings, together } from '../reading.ts'
import { colourTags } from '../taggers/colour-tags.ts'
import { endCardTags } from '../taggers/end-card-tags.ts'
import { flashTags, videoTags } from '../taggers/video-tags.ts'
import { findCuts } from './find-cuts.ts'
import { findFlashes } from './find-flashes.ts'
import { frameAt } from './frame-at.ts'
import { brightnessOf, meanDifference } from './frame-differences.ts'
import { scanVideo, type VideoScan } from './scan-video.ts'
import { keyMoments, type Shot, shotsOf } from './shots-of.ts'

/** Mean change of brightness from frame to frame up to which a shot is a card. */
const STILL = 0.004

function isStill(scan: VideoScan, { from, to }: Shot): boolean {
  const margin = 3
  const frames = brightnessOf({
    ...scan,
    frames: scan.frames.slice(
      Math.ceil(from * scan.framesPerSecond) + margin,
      Math.floor(to * scan.framesPerSecond),
    ),
  })
  const changes = frames.flatMap((frame, index) => {
    const before = frames[index - 1]
    return before === undefined ? [] : [meanDifference(frame, before)]
  })
  return changes.length > 0 && changes.reduce((sum, value) => sum + value, 0) / changes.length < STILL
}

/** A picture of the middle of a shot; none where so many shots were found that this one got no picture. */
function pictureOf({ from, to }: Shot, pictures: readonly SeenPicture[]): readonly Raster[] {
  const distance = ({ at }: SeenPicture) => Math.abs((at ?? 0) - (from + to) / 2)
  const [nearest] = pictures
    .filter(({ at }) => at !== null && at >= from && at <= to)
    .toSorted((one, other) => distance(one) - distance(other))
  return nearest === undefined ? [] : [nearest.raster]
}

/** What a video shows: cuts, colours, text, faces, end card, and its fingerprint. */
export async function watchVideo(
  path: string,
  facts: FileFacts,
  local: LocalTaggers,
  ffmpeg: string,
  model: ImageModelSetting | null,
): Promise<{ readonly fingerprint: Fingerprint | null; readonly findings: Findings }> {
  const scan = await scanVideo(ffmpeg, path)
  if (scan.frames.length === 0) throw new Error('it holds no frame that can be decoded')
  const seconds = scan.frames.length / scan.framesPerSecond
  const found = findCuts(scan)
  const shots = shotsOf(found.cuts, seconds)
  const pictures: SeenPicture[] = []
  for (const at of keyMoments(shots, seconds)) {
    const size = { width: facts.width ?? 0, height: facts.height ?? 0 }
    const raster = await frameAt(ffmpeg, path, at, size)
    if (raster !== null) pictures.push({ at: Math.round(at * 100) / 100, raster })
  }
  const rasters = pictures.map(({ raster }) => raster)
  const ofShots = shots.flatMap((shot) => pictureOf(shot, pictures))
  const { findings, read } = await lookAtPictures(pictures, local)
  const last = shots.at(-1)
  const flashes = await attempt(['flashing'], async () => flashTags(await findFlashes(ffmpeg, path)))
  const tags = [
    ...videoTags(found, seconds),
    ...(rasters.length === 0 ? [] : await colourTags(rasters)),
    ...endCardTags(last, last !== undefined && isStill(scan, last), read),
  ]
  return {
    fingerprint: await fingerprintVideo(scan, ofShots),
    findings: together([
      { tags, notComputed: [] },
      ...[flashes, findings, await labelPictures(pictures, model)],
    ]),
  }
}
