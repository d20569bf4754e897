import type { DatabaseSync } from 'node:sqlite'
import type { Account } from '#connectors/kit/account.ts'
import type { LandedReport } from '#connectors/kit/stream.ts'
import type { HttpClient } from '#net/http-client.ts'
import type { ImportedFile } from '#schema/answer/import-report.ts'
import type { DayRange } from '#schema/day.ts'
import type { Warehouse } from '#warehouse/warehouse.ts'
import type { ProjectConfig } from '../project-file.ts'
import type { ProjectFolder } from '../project-folder.ts'

/** A slice as it is to be stored. */
export interface LandedSlice {
  readonly path: string
  readonly connection: string
  readonly source: string
  readonly stream: LandedReport
  readonly account: Account
  readonly days: DayRange
  readonly observedAt: Date
}

/** What connections need of the project they are in. */
export interface ConnectionsHost {
  readonly folder: ProjectFolder
  readonly state: DatabaseSync
  readonly http: HttpClient
  readonly config: ProjectConfig
  readonly warehouse: Warehouse
  change(changes: Readonly<Record<string, unknown>>): Promise<void>
  identifierKey(): Promise<string>
  storeSlice(slice: LandedSlice): Promise<ImportedFile>
}
