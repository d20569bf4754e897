import type { FileFacts, Tag } from '#schema/answer/tag-answer.ts'
import { tagWriter } from './tag-of.ts'

const tag = tagWriter('facts@1', 'fact')

const DURATIONS: readonly (readonly [number, string])[] = [
  [6.5, '0–6 s'],
  [15.5, '7–15 s'],
  [30.5, '16–30 s'],
  [60.5, '31–60 s'],
]

function orientation(width: number, height: number): string {
  if (Math.abs(width / height - 1) <= 0.02) return 'square'
  return width > height ? 'landscape' : 'portrait'
}

function sizeTags(width: number, height: number, ratio: string | null): readonly Tag[] {
  return [
    tag('size', `${width}x${height}`),
    ...(ratio === null ? [] : [tag('ratio', ratio)]),
    tag('orientation', orientation(width, height)),
  ]
}

/** What a file's facts say, as tags one can group by. */
export function factTags(facts: FileFacts): readonly Tag[] {
  const { type, format, width, height, durationSeconds, framesPerSecond, hasAudio, videoCodec } = facts
  if (type === 'unknown') return []
  const long = DURATIONS.find(([most]) => (durationSeconds ?? 0) <= most)?.[1] ?? '60+ s'
  return [
    tag('media', type),
    ...(format === null ? [] : [tag('file_format', format)]),
    ...(width === null || height === null || width < 1 || height < 1
      ? []
      : sizeTags(width, height, facts.ratio)),
    ...(durationSeconds === null ? [] : [tag('duration_bucket', long)]),
    ...(framesPerSecond === null ? [] : [tag('fps', Math.round(framesPerSecond))]),
    ...(hasAudio === null ? [] : [tag('has_audio', hasAudio)]),
    ...(videoCodec === null ? [] : [tag('codec', videoCodec)]),
  ]
}
