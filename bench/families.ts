// How long a new file takes to be compared with so many others: `node bench/families.ts 100000`.
import { noFacts } from '../src/creatives/facts/no-facts.ts'
import { type ComparedFile, findRelations } from '../src/creatives/families/find-relations.ts'
import type { FileFacts } from '../src/schema/answer/tag-answer.ts'
import { seededGenerator } from '../src/stats/index.ts'
import { measuredOn } from './kit/report.ts'

const NEW = 200
const VIDEO_SHARE = 0.3
const SHOTS = 6
const random = seededGenerator(77)
const count = Number(process.argv[2] ?? 100_000)

type Hash = readonly number[]

const hash = (): Hash => Array.from({ length: 32 }, () => Math.floor(256 * random()))
const written = (bytes: Hash) => bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('')

/** The same hash with so many of its bits turned. */
function turned(bytes: Hash, bits: number): Hash {
  const places = new Set<number>()
  while (places.size < bits) places.add(Math.floor(256 * random()))
  return bytes.map((byte, at) =>
    [...places].reduce((own, place) => (place >> 3 === at ? own ^ (1 << (place & 7)) : own), byte),
  )
}

interface Made {
  readonly hashes: readonly Hash[]
  readonly facts: FileFacts
}

function made(hashes: readonly Hash[]): Made {
  const isVideo = hashes.length > 1
  const [first = []] = hashes
  const shots = isVideo ? hashes.map(written) : []
  const fingerprint = {
    ...{ pixels: written(hash()), perceptual: written(first), perceptualTrimmed: null },
    shots,
  }
  const facts = { ...noFacts(1), width: 1080, height: 1920, fingerprint }
  return {
    hashes,
    facts: isVideo
      ? { ...facts, type: 'video', durationSeconds: 15, hasAudio: true }
      : { ...facts, type: 'image' },
  }
}

const stored = Array.from({ length: count - NEW }, () =>
  made(Array.from({ length: random() < VIDEO_SHARE ? SHOTS : 1 }, hash)),
)
/** New files that are a stored one with some bits turned: up to 20 of a video's shots, up to 70 of a picture. */
const planted = Array.from({ length: NEW }, (_, at) => {
  const of = Math.floor(random() * stored.length)
  const { hashes } = stored[of] ?? made([hash()])
  const bits = hashes.length > 1 ? at % 21 : at % 71
  return { of, made: made(hashes.map((one) => turned(one, bits))) }
})

const files: ComparedFile[] = [
  ...stored.map(({ facts }, at) => ({ sha256: String(at), facts, isCompared: true })),
  ...planted.map(({ made: { facts } }, at) => ({ sha256: `new ${at}`, facts, isCompared: false })),
]
const cpuMs = () => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}
const began = performance.now()
let since = cpuMs()
const took: number[] = []
let found = 0
let others = 0
let longest = 0
let before = began
for (const answer of findRelations(files)) {
  longest = Math.max(longest, performance.now() - before)
  before = performance.now()
  if (answer === null) continue
  const { sha256, related } = answer
  took.push(cpuMs() - since)
  const { of } = planted[Number(sha256.slice(4))] ?? { of: -1 }
  found += related.some(({ one }) => one === String(of)) ? 1 : 0
  others += related.filter(({ one }) => one !== String(of)).length
  since = cpuMs()
}
// Of processor time, for other work on the machine not to count. The first answer includes taking up all others.
const [first = 0, ...rest] = took
const sorted = rest.toSorted((one, other) => one - other)
console.log(`Measured ${measuredOn()}`)
console.log(
  `${count} files, ${Math.round(100 * VIDEO_SHARE)} % of them videos of ${SHOTS} shots; ${NEW} new ones`,
)
console.log(`until the first is compared: ${first.toFixed(0)} ms of processor time`)
console.log(
  `each more: median ${sorted[sorted.length >> 1]?.toFixed(1)} ms, most ${sorted.at(-1)?.toFixed(1)} ms of processor time`,
)
console.log(`longest without a pause, by the clock: ${longest.toFixed(0)} ms`)
console.log(`found: ${found} of ${NEW}; taken for related besides: ${others}`)
console.log(`memory: ${(process.memoryUsage().rss / 1e6).toFixed(0)} MB`)
