import { Checkbox } from '@mantine/core'
import classes from './check-list.module.css'

export interface CheckListProps {
  label: string
  options: readonly string[]
  checked: ReadonlySet<string>
  onToggle: (value: string) => void
}

export function CheckList({ label, options, checked, onToggle }: CheckListProps) {
  return (
    <fieldset className={classes.list}>
      <legend className="visually-hidden">{label}</legend>
      {options.map((option) => (
        <Checkbox
          key={option}
          label={option}
          checked={checked.has(option)}
          onChange={() => onToggle(option)}
          size="xs"
          styles={{ label: { fontSize: 13, overflowWrap: 'anywhere' } }}
        />
      ))}
    </fieldset>
  )
}
