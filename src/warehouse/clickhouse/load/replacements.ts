import type { ClickhouseNode } from '../node.ts'
import type { Replaced } from './rival-slices.ts'

const REPLACEMENTS_AT_ONCE = 50_000

/** Writes what other loads gave up; it counts only once the load does. */
export async function sendReplacements(
  node: ClickhouseNode,
  load: number,
  slices: Replaced['slices'],
  token: string,
): Promise<void> {
  for (let start = 0; start < slices.length; start += REPLACEMENTS_AT_ONCE) {
    await node.insertRows(
      'landed_replacement',
      ['slice', 'load', 'replaced_by'],
      slices.slice(start, start + REPLACEMENTS_AT_ONCE).map(({ slice, load: own }) => [slice, own, load]),
      `${token} load ${load} replacement ${start}`,
    )
  }
}
