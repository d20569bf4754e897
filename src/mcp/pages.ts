import { readdir, readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'

/** A page of the documentation an assistant can read. */
export interface Page {
  readonly uri: string
  readonly name: string
  readonly title: string
  read(): Promise<string>
}

const docs = new URL('../../docs/', import.meta.url)

const GENERAL = [
  ['notes', 'What the notes of answers mean'],
  ['how-a-number-is-answered', 'How a number is answered: basis, source of truth, reports'],
] as const

function page(path: string, title: string): Page {
  return {
    uri: `permille://${path}`,
    name: path,
    title,
    read: () => readFile(new URL(`${path}.md`, docs), 'utf8'),
  }
}

/** What the numbers of answers mean: a page per metric, the notes, and how a number comes about. */
export async function documentationPages(): Promise<readonly Page[]> {
  const metrics = (await readdir(fileURLToPath(new URL('metrics/', docs))))
    .filter((file) => file.endsWith('.md') && file !== 'README.md')
    .map((file) => file.slice(0, -3))
    .sort()
  return [
    ...GENERAL.map(([path, title]) => page(path, title)),
    ...metrics.map((metric) => page(`metrics/${metric}`, `The metric ${metric.replaceAll('-', ' ')}`)),
  ]
}
