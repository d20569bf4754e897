// Seconds a creative file, peak memory, and how lists of many files answer: `node bench/assets.ts 1000`, and with
// `PERMILLE_TAGGING=/nowhere` without the local taggers. Needs the real videos for seconds of video.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { LocalPackages } from '../src/creatives/local/local-packages.ts'
import { memoryOfTree } from '../src/creatives/playable/memory-of.ts'
import { OPERATIONS, Project } from '../src/engine/index.ts'
import { measuredOn } from './kit/report.ts'

const WATCH_MS = 100
const VIDEO = join(import.meta.dirname, '../../shared/data/media-assets/video/big-buck-bunny-480p-30s.mp4')
const VIDEO_SECONDS = 30

/** A made-up ad that differs from those of other numbers. */
function ad(number: number): Promise<Buffer> {
  const at = (index: number, of: number) => (number * 53 + index * 197 + index * index * number * 7) % of
  const shapes = [0, 1, 2, 3, 4].map(
    (index) =>
      `<circle cx="${at(index, 1080)}" cy="${at(index + 3, 1600)}" r="${80 + at(index, 220)}" fill="hsl(${(number * 137 + index * 61) % 360} 75% ${25 + 10 * index}%)"/>`,
  )
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="1080" height="1920"><rect width="1080" height="1920" fill="hsl(${(number * 47) % 360} 50% 35%)"/>${shapes.join('')}<rect x="240" y="1600" width="600" height="160" rx="60" fill="white"/><text x="540" y="1700" font-size="80" font-family="sans-serif" text-anchor="middle">Play now ${number}</text></svg>`
  return sharp(Buffer.from(svg)).jpeg({ quality: 85 }).toBuffer()
}

/** Seconds of processor of this process and of those it began that have ended; those others are known on Linux alone. */
function processorSeconds(): number {
  const { user, system } = process.cpuUsage()
  const stat = existsSync('/proc/self/stat') ? readFileSync('/proc/self/stat', 'utf8') : ''
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (user + system) / 1e6 + (Number(fields[13] ?? 0) + Number(fields[14] ?? 0)) / 100
}

const seconds = (since: number) => (performance.now() - since) / 1000
const count = Number(process.argv[2] ?? 100)
const folder = mkdtempSync(join(tmpdir(), 'permille-bench-assets-'))
const images = join(folder, 'images')
mkdirSync(images)
const rows: string[] = []
for (let number = 0; number < count; number += 1) {
  writeFileSync(join(images, `creative_${number}.jpg`), await ad(number))
  rows.push(`2026-03-01,creative ${number},${1000 + number}`)
}
const table = join(folder, 'days.csv')
writeFileSync(table, ['Day,Creative,Shown', ...rows].join('\n'))

const project = await Project.open(join(folder, 'project'))
const ask = async (name: string, input: Readonly<Record<string, unknown>>) => {
  const operation = OPERATIONS.find((one) => one.name === name)
  if (operation === undefined) throw new Error(`there is no operation ${name}`)
  const since = performance.now()
  const used = processorSeconds()
  const answer = await operation.run(project, input, { localFiles: true })
  return { answer, took: seconds(since), used: processorSeconds() - used }
}

let apart = 0
const watch = setInterval(() => {
  const children = memoryOfTree(process.pid).slice(1)
  apart = Math.max(
    apart,
    children.reduce((sum, { bytes }) => sum + bytes, 0),
  )
}, WATCH_MS)
const map = { day: 'Day', creative: 'Creative', impressions: 'Shown' }
await ask('import', { files: [table], yes: true, source: 'studio', map })
const added = await ask('assets-add', { files: [images] })
const own = process.memoryUsage.rss()
console.log(`Measured ${measuredOn()}; local taggers: ${LocalPackages.find() === null ? 'no' : 'yes'}`)
console.log(
  `${count} images end to end: ${added.took.toFixed(1)} s, ${(added.took / count).toFixed(3)} s each, ${(added.used / count).toFixed(2)} s of processor`,
  added.answer,
)
for (const [name, input] of [
  ['assets', { limit: 50 }],
  ['tags', { limit: 50 }],
  ['query', { metrics: 'impressions', by: 'tag.dominant_colour' }],
] as const) {
  const { took, used } = await ask(name, input)
  console.log(`${name}: ${(took * 1000).toFixed(0)} ms, ${(used * 1000).toFixed(0)} ms of processor`)
}
if (existsSync(VIDEO)) {
  const { took, used } = await ask('assets-add', { files: [VIDEO] })
  console.log(
    `a video of ${VIDEO_SECONDS} s: ${took.toFixed(1)} s, ${(took / VIDEO_SECONDS).toFixed(2)} s a second, ${(used / VIDEO_SECONDS).toFixed(2)} s of processor`,
  )
}
clearInterval(watch)
console.log(
  `memory: reading processes at most ${(apart / 1e6).toFixed(0)} MB beyond what is shared, the project ${(own / 1e6).toFixed(0)} MB`,
)
const opened = performance.now()
await project.close()
await (await Project.open(join(folder, 'project'))).close()
console.log(`close and open again: ${(seconds(opened) * 1000).toFixed(0)} ms`)
rmSync(folder, { recursive: true })
