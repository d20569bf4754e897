export type { HandedFile, ImportContext } from './import-context.ts'
export { importFile } from './import-file.ts'
export type { ImportSettings, SavedMapping } from './import-settings.ts'
