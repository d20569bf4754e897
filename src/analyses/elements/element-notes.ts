import type { ElementRow, ElementsAnswer } from '#schema/answer/elements-answer.ts'
import type { Note } from '#schema/note.ts'
import { writeCount } from '#schema/write-count.ts'
import type { ElementValues } from './gather-values.ts'

const NAMED = 3

function namedRows(rows: readonly ElementRow[]): string {
  const named = rows.slice(0, NAMED).map(({ element, value }) => `${element} = ${value}`)
  return `${named.join(', ')}${rows.length > NAMED ? ` and ${writeCount(rows.length - NAMED)} more` : ''}`
}

/** What a reader of effects of elements must know before believing one. */
export function elementNotes(
  { rows, together, creatives }: Pick<ElementsAnswer, 'rows' | 'together' | 'creatives'>,
  { mixed }: ElementValues,
): Note[] {
  const notes: Note[] = []
  if (rows.length > 0)
    notes.push({
      code: 'elements_observed',
      severity: 'info',
      message:
        'Nobody gave elements to creatives by chance: an effect is what goes with an element, not what it causes. A test tells.',
    })
  const misleading = rows.filter(({ isMisleading }) => isMisleading)
  if (misleading.length > 0)
    notes.push({
      code: 'elements_mislead',
      severity: 'warning',
      message: `Plain rates say the opposite of ${namedRows(misleading)}, because of where these ran or what else they carry.`,
    })
  // The only other value of an element is its lack: that goes without saying.
  const merged = rows
    .map((row) => ({ ...row, alike: row.alike.filter(({ correlation }) => correlation > 0) }))
    .filter(({ alike }) => alike.length > 0)
  if (merged.length > 0)
    notes.push({
      code: 'elements_alike',
      severity: 'warning',
      message: `Some elements always come together, so their effect is one: ${merged
        .slice(0, NAMED)
        .map(
          ({ element, value, alike }) =>
            `${element} = ${value} with ${alike.map((own) => `${own.element} = ${own.value}`).join(', ')}`,
        )
        .join('; ')}.`,
    })
  const [pair] = together
  if (pair !== undefined)
    notes.push({
      code: 'elements_together',
      severity: 'info',
      message: `Often together, so hard to tell apart: ${[pair.one, pair.other].map(({ element, value }) => `${element} = ${value}`).join(' and ')}${together.length > 1 ? ` and ${writeCount(together.length - 1)} more pairs` : ''}.`,
    })
  if (creatives.leftOut > 0)
    notes.push({
      code: 'elements_left_out',
      severity: 'info',
      message: `${writeCount(creatives.leftOut)} creatives say too little to be read: fewer than 5 conversions are to be expected of them, or their counts are not known.`,
    })
  if (mixed.length > 0)
    notes.push({
      code: 'elements_mixed',
      severity: 'info',
      message: `Some creatives have several values of an element and count as unknown there: ${mixed.map(({ element, creatives: count }) => `${element} ${writeCount(count)}`).join(', ')}.`,
    })
  return notes
}
