import { Modal } from '@mantine/core'
import type { ReactNode } from 'react'
import { Button } from './button.tsx'
import classes from './confirm.module.css'

export interface ConfirmProps {
  opened: boolean
  title: string
  action: string
  busy: boolean
  onConfirm: () => void
  onCancel: () => void
  children: ReactNode
}

/** Asks before something that changes stored data. */
export function Confirm({ opened, title, action, busy, onConfirm, onCancel, children }: ConfirmProps) {
  return (
    <Modal
      opened={opened}
      onClose={onCancel}
      title={title}
      centered
      padding={24}
      transitionProps={{ duration: 100 }}
      closeButtonProps={{ 'aria-label': 'Close' }}
      styles={{ title: { fontSize: 16, fontWeight: 620 } }}
    >
      {children}
      <div className={classes.actions}>
        <Button onClick={onCancel}>Cancel</Button>
        <Button kind="primary" busy={busy} onClick={onConfirm}>
          {action}
        </Button>
      </div>
    </Modal>
  )
}
