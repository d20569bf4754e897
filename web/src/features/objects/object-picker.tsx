import { IconX } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { labelDimension } from '../../format/words.ts'
import { Select } from '../../ui/select.tsx'
import chips from '../scope/filter-bar.module.css'
import type { SampleName } from '../scope/sample.ts'
import { Letter, letterOf } from './letter.tsx'
import classes from './object-picker.module.css'
import { objectsQuery } from './objects-query.ts'

const SHOWN = 100

export interface ObjectPickerProps {
  by: string
  sample: SampleName | null
  /** Keys, in the order chosen. */
  objects: readonly string[]
  most: number
  /** What the list is called. */
  label: string
  onChange: (objects: readonly string[]) => void
}

/** Objects by key, each removable, and a way to add another. */
export function ObjectPicker({ by, sample, objects, most, label, onChange }: ObjectPickerProps) {
  const { data: known = [] } = useQuery(objectsQuery(by, sample))
  const [text, setText] = useState('')
  const names = new Map(known.map(({ key, name }) => [key, name]))
  const needle = text.trim().toLocaleLowerCase()
  const options = known
    .filter(({ key, name }) => !objects.includes(key) && name.toLocaleLowerCase().includes(needle))
    .slice(0, SHOWN)
    .map(({ key, name }) => ({ value: key, label: name }))
  const thing = labelDimension(by).toLowerCase()
  const add = `Add ${/^[aeiou]/.test(thing) ? 'an' : 'a'} ${thing}`

  return (
    <div className={classes.picker}>
      <ul className={classes.chosen} aria-label={label}>
        {objects.map((key, place) => (
          <li key={key} className={chips.chip}>
            <Letter place={place} />
            {names.get(key) ?? key}
            <button
              type="button"
              aria-label={`Leave out ${letterOf(place)}: ${names.get(key) ?? key}`}
              onClick={() => onChange(objects.filter((other) => other !== key))}
            >
              <IconX size={12} stroke={2} aria-hidden />
            </button>
          </li>
        ))}
      </ul>
      {objects.length < most && (
        <Select
          key={objects.join('\n')}
          label={add}
          hideLabel
          placeholder={add}
          value={null}
          options={options}
          onChange={(key) => {
            setText('')
            onChange([...objects, key])
          }}
          searchable
          search={{ value: text, onChange: setText }}
          width={280}
        />
      )}
    </div>
  )
}
