import { Tooltip } from '@mantine/core'
import type { ReactElement } from 'react'

/** A short text on hover and keyboard focus. */
export function Hint({ text, children }: { text: string; children: ReactElement }) {
  return (
    <Tooltip
      label={text}
      multiline
      maw={320}
      openDelay={200}
      fz={12}
      withinPortal
      events={{ hover: true, focus: true, touch: true }}
      transitionProps={{ duration: 100 }}
    >
      {children}
    </Tooltip>
  )
}
