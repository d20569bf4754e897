import { IconAlertTriangle, IconInfoCircle } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import classes from './notice.module.css'

/** A calm line the reader should know about. */
export function Notice({ severity, children }: { severity: 'info' | 'warning'; children: ReactNode }) {
  const Icon = severity === 'warning' ? IconAlertTriangle : IconInfoCircle
  return (
    <div className={classes.notice} data-severity={severity}>
      <Icon size={16} stroke={1.6} aria-hidden />
      <div>
        {severity === 'warning' && <span className="visually-hidden">Warning: </span>}
        {children}
      </div>
    </div>
  )
}
