import { type ReactNode, useState } from 'react'
import classes from './disclosure.module.css'

/** Text that opens on request; what is inside is only made then. */
export function Disclosure({
  summary,
  children,
  open = false,
}: {
  summary: string
  children: ReactNode
  open?: boolean
}) {
  const [opened, setOpened] = useState(open)
  return (
    <details
      className={classes.disclosure}
      open={opened}
      onToggle={(event) => setOpened(event.currentTarget.open)}
    >
      <summary>{summary}</summary>
      {opened && <div className={classes.body}>{children}</div>}
    </details>
  )
}
