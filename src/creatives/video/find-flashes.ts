import { runFfmpeg } from '../local/ffmpeg.ts'
import { MOST_SECONDS } from './scan-video.ts'

const FRAMES_PER_SECOND = 30
const SIDE = 16
/** What WCAG 2.3.1 calls a flash: brightness changes so much, from below so much, in so much of the picture, and back. */
const CHANGE = 0.1
const BRIGHT = 0.8
const AREA = 0.25

/** How each block of 16 × 16 changed: where its brightness turned by enough since it last did. */
function turns(blocks: readonly (readonly number[])[]): readonly ('up' | 'down' | null)[] {
  const state = (blocks[0] ?? []).map((value) => ({ low: value, high: value }))
  return blocks.map((frame) => {
    let [up, down] = [0, 0]
    frame.forEach((value, index) => {
      const one = state[index]
      if (one === undefined) return
      one.low = Math.min(one.low, value)
      one.high = Math.max(one.high, value)
      if (value - one.low >= CHANGE && one.low < BRIGHT) {
        up += 1
        Object.assign(one, { low: value, high: value })
      } else if (one.high - value >= CHANGE && value < BRIGHT) {
        down += 1
        Object.assign(one, { low: value, high: value })
      }
    })
    const least = AREA * frame.length
    return up >= least && up >= down ? 'up' : down >= least ? 'down' : null
  })
}

/** Most flashes within a second: pairs of a change to brighter and one to darker, and when they begin. */
export function mostFlashes(
  blocks: readonly (readonly number[])[],
  framesPerSecond: number,
): { readonly flashes: number; readonly at: number } {
  const changes: { readonly way: 'up' | 'down'; readonly at: number }[] = []
  for (const [at, way] of turns(blocks).entries()) {
    if (way !== null && changes.at(-1)?.way !== way) changes.push({ way, at })
  }
  let best = { flashes: 0, at: 0 }
  changes.forEach(({ at }, first) => {
    const within = changes.slice(first).filter((one) => one.at - at < framesPerSecond).length
    const flashes = Math.floor(within / 2)
    if (flashes > best.flashes) best = { flashes, at: at / framesPerSecond }
  })
  return best
}

/** Most flashes within a second of a video's first three minutes. */
export async function findFlashes(ffmpeg: string, path: string): Promise<ReturnType<typeof mostFlashes>> {
  const { output } = await runFfmpeg(ffmpeg, [
    ...['-v', 'error', '-t', String(MOST_SECONDS), '-i', path, '-map', '0:v:0', '-an'],
    ...[
      '-vf',
      `fps=${FRAMES_PER_SECOND},scale=${SIDE}:${SIDE}:flags=area,format=gray`,
      '-f',
      'rawvideo',
      '-',
    ],
  ])
  const size = SIDE * SIDE
  const blocks = Array.from({ length: Math.floor(output.length / size) }, (_, index) =>
    Array.from(output.subarray(index * size, (index + 1) * size), (value) => (value / 255) ** 2.2),
  )
  return mostFlashes(blocks, FRAMES_PER_SECOND)
}
