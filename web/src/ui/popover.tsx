import { Popover as MantinePopover } from '@mantine/core'
import type { ReactElement, ReactNode } from 'react'

export interface PopoverProps {
  opened: boolean
  onChange: (opened: boolean) => void
  trigger: ReactElement
  children: ReactNode
  width?: number
  label: string
}

export function Popover({ opened, onChange, trigger, children, width = 280, label }: PopoverProps) {
  return (
    <MantinePopover
      opened={opened}
      onChange={onChange}
      width={width}
      position="bottom-start"
      shadow="md"
      trapFocus
      returnFocus
      withinPortal
      transitionProps={{ duration: 100 }}
    >
      <MantinePopover.Target>{trigger}</MantinePopover.Target>
      <MantinePopover.Dropdown aria-label={label} p={12}>
        {children}
      </MantinePopover.Dropdown>
    </MantinePopover>
  )
}
