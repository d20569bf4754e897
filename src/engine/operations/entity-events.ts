import { type EntityChange, readEntityChanges, readPageChanges } from '#metrics/index.ts'
import type { JournalEvent } from '#schema/answer/journal-answer.ts'
import { addDays, type Day } from '#schema/day.ts'
import type { EntityLevel } from '#schema/dimension.ts'
import type { ChangeScope } from '#schema/journal.ts'
import type { Store } from '../store.ts'

type ToldLevel = 'campaign' | 'creative'

const RUNNING = new Set(['active', 'running', 'enabled'])
const isRunning = (status: string) => RUNNING.has(status.toLowerCase())
const NAMED: Readonly<Record<EntityLevel, string>> = {
  campaign: 'campaign',
  ad_group: 'ad group',
  ad: 'ad',
  creative: 'creative',
}

/** An object as reports tell it. */
interface Told {
  readonly key: string
  readonly name: string
  readonly status: string | null
  readonly launched: Day | null
  readonly last: Day | null
  readonly scope: ChangeScope
}

const textOf = (value: unknown) =>
  value === null || value === undefined || value === '' ? null : String(value)

function dayOf(value: unknown): Day | null {
  const text = textOf(value) ?? ''
  return /^\d{4}-\d{2}-\d{2}/.test(text) ? text.slice(0, 10) : null
}

/** Every object of a level by its key; an ad group is part of its campaign. */
async function readTold(
  level: 'campaign' | 'ad_group' | 'creative',
  { warehouse }: Pick<Store, 'warehouse'>,
) {
  const { rows } = await warehouse.query(
    `SELECT e.key AS key, coalesce(e.name, e.key) AS name, e.network AS network, e.status AS status,
      e.launched::VARCHAR AS launched, e.last_delivery::VARCHAR AS last_delivery, coalesce(p.name, p.key) AS parent
    FROM entity e LEFT JOIN entity p ON p.level = '${level === 'ad_group' ? 'campaign' : level}' AND p.key = e.parent
    WHERE e.level = '${level}' ORDER BY e.key`,
  )
  return rows.map((row): Told => {
    const network = textOf(row.network)
    const name = String(row.name)
    const own = level === 'ad_group' ? textOf(row.parent) : name
    return {
      key: String(row.key),
      name,
      status: textOf(row.status),
      launched: dayOf(row.launched),
      last: dayOf(row.last_delivery),
      scope: {
        ...(network === null ? {} : { network }),
        ...(own === null ? {} : { [level === 'ad_group' ? 'campaign' : level]: own }),
      },
    }
  })
}

const event = (
  day: Day,
  kind: JournalEvent['kind'],
  scope: ChangeScope,
  note: string,
  unseen: Day | null = null,
) => ({
  day,
  kind,
  scope,
  note,
  number: null,
  unseen: unseen === day ? null : unseen,
})

/** A change of a status, a budget or a bid; nothing where one way of standing still became another. */
function changeEvent(
  { attribute, before, after, seen, unseen }: EntityChange,
  { scope, name, last }: Told,
  level: EntityLevel,
): JournalEvent[] {
  const what = level === 'ad_group' ? `ad group ${name}: ` : ''
  const note = `${what}${attribute} ${after}, was ${before}`
  if (attribute !== 'status') return [event(seen, attribute, scope, note, unseen)]
  if (isRunning(before) === isRunning(after)) return []
  if (isRunning(after)) return [event(seen, 'start', scope, note, unseen)]
  // The day after the last delivery is closer, where that is the stop this change tells of.
  const stopped = last === null ? null : addDays(last, 1)
  const isLast = stopped !== null && stopped > unseen && stopped <= seen
  return [event(isLast ? stopped : seen, 'stop', scope, note, isLast ? null : unseen)]
}

/** When an object was launched and, where no load tells of it, when one that stands still was delivered last. */
function firstAndLast(
  { launched, last, status, scope }: Told,
  level: ToldLevel,
  begin: Day | null,
  hasStop: boolean,
): JournalEvent[] {
  const stands = status !== null && !isRunning(status)
  return [
    // What is delivered on the first day there is may have run for long.
    ...(launched === null || launched === begin
      ? []
      : [event(launched, 'launch', scope, `${NAMED[level]} launched`)]),
    ...(last === null || !stands || hasStop
      ? []
      : [
          event(
            addDays(last, 1),
            'stop',
            scope,
            `${NAMED[level]} last delivered the day before, now ${status}`,
          ),
        ]),
  ]
}

/**
 * What reports say happened to objects: launches and stops, new landing and store pages and, where two loads of one report
 * differ, statuses, budgets and bids; of campaigns those of their ad groups' budgets and bids too.
 */
export async function entityEvents(level: ToldLevel, store: Store): Promise<readonly JournalEvent[]> {
  const { catalogue } = await store.metricContext()
  const { warehouse } = store
  const begin = catalogue.slices.reduce<Day | null>(
    (first, { from }) => (from === null || (first !== null && first <= from) ? first : from),
    null,
  )
  const eventsOf = async (own: ToldLevel | 'ad_group') => {
    const told = await readTold(own, store)
    const byKey = new Map(told.map((one) => [one.key, one]))
    const changes = (await readEntityChanges(own, warehouse)).flatMap((change) => {
      const object = byKey.get(change.key)
      if (object === undefined || (own === 'ad_group' && change.attribute === 'status')) return []
      return changeEvent(change, object, own).map((told) => ({ key: change.key, told }))
    })
    return { told, byKey, changes }
  }
  const { told, byKey, changes } = await eventsOf(level)
  const parts = level === 'campaign' ? (await eventsOf('ad_group')).changes : []
  const pages = (await readPageChanges(level, warehouse)).flatMap(({ key, kind, page, first }) => {
    const object = byKey.get(key)
    return object === undefined ? [] : [event(first, kind, object.scope, `${page} from this day on`)]
  })
  const stopped = new Set(changes.filter(({ told: { kind } }) => kind === 'stop').map(({ key }) => key))
  return [
    ...told.flatMap((one) => firstAndLast(one, level, begin, stopped.has(one.key))),
    ...[...changes, ...parts].map(({ told: one }) => one),
    ...pages,
  ]
}
