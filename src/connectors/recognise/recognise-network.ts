import { ORGANIC } from '#schema/organic.ts'
import { CONNECTORS } from '../index.ts'

function keyOf(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '')
}

function readNames(): ReadonlyMap<string, string> {
  const names = new Map([[ORGANIC, ORGANIC]])
  for (const { kind, source, label, aliases } of CONNECTORS) {
    if (kind !== 'network') continue
    for (const name of [source, label, ...aliases]) names.set(keyOf(name), source)
  }
  return names
}

let names: ReadonlyMap<string, string> | undefined

/**
 * The network a name stands for: the source id of its connector, `organic`, or `null`.
 * `extraAliases` maps further names to network keys and wins over the built-in ones.
 */
export function recogniseNetwork(
  name: string,
  extraAliases: Readonly<Record<string, string>> = {},
): string | null {
  const key = keyOf(name)
  if (key === '') return null
  for (const [alias, network] of Object.entries(extraAliases)) if (keyOf(alias) === key) return network
  names ??= readNames()
  return names.get(key) ?? null
}
