import { useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useMemo, useReducer } from 'react'
import { type ImportOptions, previewImport, storeImport, uploadFile } from '../../api/imports.ts'
import { toProblem } from '../../api/problem.ts'
import { ImportContext, type Imports } from './import-context.ts'
import { canStore, type ImportItem, reduceImports } from './import-state.ts'

let made = 0

function makeItem(file: File): ImportItem {
  made += 1
  return {
    id: `file-${made}`,
    file,
    phase: 'sending',
    upload: null,
    job: null,
    options: {},
    report: null,
    problem: null,
  }
}

/** Holds the files a person dropped while they are previewed and stored. */
export function ImportProvider({ children }: { children: ReactNode }) {
  const [items, dispatch] = useReducer(reduceImports, [])
  const queries = useQueryClient()

  const imports = useMemo<Imports>(() => {
    function change(id: string, part: Partial<ImportItem>) {
      dispatch({ type: 'changed', id, change: part })
    }

    async function preview(id: string, upload: string, options: ImportOptions) {
      change(id, { phase: 'reading', problem: null, options })
      try {
        change(id, { phase: 'ready', report: await previewImport(upload, options) })
      } catch (error) {
        change(id, { phase: 'failed', problem: toProblem(error) })
      }
    }

    async function addFiles(files: readonly File[]) {
      const added = files.map(makeItem)
      dispatch({ type: 'added', items: added })
      for (const item of added) {
        try {
          const { upload } = await uploadFile(item.file)
          change(item.id, { upload })
          await preview(item.id, upload, {})
        } catch (error) {
          change(item.id, { phase: 'failed', problem: toProblem(error) })
        }
      }
    }

    async function storeAll() {
      for (const item of items.filter(canStore)) {
        if (item.upload === null) continue
        change(item.id, { phase: 'storing', problem: null })
        try {
          const onJob = (job: string) => change(item.id, { job })
          const report = await storeImport(queries, item.upload, item.options, onJob)
          change(item.id, { phase: 'stored', report })
        } catch (error) {
          change(item.id, { phase: 'failed', problem: toProblem(error) })
        }
      }
      await queries.invalidateQueries()
    }

    return {
      items,
      addFiles: (files) => void addFiles(files),
      storeAll: () => void storeAll(),
      answer: (id, options) => {
        const item = items.find((known) => known.id === id)
        if (item?.upload) void preview(id, item.upload, { ...item.options, ...options })
      },
      remove: (id) => dispatch({ type: 'removed', id }),
      clear: () => dispatch({ type: 'cleared' }),
    }
  }, [items, queries])

  return <ImportContext value={imports}>{children}</ImportContext>
}
