import { runFfmpeg } from '../local/ffmpeg.ts'
import type { Raster } from '../raster.ts'

const LONGEST_SIDE = 1024

/** The picture a video shows at a second, at most 1024 pixels on its longer side; `null` where there is none. */
export async function frameAt(
  ffmpeg: string,
  path: string,
  second: number,
  size: { readonly width: number; readonly height: number },
): Promise<Raster | null> {
  const scale = Math.min(1, LONGEST_SIDE / Math.max(size.width, size.height))
  const [width, height] = [
    Math.max(2, Math.round(size.width * scale)),
    Math.max(2, Math.round(size.height * scale)),
  ]
  const { output } = await runFfmpeg(ffmpeg, [
    ...['-v', 'error', '-ss', second.toFixed(3), '-i', path, '-map', '0:v:0', '-frames:v', '1'],
    ...['-vf', `scale=${width}:${height},format=rgb24`, '-f', 'rawvideo', '-'],
  ])
  return output.length === width * height * 3 ? { pixels: output, width, height } : null
}
