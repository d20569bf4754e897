import type { CompiledColumn } from '../compile.ts'
import type { Settled } from './settlement.ts'

/** The same answer, read from the column of a component that counts a part of it. */
export function answeredAlike(
  settled: Settled | undefined,
  component: string,
  columns: readonly CompiledColumn[],
): Settled {
  if (settled?.kind !== 'answered') return settled ?? { kind: 'unknown', reason: 'nobody reports it' }
  const own = columns.find(({ column }) => column === settled.column)?.variant
  const same = columns.find(
    ({ component: key, variant }) =>
      key === component && variant.basis === own?.basis && variant.via === own.via,
  )
  return same === undefined ? settled : { ...settled, column: same.column }
}
