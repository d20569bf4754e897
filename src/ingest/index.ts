export type { HandedFile, ImportContext } from './import-context.ts'
export { importFile } from './import-file.ts'
export { type ImportSettings, type SavedMapping, StatedSettings } from './import-settings.ts'
export { restoreOriginal } from './keep-original.ts'
