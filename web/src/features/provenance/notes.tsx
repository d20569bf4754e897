import { useState } from 'react'
import type { Note } from '#schema/note.ts'
import { toSentence } from '../../format/words.ts'
import { Notice } from '../../ui/notice.tsx'
import classes from './notes.module.css'

const SHOWN = 2

/** What a reader must know about an answer; warnings first, the long tail on request. */
export function Notes({ notes, unfolded = false }: { notes: readonly Note[]; unfolded?: boolean }) {
  const [all, setAll] = useState(unfolded)
  if (notes.length === 0) return null
  const ordered = notes.toSorted(
    (a, b) => Number(b.severity === 'warning') - Number(a.severity === 'warning'),
  )
  const shown = all ? ordered : ordered.slice(0, SHOWN)
  const rest = ordered.length - shown.length
  return (
    <section aria-label="Notes" className={classes.notes}>
      {shown.map((note) => (
        <Notice key={`${note.code} ${note.message}`} severity={note.severity}>
          {toSentence(note.message)}
        </Notice>
      ))}
      {rest > 0 && (
        <button type="button" onClick={() => setAll(true)}>
          {rest === 1 ? '1 more note' : `${rest} more notes`}
        </button>
      )}
    </section>
  )
}
