import { IconFileImport } from '@tabler/icons-react'
import { useLocation, useNavigate } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { useOfferFiles } from '../creative-drop/drop-context.ts'
import { sortDropped } from '../creative-drop/sort-dropped.ts'
import classes from './drop-zone.module.css'
import { useImports } from './import-context.ts'

function carriesFiles(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes('Files') ?? false
}

/** The whole page takes a dropped file. */
export function DropZone() {
  const { addFiles } = useImports()
  const offerFiles = useOfferFiles()
  const path = useLocation({ select: ({ pathname }) => pathname })
  const navigate = useNavigate()
  const [over, setOver] = useState(false)

  useEffect(() => {
    let depth = 0
    function enter(event: DragEvent) {
      if (!carriesFiles(event)) return
      event.preventDefault()
      depth += 1
      setOver(true)
    }
    function leave(event: DragEvent) {
      if (!carriesFiles(event)) return
      depth = Math.max(0, depth - 1)
      if (depth === 0) setOver(false)
    }
    function hold(event: DragEvent) {
      if (carriesFiles(event)) event.preventDefault()
    }
    function drop(event: DragEvent) {
      if (!carriesFiles(event)) return
      event.preventDefault()
      depth = 0
      setOver(false)
      const files = [...(event.dataTransfer?.files ?? [])]
      const { creatives, reports } = sortDropped(files, path)
      if (creatives.length > 0) offerFiles(creatives)
      if (reports.length === 0) return
      addFiles(reports)
      void navigate({ to: '/data/import', search: {} })
    }
    window.addEventListener('dragenter', enter)
    window.addEventListener('dragleave', leave)
    window.addEventListener('dragover', hold)
    window.addEventListener('drop', drop)
    return () => {
      window.removeEventListener('dragenter', enter)
      window.removeEventListener('dragleave', leave)
      window.removeEventListener('dragover', hold)
      window.removeEventListener('drop', drop)
    }
  }, [addFiles, offerFiles, path, navigate])

  if (!over) return null
  return (
    <div className={classes.over}>
      <div className={classes.inner}>
        <IconFileImport size={32} stroke={1.4} aria-hidden />
        <h2>Drop reports to preview, or files of creatives</h2>
        <p>Nothing is stored before you accept it.</p>
      </div>
    </div>
  )
}
