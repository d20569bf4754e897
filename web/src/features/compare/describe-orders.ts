import type { CompareAnswer } from '#schema/answer/compare-answer.ts'

/** Where plain rates order the objects otherwise than like compared with like; `null` where both agree. */
export function describeOrders({ objects, orders }: CompareAnswer): string | null {
  const names = new Map(objects.map(({ key, name }) => [key, name]))
  const pooled = orders.pooled.filter((key) => orders.adjusted.includes(key))
  if (pooled.every((key, place) => key === orders.adjusted[place])) return null
  const say = (keys: readonly string[]) => keys.map((key) => names.get(key) ?? key).join(' > ')
  return `Plain rates mislead here: they order ${say(pooled)}, like compared with like ${say(orders.adjusted)}.`
}
