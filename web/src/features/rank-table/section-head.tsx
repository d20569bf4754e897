import classes from './section-head.module.css'
import type { Heading } from './sections.ts'

export interface SectionHeadProps {
  heading: Heading
  /** Whether it stands among the rows of a table or the cards of a list. */
  among: 'rows' | 'cards'
  index: number
  count: number
  height: number
  offset: number
}

/** Where one group of a ranking ends and another begins. */
export function SectionHead({ heading, among, index, count, height, offset }: SectionHeadProps) {
  const style = { height, transform: `translateY(${offset}px)` }
  const text = (
    <>
      <strong>{heading.title}</strong>
      {heading.about}
    </>
  )
  const title = `${heading.title}: ${heading.about}`
  if (among === 'cards') {
    return (
      // biome-ignore lint/a11y/useSemanticElements: placed by offset
      <div
        role="listitem"
        aria-posinset={index + 1}
        aria-setsize={count}
        className={classes.section}
        style={style}
        title={title}
      >
        <div className={classes.text}>{text}</div>
      </div>
    )
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: placed by offset
    // biome-ignore lint/a11y/useFocusableInteractive: nothing to do here
    <div role="row" aria-rowindex={index + 2} className={classes.section} style={style} title={title}>
      {/* biome-ignore lint/a11y/useSemanticElements: part of a table placed by offset */}
      {/* biome-ignore lint/a11y/useFocusableInteractive: nothing to do here */}
      <div role="rowheader" className={classes.text}>
        {text}
      </div>
    </div>
  )
}
