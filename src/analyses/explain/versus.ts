import type { Filter } from '#metrics/index.ts'

/** What is compared: other days of the same rows, or other rows of the same days. */
export type Versus =
  | { readonly kind: 'periods'; readonly compare: string }
  | { readonly kind: 'groups'; readonly first: Group; readonly second: Group }

interface Group {
  readonly label: string
  readonly where: readonly Filter[]
}
