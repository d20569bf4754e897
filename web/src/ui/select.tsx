import { Select as MantineSelect } from '@mantine/core'

export interface Option {
  value: string
  label: string
}

export interface SelectProps {
  label: string
  value: string | null
  options: readonly Option[]
  onChange: (value: string) => void
  searchable?: boolean
  hideLabel?: boolean
  placeholder?: string
  width?: number
  /** Stands in a popover, which a list outside of it would close. */
  inPopover?: boolean
  search?: { value: string; onChange: (value: string) => void }
}

export function Select({
  label,
  value,
  options,
  onChange,
  searchable = false,
  hideLabel = false,
  placeholder,
  width,
  inPopover = false,
  search,
}: SelectProps) {
  return (
    <MantineSelect
      {...(hideLabel ? { 'aria-label': label } : { label })}
      {...(placeholder === undefined ? {} : { placeholder })}
      {...(width === undefined ? {} : { w: width })}
      {...(search ? { searchValue: search.value, onSearchChange: search.onChange } : {})}
      value={value}
      data={[...options]}
      onChange={(next) => {
        if (next !== null) onChange(next)
      }}
      searchable={searchable}
      allowDeselect={false}
      size="sm"
      styles={{
        input: { height: 32, minHeight: 32 },
        label: { fontSize: 12, fontWeight: 450, lineHeight: '20px', color: 'var(--ink-soft)' },
      }}
      comboboxProps={{
        transitionProps: { duration: 80 },
        withinPortal: !inPopover,
        width: 'max-content',
        position: 'bottom-start',
      }}
      maxDropdownHeight={320}
      nothingFoundMessage="Nothing like that"
    />
  )
}
