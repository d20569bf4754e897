import { IconCheck, IconTilde, IconX, type TablerIcon } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { RowTarget, TargetReached } from '#schema/answer/rank-answer.ts'
import { Hint } from '../../ui/hint.tsx'
import { describeReached } from './describe-target.ts'
import classes from './targeted.module.css'

const ICONS: Readonly<Record<TargetReached, TablerIcon>> = { met: IconCheck, missed: IconX, open: IconTilde }

export interface TargetedProps {
  target: RowTarget | null
  reached: TargetReached | null
  currency: string | null
  children: ReactNode
}

/** A rate with how it stands against its target, as colour, shape and words; as it is where it has none. */
export function Targeted({ target, reached, currency, children }: TargetedProps) {
  if (target === null || reached === null) return <>{children}</>
  const Icon = ICONS[reached]
  const text = describeReached(reached, target, currency)
  return (
    <Hint text={text}>
      <span className={classes.targeted} data-reached={reached}>
        <span role="img" aria-label={text} className={classes.mark}>
          <Icon size={13} stroke={2} aria-hidden />
        </span>
        {children}
      </span>
    </Hint>
  )
}
