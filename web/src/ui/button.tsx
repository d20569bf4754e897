import { Button as MantineButton } from '@mantine/core'
import type { MouseEventHandler, ReactNode, Ref } from 'react'

export interface ButtonProps {
  children: ReactNode
  onClick?: MouseEventHandler<HTMLButtonElement>
  icon?: ReactNode
  kind?: 'primary' | 'plain' | 'quiet'
  disabled?: boolean
  busy?: boolean
  type?: 'button' | 'submit'
  label?: string
  /** Holds an icon alone, and is as wide as one. */
  bare?: boolean
  expanded?: boolean
  ref?: Ref<HTMLButtonElement>
}

const LOOKS = {
  primary: { variant: 'filled' },
  plain: { variant: 'default' },
  quiet: { variant: 'subtle', color: 'gray' },
} as const

export function Button({
  children,
  onClick,
  icon,
  kind = 'plain',
  disabled = false,
  busy = false,
  type = 'button',
  label,
  bare = false,
  expanded,
  ref,
}: ButtonProps) {
  return (
    <MantineButton
      {...LOOKS[kind]}
      {...(onClick ? { onClick } : {})}
      {...(label === undefined ? {} : { 'aria-label': label })}
      {...(expanded === undefined ? {} : { 'aria-expanded': expanded })}
      {...(ref === undefined ? {} : { ref })}
      size="compact-md"
      h={32}
      px={bare ? 8 : 12}
      fz={13}
      fw={520}
      type={type}
      leftSection={bare ? null : (icon ?? null)}
      disabled={disabled}
      loading={busy}
    >
      {bare ? icon : children}
    </MantineButton>
  )
}
