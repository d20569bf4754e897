import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DEFAULT_EXPORT, writeExport } from './data/make-export.ts'
import { measure, median, numberOption, ROOT } from './kit/measure.ts'

/** Imports a large export with the real command, in turn with DuckDB's bare reading of the same file. */
const rows = numberOption('rows', 10_000_000)
const pairs = numberOption('pairs', 3)
const folder = await mkdtemp(join(tmpdir(), 'permille-bench-'))
try {
  const file = join(folder, 'export.csv')
  await writeExport(file, { ...DEFAULT_EXPORT, rows })
  const ratios: number[] = []
  const peaks: number[] = []
  for (let pair = 0; pair < pairs; pair += 1) {
    const bare = await measure(join(ROOT, 'bench/kit/bare-read.ts'), [
      file,
      join(folder, `bare-${pair}.duckdb`),
    ])
    const project = join(folder, `project-${pair}`)
    const ours = await measure(join(ROOT, 'bin/permille'), [
      '--project',
      project,
      'import',
      file,
      '--yes',
      '--json',
    ])
    ratios.push(bare.seconds / ours.seconds)
    peaks.push(ours.peakMegabytes)
    console.log(
      `bare ${bare.seconds.toFixed(1)} s, ${bare.peakMegabytes.toFixed(0)} MB · import ${ours.seconds.toFixed(1)} s, ${ours.peakMegabytes.toFixed(0)} MB · ${(rows / ours.seconds / 1000).toFixed(0)} thousand rows/s · speed ratio ${(bare.seconds / ours.seconds).toFixed(2)}`,
    )
    await rm(project, { recursive: true, force: true })
    await rm(join(folder, `bare-${pair}.duckdb`), { force: true })
  }
  console.log(
    `median speed ratio ${median(ratios).toFixed(2)} (must be at least 0.5), peak memory ${Math.max(...peaks).toFixed(0)} MB (must be below 1500)`,
  )
} finally {
  await rm(folder, { recursive: true, force: true })
}
