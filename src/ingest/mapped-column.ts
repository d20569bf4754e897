import type { ColumnUnit } from '#connectors/kit/export-layout.ts'
import type { Basis, DateBasis } from '#schema/basis.ts'
import type { FieldTarget } from '#schema/field-target.ts'

/** A column of the file and what it is read as. */
export interface MappedColumn {
  readonly index: number
  readonly header: string
  readonly target: FieldTarget
  readonly unit: ColumnUnit
  /** `null`: the basis of the file. */
  readonly basis: Basis | null
  /** `null`: the day the file's outcomes are booked on. */
  readonly dateBasis: DateBasis | null
  readonly currency: string | null
  readonly onlyWhen: { readonly header: string; readonly matches: RegExp } | null
  readonly reason: string
}
