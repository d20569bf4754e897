import { SegmentedControl } from '@mantine/core'
import type { Option } from './select.tsx'

export interface SegmentedProps {
  label: string
  value: string
  options: readonly Option[]
  onChange: (value: string) => void
}

export function Segmented({ label, value, options, onChange }: SegmentedProps) {
  return (
    <SegmentedControl
      aria-label={label}
      value={value}
      data={[...options]}
      onChange={onChange}
      size="sm"
      styles={{ root: { maxWidth: '100%', overflowX: 'auto' } }}
      transitionDuration={100}
    />
  )
}
