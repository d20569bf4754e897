import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import sharp from 'sharp'

const WIDTH = 180
const HEIGHT = 320
export const FRAMES_PER_SECOND = 20

/** A still picture of so many seconds, and how it begins. */
export interface Scene {
  readonly picture: Buffer | string
  readonly seconds: number
  readonly begins: 'cut' | 'fade'
}

/** A picture of plain shapes that differs from those of other numbers. */
export function shapes(number: number): Buffer {
  const hue = (number * 137) % 360
  const at = (index: number, of: number) => ((number * 53 + index * 97) % of) + 10
  const circles = [0, 1, 2, 3].map(
    (index) =>
      `<circle cx="${at(index, 160)}" cy="${at(index + 3, 300)}" r="${at(index, 50)}" fill="hsl(${(hue + 90 * index + 60) % 360} 80% ${30 + 12 * index}%)"/>`,
  )
  return Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}"><rect width="${WIDTH}" height="${HEIGHT}" fill="hsl(${hue} 60% ${20 + ((number * 31) % 60)}%)"/>${circles.join('')}</svg>`,
  )
}

const FADE_SECONDS = 0.6

function mixed(one: Buffer, other: Buffer, share: number): Buffer {
  return Buffer.from(one.map((value, at) => Math.round(value * (1 - share) + (other[at] ?? 0) * share)))
}

async function framesOf(scenes: readonly Scene[]): Promise<readonly Buffer[]> {
  const frames: Buffer[] = []
  let before: Buffer | null = null
  for (const { picture, seconds, begins } of scenes) {
    const still: Buffer = await sharp(picture)
      .resize(WIDTH, HEIGHT, { fit: 'fill' })
      .removeAlpha()
      .raw()
      .toBuffer()
    const count = Math.round(seconds * FRAMES_PER_SECOND)
    const fading = begins === 'fade' && before !== null ? FADE_SECONDS * FRAMES_PER_SECOND : 0
    for (let index = 0; index < count; index += 1) {
      frames.push(
        index < fading && before !== null ? mixed(before, still, (index + 1) / (fading + 1)) : still,
      )
    }
    before = still
  }
  return frames
}

const RATE = 16_000

/** Sixteen bits a sample: a struck tone two times a second, or nothing. */
function soundOf(seconds: number, isBeating: boolean): Buffer {
  const sound = Buffer.alloc(Math.round(seconds * RATE) * 2)
  for (let at = 0; isBeating && at < sound.length / 2; at += 1) {
    const inBeat = (at / RATE) % 0.5
    const tone = Math.sin((2 * Math.PI * 220 * at) / RATE) * Math.exp(-inBeat * 12) * 0.6
    sound.writeInt16LE(Math.round(tone * 32_000), at * 2)
  }
  return sound
}

/** Encodes scenes as a video with a beat or with silence. */
export async function makeVideo(
  ffmpeg: string,
  path: string,
  scenes: readonly Scene[],
  isBeating: boolean,
): Promise<void> {
  const seconds = scenes.reduce((sum, scene) => sum + scene.seconds, 0)
  writeFileSync(`${path}.pcm`, soundOf(seconds, isBeating))
  const child = spawn(
    ffmpeg,
    [
      ...['-v', 'error', '-y', '-f', 'rawvideo', '-pix_fmt', 'rgb24', '-s', `${WIDTH}x${HEIGHT}`],
      ...[
        '-r',
        String(FRAMES_PER_SECOND),
        '-i',
        '-',
        '-f',
        's16le',
        '-ar',
        String(RATE),
        '-ac',
        '1',
        '-i',
        `${path}.pcm`,
      ],
      ...['-pix_fmt', 'yuv420p', '-shortest', '-f', 'mp4', path],
    ],
    { stdio: ['pipe', 'ignore', 'inherit'] },
  )
  for (const frame of await framesOf(scenes)) child.stdin.write(frame)
  child.stdin.end()
  const [code] = await once(child, 'close')
  if (code !== 0) throw new Error(`ffmpeg ended with ${code}`)
}
