import { Drawer as MantineDrawer } from '@mantine/core'
import type { ReactNode } from 'react'

export interface DrawerProps {
  opened: boolean
  onClose: () => void
  title: string
  children: ReactNode
}

export function Drawer({ opened, onClose, title, children }: DrawerProps) {
  return (
    <MantineDrawer
      opened={opened}
      onClose={onClose}
      title={title}
      position="right"
      size={520}
      padding={24}
      transitionProps={{ duration: 120 }}
      overlayProps={{ backgroundOpacity: 0.24 }}
      closeButtonProps={{ 'aria-label': 'Close' }}
      styles={{
        title: { fontSize: 16, lineHeight: '22px', fontWeight: 620, overflowWrap: 'anywhere' },
        header: { alignItems: 'flex-start', minHeight: 0, paddingTop: 20, paddingBottom: 8 },
        content: { maxWidth: '100vw' },
      }}
    >
      {children}
    </MantineDrawer>
  )
}
