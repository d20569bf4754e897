import type { RankAnswer, RankRow } from '#schema/answer/rank-answer.ts'
import { formatCount } from '../../format/number.ts'
import { namePlural } from '../../format/words.ts'

export interface Heading {
  kind: 'heading'
  key: string
  title: string
  /** What the rows below have in common. */
  about: string
}

export type TableItem = Heading | { kind: 'row'; row: RankRow }

type Group = number | 'alone' | 'unranked'

const BETWEEN = ' · '
const UNSAID = ['other', 'everywhere']

/** What all places of a group are, e.g. `Lantern Bay · video`. */
export function nameGroup(strata: RankAnswer['adjustment']['strata'], group: number): string {
  const [first = [], ...others] = strata
    .filter((stratum) => stratum.group === group)
    .map(({ stratum }) => stratum.split(BETWEEN))
  return first
    .filter((word) => !UNSAID.includes(word) && others.every((words) => words.includes(word)))
    .join(BETWEEN)
}

/** The rows in the order given, each group of a ranking that has several under a heading. */
export function withHeadings(rows: readonly RankRow[], answer: RankAnswer, byRank: boolean): TableItem[] {
  const items = rows.map((row) => ({ kind: 'row', row }) as const)
  if (!byRank || answer.adjustment.groups < 2) return items
  const sizes = new Map<number, number>()
  for (const { group } of answer.rows) if (group !== null) sizes.set(group, (sizes.get(group) ?? 0) + 1)
  const groupOf = ({ group }: RankRow): Group =>
    group === null ? 'unranked' : (sizes.get(group) ?? 0) < 2 ? 'alone' : group
  const counts = new Map<Group, number>()
  for (const row of answer.rows) counts.set(groupOf(row), (counts.get(groupOf(row)) ?? 0) + 1)
  return items.flatMap((item, index) => {
    const group = groupOf(item.row)
    const before = items[index - 1]?.row
    if (before !== undefined && groupOf(before) === group) return [item]
    return [describeGroup(group, counts.get(group) ?? 0, answer), item]
  })
}

function describeGroup(group: Group, count: number, answer: RankAnswer): Heading {
  const key = `group ${group}`
  const things = `${formatCount(count)} ${namePlural(answer.question.by, count)}`
  if (group === 'unranked') return { kind: 'heading', key, title: 'Not ranked', about: things }
  if (group === 'alone') {
    const about = `${things} that ${count === 1 ? 'shares' : 'share'} no place with any other`
    return { kind: 'heading', key, title: 'Comparable with nobody', about }
  }
  const place = nameGroup(answer.adjustment.strata, group)
  return {
    kind: 'heading',
    key,
    title: place === '' ? `Group ${group}` : `Group ${group} · ${place}`,
    about: `${things} that share no places with the other groups`,
  }
}
