import { useState } from 'react'
import type { RankRow } from '#schema/answer/rank-answer.ts'
import { Button } from '../../ui/button.tsx'
import { Popover } from '../../ui/popover.tsx'
import { DecisionButton } from './decision-badge.tsx'
import classes from './decision-cell.module.css'
import { DECISIONS } from './decision-words.ts'
import { Reasons } from './reasons.tsx'

export interface DecisionCellProps {
  row: RankRow
  tabIndex: number
  onOpenRow: () => void
}

/** The decision; a click says why. */
export function DecisionCell({ row, tabIndex, onOpenRow }: DecisionCellProps) {
  const [opened, setOpened] = useState(false)
  return (
    <Popover
      opened={opened}
      onChange={setOpened}
      width={320}
      label={`Why ${DECISIONS[row.decision].label.toLowerCase()}`}
      trigger={
        <DecisionButton
          decision={row.decision}
          name={row.name}
          expanded={opened}
          tabIndex={tabIndex}
          onClick={() => setOpened(!opened)}
        />
      }
    >
      <div className={classes.why}>
        <h2>Why {DECISIONS[row.decision].label.toLowerCase()}</h2>
        <Reasons row={row} />
        <Button
          onClick={() => {
            setOpened(false)
            onOpenRow()
          }}
        >
          Open details
        </Button>
      </div>
    </Popover>
  )
}
