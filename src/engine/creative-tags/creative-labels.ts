import type { Warehouse } from '#warehouse/warehouse.ts'
import { AND, joined } from './tag-rows.ts'

/** Tags that tell creatives apart at a glance, the most telling first. */
const TELLING = ['concept', 'hook_type', 'production_style', 'ratio', 'duration_bucket', 'cta_class']
const MOST = 3

/** Up to three tags of every creative that has any, by key, told as they stand where rows are grouped. */
export async function creativeLabels(
  warehouse: Warehouse,
  whole: (creative: string) => string,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const { rows } = await warehouse.query(
    `SELECT t.key AS creative, t.tag AS tag, t.value AS value FROM creative_tag t
     WHERE t.tag IN (${TELLING.map((_, index) => `$${index + 1}`).join(', ')}) AND t.value IS NOT NULL
     ORDER BY t.key, t.tag`,
    TELLING,
  )
  const told = Map.groupBy(rows, ({ creative }) => whole(String(creative)))
  return new Map(
    [...told].map(([creative, own]) => {
      const values = TELLING.flatMap((key) => {
        const said = own.filter(({ tag }) => tag === key).flatMap(({ value }) => String(value).split(AND))
        return said.length === 0 ? [] : [joined(said)]
      })
      return [creative, values.slice(0, MOST)] as const
    }),
  )
}
