import type { ClickhouseAddress } from '../address.ts'

/** What a migration has to know of where it runs. */
export type Placement = Pick<ClickhouseAddress, 'cluster' | 'database'>

export interface Migration {
  readonly version: number
  /** Statements for every shard; they may be run again. */
  onEveryNode(placement: Placement): readonly string[]
  /** Statements for the node that is asked, after the others; they may be run again. */
  onFirstNode(placement: Placement): readonly string[]
}
