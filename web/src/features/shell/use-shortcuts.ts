import { useNavigate } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { PAGES } from './pages.ts'
import { useScopeParams } from './use-scope-params.ts'

const SECOND_KEY_WITHIN = 1200

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('input, textarea, select, [role=combobox]') !== null
}

/** Keys that work everywhere but while typing: `g` and a page, `?`, and Ctrl K. */
export function useShortcuts({ find, help }: { find: () => void; help: () => void }): void {
  const navigate = useNavigate()
  const search = useScopeParams()
  const started = useRef(0)

  useEffect(() => {
    function press(event: KeyboardEvent) {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
        event.preventDefault()
        find()
        return
      }
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return
      if (document.querySelector('[role=dialog]') !== null) return
      if (event.key === '?') return help()
      if (event.key === 'g') {
        started.current = event.timeStamp
        return
      }
      const within = event.timeStamp - started.current < SECOND_KEY_WITHIN
      const page = PAGES.find(({ key }) => key === event.key)
      if (started.current > 0 && within && page) void navigate({ to: page.to, search })
      started.current = 0
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [navigate, search, find, help])
}
