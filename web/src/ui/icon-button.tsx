import { ActionIcon } from '@mantine/core'
import type { ReactNode } from 'react'
import { Hint } from './hint.tsx'

export function IconButton({
  label,
  onClick,
  children,
}: {
  label: string
  onClick: () => void
  children: ReactNode
}) {
  return (
    <Hint text={label}>
      <ActionIcon variant="subtle" color="gray" size={32} aria-label={label} onClick={onClick}>
        {children}
      </ActionIcon>
    </Hint>
  )
}
