import { Modal } from '@mantine/core'
import type { ReactNode } from 'react'

export interface DialogProps {
  title: string
  onClose: () => void
  children: ReactNode
  /** Whether the title is only heard, as where a search field stands at the top. */
  bare?: boolean
}

export function Dialog({ title, onClose, children, bare = false }: DialogProps) {
  return (
    <Modal
      opened
      onClose={onClose}
      {...(bare ? { withCloseButton: false, 'aria-label': title } : { title })}
      padding={bare ? 8 : 24}
      size={560}
      yOffset="12vh"
      transitionProps={{ duration: 80 }}
      overlayProps={{ backgroundOpacity: 0.24 }}
      closeButtonProps={{ 'aria-label': 'Close' }}
      styles={{ title: { fontSize: 16, fontWeight: 620 } }}
    >
      {children}
    </Modal>
  )
}
