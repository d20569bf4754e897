import { useRouterState } from '@tanstack/react-router'
import { type RefObject, useLayoutEffect, useRef } from 'react'

/** For a row of links that scrolls sideways: the link of the page that is open is brought into sight. */
export function useActiveInSight(): RefObject<HTMLElement | null> {
  const row = useRef<HTMLElement>(null)
  const path = useRouterState({ select: ({ resolvedLocation }) => resolvedLocation?.pathname })
  // biome-ignore lint/correctness/useExhaustiveDependencies: which link is active follows from the path
  useLayoutEffect(() => {
    const active = row.current?.querySelector('[data-status=active]')
    if (!row.current || !active) return
    const own = row.current.getBoundingClientRect()
    const { left, width } = active.getBoundingClientRect()
    row.current.scrollLeft += left - own.left - (own.width - width) / 2
  }, [path])
  return row
}
