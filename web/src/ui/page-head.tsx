import type { ReactNode } from 'react'
import classes from './page-head.module.css'

export interface PageHeadProps {
  title: string
  /** One line below the title. */
  summary?: ReactNode
  tools?: ReactNode
}

export function PageHead({ title, summary, tools }: PageHeadProps) {
  return (
    <div className={classes.head}>
      <div className={classes.heading}>
        <h1>{title}</h1>
        {summary !== undefined && <div className={classes.summary}>{summary}</div>}
      </div>
      {tools !== undefined && <div className={classes.tools}>{tools}</div>}
    </div>
  )
}
