/** A number as a cell says it: `null` when it says none, with the text to quote. */
export interface CellNumber {
  readonly value: number | null
  readonly text: string
}

/** One row of a table of arms. */
export interface ArmRow {
  /** Row number a spreadsheet shows. */
  readonly row: number
  readonly test: string
  readonly arm: string
  readonly impressions: CellNumber
  readonly conversions: CellNumber
  /** A running day number; absent without the column, `null` when it cannot be read. */
  readonly day?: number | null
  readonly stratum?: string
  readonly designedShare?: CellNumber
  /** People who met the test for the first time. */
  readonly users?: CellNumber
  /** What the arm is made of: its level of each factor, in the order the factors were named. */
  readonly factors?: readonly string[]
}
