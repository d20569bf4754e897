import type { ConnectorApi } from './api.ts'
import type { ExportLayout } from './export-layout.ts'
import type { LandedReport } from './stream.ts'

/** A place rows come from: its export layouts and what others call it. */
export interface Connector {
  /** Kebab-case, the folder's name: `unity-ads`. */
  readonly source: string
  readonly label: string
  readonly kind: 'network' | 'mmp'
  /** For networks: names MMPs and files use for it (`unityads_int`, `Unity Ads`), any case. */
  readonly aliases: readonly string[]
  /** Days back from today whose numbers the source still changes. */
  readonly refetchDays: number
  readonly layouts: readonly ExportLayout[]
  /** How its API is asked, where it has one that permille reads. */
  readonly api?: ConnectorApi
  /** Reports that are sent to permille instead of being asked for. */
  readonly received?: readonly LandedReport[]
}
