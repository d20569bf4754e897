import { type Cells, rowsOfColumns } from '#connectors/kit/cells.ts'
import { isObject, type Json, type JsonObject, objectsAt, rowsAt, textAt } from '#connectors/kit/json.ts'
import { addDays } from '#schema/day.ts'

/** Conversions that are read, and what the cells each is kept in begin with. */
const CONVERSIONS: Readonly<Record<string, string>> = {
  mobile_conversion_installs: 'installs',
  mobile_conversion_purchases: 'purchases',
  mobile_conversion_sign_ups: 'sign_ups',
}

const at = (list: Json | undefined, place: number): number => {
  const cell = Array.isArray(list) ? list[place] : null
  return typeof cell === 'string' ? Number(cell) : 0
}

/** After a view and after an engagement; assisted ones belong to another ad. */
function cellsOf(
  name: string,
  conversion: JsonObject,
  place: number,
): readonly (readonly [string, string])[] {
  return [
    [`${name} after a view`, String(at(conversion.post_view, place))],
    [`${name} after an engagement`, String(at(conversion.post_engagement, place))],
  ]
}

/** The days of one post; none for days on which nothing happened. */
function daysOf(metrics: JsonObject, length: number): readonly Cells[] {
  const plain = Object.entries(metrics).filter(([, value]) => !isObject(value))
  // A series that is not there is one of zeros.
  const zeros = Array.from({ length }, () => '0')
  const columns = Object.fromEntries(plain.map(([name, value]) => [name, value === null ? zeros : value]))
  return rowsOfColumns(columns, length).map((row, place) => {
    const counted = Object.entries(CONVERSIONS).flatMap(([name, cell]) => {
      const value = metrics[name]
      if (value === undefined) return []
      return cellsOf(cell, isObject(value) ? value : {}, place)
    })
    const {
      mobile_conversion_installs: _i,
      mobile_conversion_purchases: _p,
      mobile_conversion_sign_ups: _s,
      ...rest
    } = row
    return { ...rest, ...Object.fromEntries(counted) }
  })
}

const isEmpty = (row: Cells) => Object.values(row).every((cell) => cell === null || cell === '0')

/** Series by post, or by post and country, as rows by day, the first day given. */
export function seriesRows(first: string, placement: string) {
  return {
    kind: 'json' as const,
    rows: (json: Json): readonly JsonObject[] | null => {
      const length = textAt(json, 'time_series_length') ?? '0'
      return rowsAt(json, 'data')?.map((post) => ({ ...post, length })) ?? null
    },
    cells: (post: JsonObject): readonly Cells[] => {
      const length = Number(post.length)
      const id = textAt(post, 'id')
      return objectsAt(post, 'id_data').flatMap(({ metrics, segment }) => {
        if (!isObject(metrics)) return []
        const country = isObject(segment) ? { country: textAt(segment, 'segment_name') } : {}
        return daysOf(metrics, length).flatMap((row, place) =>
          isEmpty(row)
            ? []
            : { promoted_tweet_id: id, date: addDays(first, place), placement, ...country, ...row },
        )
      })
    },
  }
}
