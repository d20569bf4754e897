import type { ReactNode } from 'react'
import classes from './state.module.css'

export interface StateProps {
  icon: ReactNode
  title: string
  children?: ReactNode
  actions?: ReactNode
  live?: 'polite' | 'assertive'
}

/** What stands in place of an answer: nothing yet, nothing found, or something went wrong. */
export function State({ icon, title, children, actions, live = 'polite' }: StateProps) {
  return (
    <div className={classes.state} role={live === 'assertive' ? 'alert' : 'status'}>
      <div className={classes.icon}>{icon}</div>
      <h2>{title}</h2>
      {children && <div className={classes.text}>{children}</div>}
      {actions && <div className={classes.actions}>{actions}</div>}
    </div>
  )
}
