import { createWriteStream } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { parseArgs } from 'node:util'
import { drawUnitGamma } from '#sample/random/gamma.ts'
import { Random } from '#sample/random/random.ts'
import { addDays } from '#schema/day.ts'

const HEADER =
  'timestamp,campaign set id,campaign set name,creative pack id,creative pack name,creative pack type,' +
  'campaign id,campaign name,target store id,country,platform,starts,views,clicks,installs,spend\n'

const COUNTRIES = 'US GB DE FR JP BR MX IN KR CA AU IT ES NL SE PL TR ID VN TH'.split(' ')
const TYPES = ['video', 'video', 'video+playable', 'playable'] as const
const CHUNK_CHARACTERS = 1 << 20
const MEAN_IMPRESSIONS = 400
const CAMPAIGNS = 40

/** How large an export is made, and how uneven. */
export interface ExportShape {
  readonly rows: number
  readonly days: number
  readonly creatives: number
  /** Impressions of the creative of rank r are proportional to r to the power of minus this. */
  readonly skew: number
  readonly lastDay: string
  readonly seed: string
}

export const DEFAULT_EXPORT: ExportShape = {
  rows: 10_000_000,
  days: 90,
  creatives: 5_000,
  skew: 0.9,
  lastDay: '2026-10-31',
  seed: 'export',
}

interface Cell {
  readonly text: string
  readonly impressions: number
  readonly rate: number
}

function hex(random: Random): string {
  return [random.word(), random.word(), random.word()]
    .map((word) => word.toString(16).padStart(8, '0'))
    .join('')
}

function drawCells(random: Random, shape: ExportShape): Cell[] {
  const count = Math.ceil(shape.rows / shape.days)
  const campaigns = Array.from({ length: CAMPAIGNS }, (_, index) => {
    const platform = index % 2 === 0 ? 'ios' : 'android'
    const app = `Game ${1 + (index >> 2)}`
    const store = platform === 'ios' ? `90000${100 + (index >> 2)}` : `com.example.game${1 + (index >> 2)}`
    return {
      set: `${hex(random)},${app}`,
      campaign: `${hex(random)},UA ${index + 1} ${platform},${store}`,
      platform,
    }
  })
  const creatives = Array.from({ length: shape.creatives }, (_, rank) => ({
    text: `${hex(random)},Creative ${rank + 1},${random.pick(TYPES)}`,
    size: (rank + 1) ** -shape.skew,
    rate: 0.006 * drawUnitGamma(random, 0.12),
  }))
  const perCreative = Math.ceil(count / shape.creatives)
  if (perCreative > COUNTRIES.length * CAMPAIGNS) throw new Error('too few creatives for so many rows a day')
  const scale = (MEAN_IMPRESSIONS * shape.creatives) / creatives.reduce((sum, { size }) => sum + size, 0)
  const cells: Cell[] = []
  for (let place = 0; place < perCreative; place += 1) {
    for (const [rank, creative] of creatives.entries()) {
      if (cells.length === count) return cells
      const position = (rank * 7 + place) % (COUNTRIES.length * CAMPAIGNS)
      const campaign = campaigns[Math.floor(position / COUNTRIES.length)]
      if (!campaign) continue
      const country = COUNTRIES[position % COUNTRIES.length]
      cells.push({
        text: `,${campaign.set},${creative.text},${campaign.campaign},${country},${campaign.platform},`,
        impressions: creative.size * scale * drawUnitGamma(random, 0.5),
        rate: creative.rate * drawUnitGamma(random, 0.04),
      })
    }
  }
  return cells
}

/** The text of a large network export, in pieces of about a megabyte: header, then day by day. */
export function* exportText(shape: ExportShape): Generator<string> {
  const random = Random.fromSeed(shape.seed)
  const cells = drawCells(random, shape)
  let text = HEADER
  let written = 0
  for (let day = 0; day < shape.days; day += 1) {
    const stamp = `${addDays(shape.lastDay, day - shape.days + 1)}T00:00:00.000Z`
    for (const cell of cells) {
      if (written === shape.rows) break
      const starts = Math.ceil(cell.impressions * (0.5 + random.uniform()))
      const views = Math.floor(starts * (0.6 + 0.3 * random.uniform()))
      const installs = Math.min(
        starts,
        Math.floor(starts * cell.rate * 2 * random.uniform() + random.uniform()),
      )
      const clicks = Math.min(starts, Math.floor(installs + starts * cell.rate * 2))
      const cents = Math.round(starts * (0.4 + 0.4 * random.uniform()))
      text += `${stamp}${cell.text}${starts},${views},${clicks},${installs},${cents / 100}\n`
      written += 1
      if (text.length >= CHUNK_CHARACTERS) {
        yield text
        text = ''
      }
    }
  }
  yield text
}

/** Writes an export of this shape to a file, making its folder. */
export async function writeExport(path: string, shape: ExportShape): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  await pipeline(Readable.from(exportText(shape)), createWriteStream(path))
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: {
      rows: { type: 'string', default: String(DEFAULT_EXPORT.rows) },
      days: { type: 'string', default: String(DEFAULT_EXPORT.days) },
      creatives: { type: 'string', default: String(DEFAULT_EXPORT.creatives) },
      out: { type: 'string', default: 'bench/out/network-export.csv' },
    },
  })
  const shape = {
    ...DEFAULT_EXPORT,
    rows: Number(values.rows),
    days: Number(values.days),
    creatives: Number(values.creatives),
  }
  const started = performance.now()
  await writeExport(values.out, shape)
  const seconds = (performance.now() - started) / 1000
  console.log(
    `${shape.rows} rows in ${seconds.toFixed(1)} s (${Math.round(shape.rows / seconds)} a second): ${values.out}`,
  )
}
