import { Button as MantineButton } from '@mantine/core'
import type { ReactNode } from 'react'

/** A button that leaves the page for another address. */
export function LinkButton({ href, children }: { href: string; children: ReactNode }) {
  return (
    <MantineButton
      component="a"
      href={href}
      variant="default"
      size="compact-md"
      h={32}
      px={12}
      fz={13}
      fw={520}
    >
      {children}
    </MantineButton>
  )
}
