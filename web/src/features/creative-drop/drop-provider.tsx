import { useLocation } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { parseSearchParams } from '../scope/search-params.ts'
import { AddFiles } from './add-files.tsx'
import { DropContext } from './drop-context.ts'

/** Holds the files of creatives somebody handed over until they are added or left. */
export function DropProvider({ children }: { children: ReactNode }) {
  const [files, setFiles] = useState<readonly File[]>([])
  const creative = useLocation({
    select: ({ pathname, searchStr }) =>
      pathname === '/creative' ? (parseSearchParams(searchStr).key?.at(0) ?? null) : null,
  })
  return (
    <DropContext value={setFiles}>
      {children}
      {files.length > 0 && <AddFiles files={files} creative={creative} onClose={() => setFiles([])} />}
    </DropContext>
  )
}
