import { type RefObject, useLayoutEffect } from 'react'
import { usePhone } from './use-phone.ts'

/** On a phone, rows of a table that is wider than its frame are read as cards, each cell under the name of its column. */
export function useStacked(frame: RefObject<HTMLElement | null>): void {
  const phone = usePhone()
  // After every drawing, as other rows may be wider; once cards, it stays so: measuring it as a table would move what is read.
  useLayoutEffect(() => {
    const box = frame.current
    if (box === null || (phone && box.dataset.stacked === 'true')) return
    box.dataset.stacked = String(phone && box.scrollWidth > box.clientWidth)
  })
}
