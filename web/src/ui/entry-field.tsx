import { Textarea, TextInput } from '@mantine/core'
import classes from './entry-field.module.css'

export interface EntryFieldProps {
  label: string
  value: string
  onChange: (value: string) => void
  /** What it is, and where to find it. */
  help: string
  required: boolean
  placeholder?: string
  /** Shown as dots and offered to no browser to remember; it may have several lines, as a private key has. */
  secret?: boolean
  error?: string | null
}

const STYLES = {
  label: { fontSize: 13, fontWeight: 520 },
  description: { fontSize: 12, lineHeight: '16px', color: 'var(--ink-soft)' },
  error: { fontSize: 12, color: 'var(--sunset)' },
}

/** A field of a form that says what to enter. */
export function EntryField({
  label,
  value,
  onChange,
  help,
  required,
  placeholder,
  secret = false,
  error = null,
}: EntryFieldProps) {
  const common = {
    label,
    value,
    description: help,
    error,
    withAsterisk: required,
    'aria-required': required,
    spellCheck: false,
    autoComplete: 'off',
    size: 'sm',
    styles: STYLES,
    ...(placeholder === undefined ? {} : { placeholder }),
  } as const
  if (!secret)
    return (
      <TextInput
        {...common}
        classNames={{ input: classes.input }}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    )
  return (
    <Textarea
      {...common}
      rows={1}
      classNames={{ input: value === '' ? classes.input : `${classes.input} ${classes.secret}` }}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}
