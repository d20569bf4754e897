import type { JournalEvent } from '#schema/answer/journal-answer.ts'
import { CHANGE_SCOPE, type ChangeScope } from '#schema/journal.ts'
import { capitalise, labelDimension } from '../../format/words.ts'

export function labelKind(kind: JournalEvent['kind']): string {
  return capitalise(kind.replaceAll('_', ' '))
}

/** What a change is about. */
export function labelScope(scope: ChangeScope): string {
  const said = CHANGE_SCOPE.flatMap((name) =>
    scope[name] === undefined ? [] : [`${labelDimension(name)} ${scope[name]}`],
  )
  return said.length === 0 ? 'Everything' : said.join(', ')
}
