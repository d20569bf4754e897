import { Tooltip } from '@mantine/core'
import { cloneElement, type FocusEvent, type MouseEvent, type ReactElement, useEffect, useState } from 'react'

interface HintedProps {
  onMouseEnter?: (event: MouseEvent<HTMLElement>) => void
  onMouseLeave?: (event: MouseEvent<HTMLElement>) => void
  onFocus?: (event: FocusEvent<HTMLElement>) => void
  onBlur?: (event: FocusEvent<HTMLElement>) => void
}

const DELAY = 200

/** A short text on hover and keyboard focus; a table has hundreds, so what draws it is there only once it is wanted. */
export function Hint({ text, children }: { text: string; children: ReactElement<HintedProps> }) {
  const [target, setTarget] = useState<HTMLElement | null>(null)
  const [wanted, setWanted] = useState(false)
  const [opened, setOpened] = useState(false)

  useEffect(() => {
    if (!wanted) return setOpened(false)
    const timer = setTimeout(() => setOpened(true), DELAY)
    const close = (event: KeyboardEvent) => {
      if (event.key === 'Escape') setWanted(false)
    }
    document.addEventListener('keydown', close)
    return () => {
      clearTimeout(timer)
      document.removeEventListener('keydown', close)
    }
  }, [wanted])

  function want(element: HTMLElement) {
    setTarget(element)
    setWanted(true)
  }

  const { onMouseEnter, onMouseLeave, onFocus, onBlur } = children.props
  return (
    <>
      {cloneElement(children, {
        onMouseEnter: (event) => {
          onMouseEnter?.(event)
          want(event.currentTarget)
        },
        onMouseLeave: (event) => {
          onMouseLeave?.(event)
          setWanted(false)
        },
        onFocus: (event) => {
          onFocus?.(event)
          want(event.currentTarget)
        },
        onBlur: (event) => {
          onBlur?.(event)
          setWanted(false)
        },
      })}
      {target && (
        <Tooltip
          target={target}
          opened={opened}
          label={text}
          multiline
          maw={320}
          fz={12}
          withinPortal
          transitionProps={{ duration: 100 }}
        />
      )}
    </>
  )
}
