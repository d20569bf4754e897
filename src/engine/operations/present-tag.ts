import type { z } from 'zod'
import type { TagAnswer, TaggedFile, TagRun, VisionRun } from '#schema/answer/tag-answer.ts'
import { formatNumber, type Presentation } from './presentation.ts'

const ABSENT = '—'
const MOST_REASONS = 20

function valuesOf({ tags }: TaggedFile, key: string): string {
  const values = tags.filter((tag) => tag.key === key).map(({ value }) => String(value))
  return values.length === 0 ? ABSENT : values.join(', ')
}

function row(tagged: TaggedFile): readonly string[] {
  const { file, facts } = tagged
  const size = facts?.width && facts.height ? `${facts.width} × ${facts.height}` : ABSENT
  return [
    file,
    facts === null ? ABSENT : [facts.type, facts.format].filter((word) => word !== null).join(', '),
    size,
    facts?.ratio ?? ABSENT,
    formatNumber(facts?.durationSeconds ?? null, 1),
    valuesOf(tagged, 'palette'),
    formatNumber(tagged.tags.length),
  ]
}

/** Reasons with the files and keys they hold for, the commonest first. */
function reasonRows(files: readonly TaggedFile[]): readonly (readonly string[])[] {
  const reasons = new Map<string, { keys: Set<string>; files: Set<string> }>()
  for (const { file, notComputed } of files) {
    for (const { key, reason } of notComputed) {
      const known = reasons.get(reason) ?? { keys: new Set(), files: new Set() }
      known.keys.add(key)
      known.files.add(file)
      reasons.set(reason, known)
    }
  }
  return [...reasons]
    .toSorted(([, one], [, other]) => other.files.size - one.files.size)
    .slice(0, MOST_REASONS)
    .map(([reason, { keys, files: of }]) => [
      of.size === 1 ? [...of].join() : `${of.size} files`,
      [...keys].join(', '),
      reason,
    ])
}

function visionText(run: z.output<typeof VisionRun>): string {
  const { asked, answered, tokens, stopped } = run
  const told = `The vision model was asked about ${formatNumber(asked)} files, answered about ${formatNumber(answered)} and took ${formatNumber(tokens)} tokens.`
  return stopped === null ? told : `${told} It was not asked about the rest: ${stopped}.`
}

function runText({ read, unreadable, total }: z.output<typeof TagRun>): string {
  if (total === 0) return 'There are no creative files: permille assets add FILE or FOLDER.'
  if (read === 0) return `Nothing is new: all ${formatNumber(total)} files were read before.`
  const bad = unreadable === 0 ? '' : `, ${formatNumber(unreadable)} could not be: see permille assets`
  return `${formatNumber(read)} of ${formatNumber(total)} files were read${bad}.`
}

/** Tagged files as tables for people: what each is, then what could not be told and why. */
export function presentTag({ files, run }: z.output<typeof TagAnswer>): Presentation {
  if (run !== null) {
    const vision = run.visionModel === null ? [] : [visionText(run.visionModel)]
    return [runText(run), ...vision].map((text) => ({ kind: 'text', text }))
  }
  const reasons = reasonRows(files)
  return [
    {
      kind: 'table',
      columns: [
        { label: 'File', align: 'left' },
        { label: 'Type', align: 'left' },
        { label: 'Pixels', align: 'right' },
        { label: 'Ratio', align: 'right' },
        { label: 'Seconds', align: 'right' },
        { label: 'Colours', align: 'left' },
        { label: 'Tags', align: 'right' },
      ],
      rows: files.map(row),
    },
    ...(reasons.length === 0
      ? []
      : ([
          { kind: 'text', text: 'Not computed:' },
          {
            kind: 'table',
            columns: [
              { label: 'Of', align: 'left' },
              { label: 'What', align: 'left' },
              { label: 'Why', align: 'left' },
            ],
            rows: reasons,
          },
        ] as const)),
    { kind: 'text', text: 'Every tag with its evidence: add --json.' },
  ]
}
