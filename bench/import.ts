import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DEFAULT_EXPORT, writeExport } from './data/make-export.ts'
import { isQuick, type Measured, measure, median, numberOption, PERMILLE, ROOT } from './kit/measure.ts'
import { report } from './kit/report.ts'

/** Imports a large export with the real command, in turn with DuckDB's bare reading of the same file. */
export async function benchImport(): Promise<void> {
  const rows = numberOption('rows', isQuick() ? 1_000_000 : 10_000_000)
  const pairs = numberOption('pairs', 3)
  const folder = await mkdtemp(join(tmpdir(), 'permille-bench-'))
  try {
    const file = join(folder, 'export.csv')
    await writeExport(file, { ...DEFAULT_EXPORT, rows })
    const bare: Measured[] = []
    const ours: Measured[] = []
    const runBare = async (pair: number) => {
      const database = join(folder, `bare-${pair}.duckdb`)
      bare.push(await measure(join(ROOT, 'bench/kit/bare-read.ts'), [file, database]))
      await rm(database, { force: true })
    }
    const runOurs = async (pair: number) => {
      const project = join(folder, `project-${pair}`)
      ours.push(await measure(PERMILLE, ['--project', project, 'import', file, '--yes', '--json']))
      await rm(project, { recursive: true, force: true })
    }
    for (let pair = 0; pair < pairs; pair += 1) {
      for (const run of pair % 2 === 0 ? [runBare, runOurs] : [runOurs, runBare]) await run(pair)
    }
    const ratios = ours.map(({ seconds }, pair) => (bare[pair]?.seconds ?? 0) / seconds)
    const cells = (name: string, runs: readonly Measured[]) => [
      name,
      median(runs.map(({ seconds }) => seconds)).toFixed(1),
      median(runs.map(({ cpuSeconds }) => cpuSeconds)).toFixed(1),
      Math.round(rows / median(runs.map(({ seconds }) => seconds)) / 1000).toLocaleString('en'),
      Math.max(...runs.map(({ peakMegabytes }) => peakMegabytes)).toFixed(0),
    ]
    const cpuRatios = ours.map(({ cpuSeconds }, pair) => (bare[pair]?.cpuSeconds ?? 0) / cpuSeconds)
    const blocked = Math.max(...ours.map(({ blockedMilliseconds }) => blockedMilliseconds))
    await report({
      name: 'import',
      columns: ['', 'seconds', 'CPU seconds', 'thousand rows/s', 'peak MB'],
      rows: [cells('bare `read_csv` into a table', bare), cells('`permille import`', ours)],
      findings: [
        `${rows.toLocaleString('en')} rows, ${pairs} runs each in turn, whole processes: import runs at ${median(ratios).toFixed(2)} of bare speed (pairs: ${ratios.map((ratio) => ratio.toFixed(2)).join(', ')}); must be at least 0.5, goal 0.75. By CPU time ${median(cpuRatios).toFixed(2)}.`,
        `Peak memory must stay below 1,500 MB.`,
        `The event loop was held up for ${blocked.toFixed(0)} ms at most, the start of the process included.`,
      ],
    })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

if (import.meta.main) await benchImport()
