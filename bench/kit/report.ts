import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { availableParallelism, cpus, totalmem } from 'node:os'
import { join } from 'node:path'
import { isQuick, ROOT } from './measure.ts'

/** A table of figures with what must hold of them. */
export interface BenchReport {
  readonly name: string
  readonly columns: readonly string[]
  readonly rows: readonly (readonly string[])[]
  /** One sentence per finding. */
  readonly findings: readonly string[]
}

function machine(): string {
  const [cpu] = cpus()
  const memory = Math.round(totalmem() / 2 ** 30)
  return `${new Date().toISOString().slice(0, 10)}, ${availableParallelism()} cores (${cpu?.model.trim() ?? 'unknown'}), ${memory} GB, Node ${process.versions.node}`
}

function markdown({ columns, rows, findings }: BenchReport): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  const rule = line(columns.map((_, index) => (index === 0 ? '---' : '--:')))
  return [
    `Measured ${machine()}.`,
    '',
    line(columns),
    rule,
    ...rows.map(line),
    '',
    ...findings.map((finding) => `- ${finding}`),
  ].join('\n')
}

/** Prints a report, writes it to bench/out and, when it was measured in full, into docs/benchmarks.md. */
export async function report(result: BenchReport): Promise<void> {
  const text = markdown(result)
  console.log(`\n${text}\n`)
  const out = join(ROOT, 'bench/out')
  await mkdir(out, { recursive: true })
  await writeFile(join(out, `${result.name}.md`), `${text}\n`)
  if (isQuick()) return
  const page = join(ROOT, 'docs/benchmarks.md')
  const written = await readFile(page, 'utf8')
  const section = new RegExp(`(<!-- ${result.name} -->)[\\s\\S]*?(<!-- end -->)`)
  await writeFile(
    page,
    written.replace(section, (_, start, end) => `${start}\n\n${text}\n\n${end}`),
  )
}
