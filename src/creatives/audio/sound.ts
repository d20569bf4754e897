import { runFfmpeg } from '../local/ffmpeg.ts'
import { MOST_SECONDS } from '../video/scan-video.ts'

/** A video's sound as one channel, and how loud it is as a whole. */
export interface Sound {
  /** From -1 to 1, 16,000 a second. */
  readonly samples: Float32Array
  /** Integrated loudness in LUFS (EBU R 128); `null` where it is silent throughout. */
  readonly loudness: number | null
}

/** Samples a second. */
export const RATE = 16_000
/** What the filter says of silence. */
const SILENCE = -70

/** Root mean square below which there is nothing to hear. */
const AUDIBLE = 0.001

export function rootMeanSquare(samples: Float32Array): number {
  let sum = 0
  for (const value of samples) sum += value * value
  return samples.length === 0 ? 0 : Math.sqrt(sum / samples.length)
}

/** Whether there is nothing to hear. */
export function isSilent({ samples }: Sound): boolean {
  return rootMeanSquare(samples) < AUDIBLE
}

/** The sound of a video's first three minutes. */
export async function readSound(ffmpeg: string, path: string): Promise<Sound> {
  const { output, said } = await runFfmpeg(ffmpeg, [
    ...['-v', 'info', '-t', String(MOST_SECONDS), '-i', path, '-map', '0:a:0', '-vn'],
    ...['-af', `ebur128=framelog=verbose,aresample=${RATE}`, '-ac', '1', '-f', 'f32le', '-'],
  ])
  const samples = new Float32Array(Math.floor(output.length / 4))
  for (let at = 0; at < samples.length; at += 1) samples[at] = output.readFloatLE(at * 4)
  const [, figure] = [...said.matchAll(/I:\s+(-?[\d.]+) LUFS/g)].at(-1) ?? []
  const loudness = figure === undefined ? null : Number(figure)
  return { samples, loudness: loudness === null || loudness <= SILENCE ? null : loudness }
}
