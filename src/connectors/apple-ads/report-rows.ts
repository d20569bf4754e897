import { type Cells, cellsOf } from '#connectors/kit/cells.ts'
import { isObject, type JsonObject, objectsAt, textAt } from '#connectors/kit/json.ts'

export type Level = 'campaign' | 'adGroup' | 'ad' | 'keyword'

/** An app as its number in the App Store: stated, or read out of its page's address. */
function appOf(metadata: JsonObject): string | null {
  const stated = textAt(metadata, 'promotedObjectId')
  const address = textAt(metadata, 'destination', 'parameters', 'url')
  return stated ?? /\bid(\d+)/.exec(address ?? '')?.[1] ?? null
}

/** One report row as a row per day; its sums over the days are left out. */
export function dailyRows(level: Level): (record: JsonObject) => readonly Cells[] {
  return (record) => {
    const metadata = isObject(record.metadata) ? record.metadata : {}
    const { id = null, name = null, ...rest } = metadata
    const app = appOf(metadata)
    const about: Cells = {
      ...cellsOf(rest),
      ...cellsOf({ [`${level}Id`]: id, [level]: name ?? rest[level] }),
      // A creative is a page of the store; the ad that shows it names it.
      ...(level === 'ad' ? cellsOf({ creative: name }) : {}),
      app,
      os: app === null ? null : 'ios',
    }
    return objectsAt(record, 'granularMetrics').map((day) => ({ ...about, ...cellsOf(day) }))
  }
}
