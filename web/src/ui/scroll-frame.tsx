import type { ReactNode, Ref } from 'react'
import classes from './data-table.module.css'

export interface ScrollFrameProps {
  label: string
  /** Whether it scrolls downwards too, under a head that stays. */
  many: boolean
  ref: Ref<HTMLElement>
  children: ReactNode
}

/** Scrolls by itself what is wider or longer than the page, also by keyboard. */
export function ScrollFrame({ label, many, ref, children }: ScrollFrameProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    <section ref={ref} className={classes.frame} data-many={many} tabIndex={0} aria-label={label}>
      {children}
    </section>
  )
}
