import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ROOT } from '../kit/measure.ts'
import { measuredOn, writeBlocks } from '../kit/report.ts'
import { full } from './kit.ts'

/** One measured figure, the limits it must lie in, and its Monte-Carlo error. */
export interface Claim {
  readonly row: string
  /** Column of the table, where a row holds several figures. */
  readonly column?: string
  readonly value: number
  readonly error: number
  readonly low: number
  readonly high: number
}

/** What was measured of one claim: its figures, and sentences on how. */
export interface Evidence {
  /** Name of its blocks in docs/statistics/evidence.md. */
  readonly name: string
  readonly title: string
  readonly seed: number | null
  /** Sentences: the size of the simulation, and what else was seen. */
  readonly remarks: readonly string[]
  readonly claims: readonly Claim[]
  readonly unit: 'share' | 'ratio' | 'seconds'
}

const PAGE = join(ROOT, 'docs/statistics/evidence.md')

function isInside({ value, low, high }: Claim): boolean {
  return value >= low && value <= high
}

function isNear({ value, error, low, high }: Claim): boolean {
  return value >= low - 2 * error && value <= high + 2 * error
}

function figure(value: number, unit: Evidence['unit']): string {
  if (unit === 'share') return `${(100 * value).toFixed(1)} %`
  return unit === 'seconds' ? `${value.toFixed(2)} s` : value.toFixed(3)
}

function limit({ low, high }: Claim, unit: Evidence['unit']): string {
  const bare = (value: number) =>
    unit === 'share' ? String(Number((100 * value).toFixed(2))) : String(value)
  const suffix = unit === 'share' ? ' %' : unit === 'seconds' ? ' s' : ''
  if (low <= 0 && high === Infinity) return ''
  if (low <= 0) return `≤ ${bare(high)}${suffix}`
  if (high === Infinity || (unit === 'share' && high >= 1)) return `≥ ${bare(low)}${suffix}`
  return `${bare(low)}–${bare(high)}${suffix}`
}

function cell(claim: Claim, unit: Evidence['unit']): string {
  const error = claim.error > 0 ? ` ± ${figure(claim.error, unit).replace(/ %$| s$/, '')}` : ''
  const text = `${figure(claim.value, unit)}${error}`
  return isInside(claim) ? text : `**${text}**`
}

function table({ claims, unit }: Evidence): string[] {
  const columns = [...new Set(claims.map(({ column = 'figure' }) => column))]
  const rows = [...new Set(claims.map(({ row }) => row))]
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [
    line(['', ...columns, 'must be']),
    line(['---', ...columns.map(() => '--:'), '--:']),
    ...rows.map((row) => {
      const own = claims.filter((claim) => claim.row === row)
      const [first] = own
      const cells = columns.map((column) => {
        const claim = own.find((each) => (each.column ?? 'figure') === column)
        return claim === undefined ? '' : cell(claim, unit)
      })
      return line([row, ...cells, first === undefined ? '' : limit(first, unit)])
    }),
  ]
}

/** How far a figure lies beyond its nearest limit, in its own unit; negative inside. */
function beyond({ value, low, high }: Claim): number {
  return Math.max(low > 0 ? low - value : -Infinity, high < Infinity ? value - high : -Infinity)
}

function verdict({ claims, unit }: Evidence): { worst: string; holds: string } {
  const ordered = claims.toSorted((a, b) => beyond(b) - beyond(a))
  const [worst] = ordered
  const outside = claims.filter((claim) => !isInside(claim))
  const clear = outside.filter((claim) => !isNear(claim))
  const holds =
    outside.length === 0
      ? 'yes'
      : clear.length === 0
        ? `within error (${outside.length} of ${claims.length} outside by less than two errors)`
        : `**no** (${clear.length} of ${claims.length} outside)`
  return {
    worst:
      worst === undefined
        ? ''
        : `${figure(worst.value, unit)} (${worst.row}${worst.column ? `, ${worst.column}` : ''})`,
    holds,
  }
}

/** Prints what was measured; in full it is written into docs/statistics/evidence.md too. Fails clearly outside of a limit. */
export async function reportEvidence(evidence: Evidence): Promise<void> {
  const { name, title, seed, remarks, claims } = evidence
  const { worst, holds } = verdict(evidence)
  const measured = `Measured ${measuredOn()}${seed === null ? '' : `, seed ${seed}`}.`
  const text = [[measured, ...remarks].join(' '), '', ...table(evidence)].join('\n')
  console.log(`\n${title}: ${holds}\n\n${text}\n`)
  if (claims.some((claim) => !isNear(claim))) process.exitCode = 1
  const out = join(ROOT, 'bench/out')
  await mkdir(out, { recursive: true })
  await writeFile(join(out, `statistics-${name}.md`), `${text}\n`)
  if (!full) return
  // Without any limit there is nothing to hold, and no row in the table of claims.
  const isLimited = claims.some(({ low, high }) => low > 0 || high < Infinity)
  const summary = isLimited ? { [`worst ${name}`]: worst, [`holds ${name}`]: holds } : {}
  await writeBlocks(PAGE, { [name]: `\n\n${text}\n\n`, ...summary })
}
