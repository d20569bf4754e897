// Whether people and things are found: in a film of people who hardly show a face, one frame each four seconds, and in
// screenshots of games, which hardly show a real thing or face. Every second frame and screenshot apart: the threshold
// of things was set on the even ones and is judged by the odd ones. Needs the real media and the local taggers.
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { findFfmpeg } from '../src/creatives/local/ffmpeg.ts'
import { LocalPackages } from '../src/creatives/local/local-packages.ts'
import { FaceFinder } from '../src/creatives/people/face-finder.ts'
import { ObjectFinder, PERSON } from '../src/creatives/people/object-finder.ts'
import { decodePicture } from '../src/creatives/raster.ts'
import { frameAt } from '../src/creatives/video/frame-at.ts'

const media = join(import.meta.dirname, '../../shared/data/media-assets')
const FILM = join(media, 'video/intel-one-by-one-person-detection.mp4')
const SIZE = { width: 768, height: 432 }
const SECONDS = Array.from({ length: 35 }, (_, index) => 2 + 4 * index)
/** Seen by eye: nobody, or no more than hair or a heel at the edge. */
const EMPTY = new Set([2, 6, 22, 46, 50, 70, 74, 90, 122, 138])

const packages = LocalPackages.find()
const ffmpeg = findFfmpeg(packages)
if (packages === null || ffmpeg === null) throw new Error('the local taggers are not installed')
const faces = await FaceFinder.load(packages)
const finder = await ObjectFinder.load(packages)

const HALVES = ['even', 'odd'] as const
const halfOf = (index: number) => HALVES[index % 2] ?? 'even'
const none = () => ({ right: 0, missed: 0, tooMany: 0, faces: 0, things: 0 })
const films = { even: none(), odd: none() }
for (const [index, at] of SECONDS.entries()) {
  const film = films[halfOf(index)]
  const raster = await frameAt(ffmpeg, FILM, at, SIZE)
  if (raster === null) throw new Error(`the film has no frame at ${at} s`)
  const seen = await finder.find(raster)
  const people = seen.filter(({ name }) => name === PERSON).length
  const there = EMPTY.has(at) ? 0 : 1
  film.right += Number(people === there)
  film.missed += Number(people < there)
  film.tooMany += Number(people > there)
  film.things += seen.length - people
  film.faces += Number((await faces.find(raster)).length > 0)
}
console.log(`${SECONDS.length} frames, a person in ${SECONDS.length - EMPTY.size}:`, films)

const folder = join(media, 'game-thumbnails')
const shots = readdirSync(folder).filter((name) => name.endsWith('.png'))
const found: string[] = []
const used = process.cpuUsage()
for (const [index, name] of shots.entries()) {
  const picture = await decodePicture(join(folder, name))
  const names = [
    ...(await finder.find(picture)).map((one) => one.name),
    ...(await faces.find(picture)).map(() => 'a face'),
  ]
  if (names.length > 0) found.push(`${halfOf(index)} ${name}: ${names.join(', ')}`)
}
const { user, system } = process.cpuUsage(used)
console.log(
  `${shots.length} screenshots, ${((user + system) / 1e6 / shots.length).toFixed(2)} s of processor each`,
)
console.log(found.join('\n'))
