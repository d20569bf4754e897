import { runFfmpeg } from '../local/ffmpeg.ts'

/** Small frames of a video, evenly spaced: what cuts, motion and the like are read from. */
export interface VideoScan {
  readonly framesPerSecond: number
  readonly width: number
  readonly height: number
  /** Red, green and blue of each pixel, eight bits each. */
  readonly frames: readonly Buffer[]
}

const FRAMES_PER_SECOND = 10
const WIDTH = 64
const HEIGHT = 112

/** Seconds of a video that are looked at. */
export const MOST_SECONDS = 180

/** Ten small frames a second of a video's first three minutes. */
export async function scanVideo(ffmpeg: string, path: string): Promise<VideoScan> {
  const picture = `fps=${FRAMES_PER_SECOND},scale=${WIDTH}:${HEIGHT}:flags=area,format=rgb24`
  const { output } = await runFfmpeg(ffmpeg, [
    ...['-v', 'error', '-t', String(MOST_SECONDS), '-i', path, '-map', '0:v:0', '-an'],
    ...['-vf', picture, '-f', 'rawvideo', '-'],
  ])
  const bytes = WIDTH * HEIGHT * 3
  const frames = Array.from({ length: Math.floor(output.length / bytes) }, (_, index) =>
    output.subarray(index * bytes, (index + 1) * bytes),
  )
  return { framesPerSecond: FRAMES_PER_SECOND, width: WIDTH, height: HEIGHT, frames }
}
