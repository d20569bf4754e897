import { createContext, useContext } from 'react'
import type { ImportOptions } from '../../api/imports.ts'
import type { ImportItem } from './import-state.ts'

export interface Imports {
  items: readonly ImportItem[]
  addFiles: (files: readonly File[]) => void
  answer: (id: string, options: ImportOptions) => void
  storeAll: () => void
  remove: (id: string) => void
  clear: () => void
}

export const ImportContext = createContext<Imports | null>(null)

export function useImports(): Imports {
  const imports = useContext(ImportContext)
  if (imports === null) throw new Error('no ImportProvider around this component')
  return imports
}
