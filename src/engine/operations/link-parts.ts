import { z } from 'zod'
import { AssetLinkChange } from '#schema/answer/assets-answer.ts'
import { PermilleError } from '#schema/error.ts'
import type { Project } from '../project.ts'
import type { Presentation } from './presentation.ts'

export const LinkInputs = {
  files: z.array(z.string()).min(1, 'name a file').meta({
    description: 'stored files, by name or by the beginning of their hash',
  }),
  creative: z
    .union([z.array(z.string()).min(1, 'name a creative'), z.string().transform((one) => [one])])
    .meta({ description: 'creatives by key or name' }),
}

export const LinkAnswer = z.object({
  /** What was written down; empty where nothing changed. */
  changes: z.array(AssetLinkChange),
})

const LEAST_DIGITS = 6

/** Hashes of the stored files somebody named; throws `not_found`, or `usage` where a name is that of several. */
export function namedAssets({ assets }: Project, asked: readonly string[]): readonly string[] {
  const files = assets.records.list()
  return asked.map((text) => {
    const wanted = text.toLowerCase()
    const isHash = wanted.length >= LEAST_DIGITS && /^[0-9a-f]+$/.test(wanted)
    const byHash = isHash ? files.filter(({ sha256 }) => sha256.startsWith(wanted)) : []
    const own =
      byHash.length > 0
        ? byHash
        : files.filter(({ name }) => name === text || name.split(/[/\\]/).at(-1) === text)
    const [found, other] = own
    if (found === undefined) {
      throw new PermilleError('not_found', `no stored file is called ${text}`, {
        remedy: 'see them with permille assets',
      })
    }
    if (other !== undefined) {
      throw new PermilleError('usage', `${text} names ${own.length} files`, {
        remedy: `name one by its hash: ${own.map(({ sha256 }) => sha256.slice(0, 12)).join(', ')}`,
      })
    }
    return found.sha256
  })
}

/** Changes a project's links and takes them over; what was written down. */
export async function changeLinks(
  project: Project,
  change: () => void,
): Promise<z.output<typeof LinkAnswer>> {
  const before = project.assets.links.changes().length
  change()
  await project.takeFiles()
  return { changes: project.assets.links.changes().slice(before) }
}

/** What was written down, with the numbers by which it is taken back. */
export function presentLinks({ changes }: z.output<typeof LinkAnswer>): Presentation {
  if (changes.length === 0) return [{ kind: 'text', text: 'Nothing changed: that was so before.' }]
  return [
    {
      kind: 'table',
      columns: [
        { label: '#', align: 'right' },
        { label: 'change', align: 'left' },
        { label: 'file', align: 'left' },
        { label: 'creative', align: 'left' },
      ],
      rows: changes.map(({ number, kind, sha256, creative, undoes }) => [
        ...[String(number), kind === 'undo' ? `undo ${undoes}` : kind],
        ...[sha256.slice(0, 12), creative],
      ]),
    },
    { kind: 'text', text: 'Take it back with permille assets undo NUMBER.' },
  ]
}
