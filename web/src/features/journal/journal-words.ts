import type { JournalEvent } from '#schema/answer/journal-answer.ts'
import { CHANGE_SCOPE, type ChangeScope } from '#schema/journal.ts'
import { capitalise, labelDimension, type NetworkLabels } from '../../format/words.ts'

export function labelKind(kind: JournalEvent['kind']): string {
  return capitalise(kind.replaceAll('_', ' '))
}

/** What a change is about. */
export function labelScope(scope: ChangeScope, networks: NetworkLabels = {}): string {
  const said = CHANGE_SCOPE.flatMap((name) => {
    const value = scope[name]
    if (value === undefined) return []
    return [name === 'network' ? (networks[value] ?? value) : `${labelDimension(name)} ${value}`]
  })
  return said.length === 0 ? 'Everything' : said.join(', ')
}
