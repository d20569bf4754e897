import { TextInput } from '@mantine/core'
import type { ReactNode, Ref } from 'react'

export interface TextFieldProps {
  label: string
  value: string
  onChange: (value: string) => void
  type?: 'text' | 'search' | 'date' | 'password'
  /** What a browser or password manager may fill in. */
  fills?: 'username' | 'current-password' | 'new-password'
  placeholder?: string
  icon?: ReactNode
  hideLabel?: boolean
  width?: number | string
  /** Where the focus goes when the popover around it opens. */
  takesFocus?: boolean
  ref?: Ref<HTMLInputElement>
}

export function TextField({
  label,
  value,
  onChange,
  type = 'text',
  placeholder,
  icon,
  hideLabel = false,
  width,
  takesFocus = false,
  fills,
  ref,
}: TextFieldProps) {
  return (
    <TextInput
      {...(hideLabel ? { 'aria-label': label } : { label })}
      {...(placeholder === undefined ? {} : { placeholder })}
      {...(width === undefined ? {} : { w: width })}
      {...(ref === undefined ? {} : { ref })}
      {...(takesFocus ? { 'data-autofocus': true } : {})}
      {...(fills === undefined ? {} : { autoComplete: fills, name: fills })}
      type={type}
      value={value}
      leftSection={icon ?? null}
      onChange={(event) => onChange(event.currentTarget.value)}
      size="sm"
      styles={{
        input: { height: 32, minHeight: 32 },
        label: { fontSize: 12, fontWeight: 450, lineHeight: '20px', color: 'var(--ink-soft)' },
      }}
    />
  )
}
