export type { HandedFile } from './import-context.ts'
export { importFile } from './import-file.ts'
export { StatedSettings } from './import-settings.ts'
export { restoreOriginal } from './keep-original.ts'
