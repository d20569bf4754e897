import { z } from 'zod'
import type { JournalAnswer, JournalEvent } from '#schema/answer/journal-answer.ts'
import { Day } from '#schema/day.ts'
import { CHANGE_SCOPE, ChangeKind, ChangeScope } from '#schema/journal.ts'
import { oneOf } from './inputs.ts'
import type { Presentation } from './presentation.ts'

const scopeText = (what: string) =>
  z
    .string()
    .trim()
    .min(1)
    .max(400)
    .optional()
    .meta({ description: `${what} it is about; all unless said` })

/** What a journal entry says, as flags. */
export const EntryInputs = {
  date: Day.meta({ description: 'the day of the change, YYYY-MM-DD' }),
  kind: ChangeKind.meta({ description: 'what was changed' }),
  app: scopeText('app'),
  network: scopeText('network'),
  os: scopeText('OS'),
  country: scopeText('country'),
  campaign: scopeText('campaign'),
  creative: scopeText('creative'),
  note: z.string().trim().max(500).meta({ description: 'what exactly, in a few words' }),
} as const

/** Number of an entry, plain or as the command line hands it over. */
export const EntryNumber = z
  .union([z.number().int().positive(), oneOf(z.string().regex(/^\d+$/, 'write the number of the entry'))])
  .transform(Number)
  .meta({ description: 'number of the entry, see `permille journal`' })

type StatedScope = { readonly [Part in (typeof CHANGE_SCOPE)[number]]?: string | undefined }

/** The parts of a scope that were said. */
export function scopeOf(stated: StatedScope): ChangeScope {
  return ChangeScope.parse(
    Object.fromEntries(
      CHANGE_SCOPE.flatMap((name) => (stated[name] === undefined ? [] : [[name, stated[name]]])),
    ),
  )
}

/** What a change is about in words. */
export function describeScope(scope: ChangeScope): string {
  const said = CHANGE_SCOPE.flatMap((name) => (scope[name] === undefined ? [] : [`${name} ${scope[name]}`]))
  return said.length === 0 ? 'everything' : said.join(', ')
}

const describeKind = (kind: JournalEvent['kind']) => kind.replaceAll('_', ' ')

/** The journal as a table, newest first. */
export function presentJournal({ events, removed, notes }: JournalAnswer): Presentation {
  const left = (label: string) => ({ label, align: 'left' as const })
  const undone = removed
    .map(({ number, day, kind }) => `${number} (${day}, ${describeKind(kind)})`)
    .join(', ')
  return [
    events.length === 0
      ? {
          kind: 'text',
          text: 'Nothing is written down: permille journal add --date 2026-09-01 --kind store_page --note "new screenshots"',
        }
      : {
          kind: 'table',
          columns: [{ label: '#', align: 'right' }, left('day'), left('what'), left('about'), left('note')],
          rows: events.map(({ number, day, kind, scope, note, unseen }) => [
            number === null ? '' : String(number),
            day,
            describeKind(kind),
            describeScope(scope),
            unseen === null ? note : `${note} (not yet on ${unseen})`,
          ]),
        },
    ...(removed.length === 0
      ? []
      : [
          {
            kind: 'text' as const,
            text: `removed: ${undone}; bring one back with permille journal undo NUMBER`,
          },
        ]),
    { kind: 'notes', notes },
  ]
}
