import { type RefObject, useEffect, useState } from 'react'

/** How wide an element is, kept when the window changes; `null` before it is drawn. */
export function useWidth(element: RefObject<HTMLElement | null>): number | null {
  const [width, setWidth] = useState<number | null>(null)
  useEffect(() => {
    const seen = element.current
    if (!seen) return
    const observer = new ResizeObserver(() => setWidth(seen.clientWidth))
    observer.observe(seen)
    return () => observer.disconnect()
  }, [element])
  return width
}
