import type { Ref } from 'react'
import type { Decision } from '#schema/answer/rank-answer.ts'
import classes from './decision-badge.module.css'
import { DECISIONS } from './decision-words.ts'

/** A decision as colour, word and shape. */
export function DecisionBadge({ decision }: { decision: Decision }) {
  const { label, Icon } = DECISIONS[decision]
  return (
    <span className={classes.badge} data-decision={decision}>
      <Icon size={14} stroke={1.8} aria-hidden />
      {label}
    </span>
  )
}

export interface DecisionButtonProps {
  decision: Decision
  name: string
  expanded: boolean
  tabIndex: number
  onClick: () => void
  ref?: Ref<HTMLButtonElement>
}

export function DecisionButton({
  decision,
  name,
  expanded,
  tabIndex,
  onClick,
  ref,
  ...rest
}: DecisionButtonProps) {
  return (
    <button
      {...rest}
      {...(ref === undefined ? {} : { ref })}
      type="button"
      className={classes.button}
      tabIndex={tabIndex}
      aria-expanded={expanded}
      aria-label={`${DECISIONS[decision].label}: why, for ${name}`}
      onClick={onClick}
    >
      <DecisionBadge decision={decision} />
    </button>
  )
}
