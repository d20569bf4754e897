import type { FileFacts } from '#schema/answer/tag-answer.ts'

/** Facts of a file of which nothing but its size is known. */
export function noFacts(bytes: number): FileFacts {
  return {
    type: 'unknown',
    format: null,
    bytes,
    width: null,
    height: null,
    ratio: null,
    durationSeconds: null,
    framesPerSecond: null,
    frames: null,
    hasAudio: null,
    videoCodec: null,
    audioCodec: null,
    colourSpace: null,
    fingerprint: null,
  }
}
