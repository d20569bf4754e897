import { IconInfoCircle } from '@tabler/icons-react'
import { useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import type { Origin } from './origin.ts'
import { OriginDrawer } from './origin-drawer.tsx'

export interface WhereFromProps {
  origin: Origin | undefined
  /** What the numbers are, where several on a page have an origin of their own. */
  of?: string
}

/** Opens where the numbers beside it come from. */
export function WhereFrom({ origin, of }: WhereFromProps) {
  const [opened, setOpened] = useState(false)
  const icon = <IconInfoCircle size={15} stroke={1.6} aria-hidden />
  return (
    <>
      {of === undefined ? (
        <Button icon={icon} disabled={!origin} onClick={() => setOpened(true)}>
          Where does this come from
        </Button>
      ) : (
        <IconButton label={`Where does this come from: ${of}`} onClick={() => setOpened(true)}>
          {icon}
        </IconButton>
      )}
      {origin && <OriginDrawer opened={opened} onClose={() => setOpened(false)} origin={origin} />}
    </>
  )
}
