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

/** The day and the machine, as a report names them. */
export function measuredOn(): string {
  const [cpu] = cpus()
  const memory = Math.round(totalmem() / 2 ** 30)
  return `${new Date().toISOString().slice(0, 10)}, ${availableParallelism()} cores (${cpu?.model.trim() ?? 'unknown'}), ${memory} GB, Node ${process.versions.node}`
}

function markdown({ columns, rows, findings }: BenchReport): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  const rule = line(columns.map((_, index) => (index === 0 ? '---' : '--:')))
  return [
    `Measured ${measuredOn()}.`,
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
  await writeBlocks(join(ROOT, 'docs/benchmarks.md'), { [result.name]: `\n\n${text}\n\n` })
}

/** Replaces what stands between `<!-- NAME -->` and `<!-- end -->` in a page, for each name; throws when a name is not there. */
export async function writeBlocks(page: string, blocks: Readonly<Record<string, string>>): Promise<void> {
  let written = await readFile(page, 'utf8')
  for (const [name, text] of Object.entries(blocks)) {
    const block = new RegExp(`(<!-- ${name} -->)[\\s\\S]*?(<!-- end -->)`)
    if (!block.test(written)) throw new Error(`${page} has no block ${name}`)
    written = written.replace(block, (_, start, end) => `${start}${text}${end}`)
  }
  await writeFile(page, written)
}
