import { type KeyboardEvent, type ReactNode, useId, useState } from 'react'
import classes from './command-list.module.css'

export interface Command {
  id: string
  label: string
  /** What kind of thing it is. */
  group: string
  icon?: ReactNode
  run: () => void
}

export interface CommandListProps {
  label: string
  placeholder: string
  commands: readonly Command[]
  nothing: string
}

const SHOWN = 12

/** Every word typed must be in the label; what starts with the text comes first. */
export function findCommands(commands: readonly Command[], text: string): readonly Command[] {
  const needle = text.trim().toLocaleLowerCase()
  const words = needle.split(/\s+/)
  return commands
    .filter(({ label, group }) => {
      const hay = `${label} ${group}`.toLocaleLowerCase()
      return words.every((word) => hay.includes(word))
    })
    .toSorted(
      (a, b) =>
        Number(b.label.toLocaleLowerCase().startsWith(needle)) -
        Number(a.label.toLocaleLowerCase().startsWith(needle)),
    )
    .slice(0, SHOWN)
}

/** A field and the commands that fit what is typed; arrows and Enter choose. */
export function CommandList({ label, placeholder, commands, nothing }: CommandListProps) {
  const id = useId()
  const [text, setText] = useState('')
  const [place, setPlace] = useState(0)
  const found = findCommands(commands, text)
  const active = Math.min(place, found.length - 1)

  function press(event: KeyboardEvent) {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step !== 0) {
      event.preventDefault()
      setPlace((active + step + found.length) % Math.max(1, found.length))
    }
    if (event.key === 'Enter') found[active]?.run()
  }

  return (
    <div className={classes.palette}>
      <input
        role="combobox"
        aria-label={label}
        aria-expanded="true"
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        {...(found[active] ? { 'aria-activedescendant': `${id}-${active}` } : {})}
        data-autofocus
        className={classes.field}
        placeholder={placeholder}
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value)
          setPlace(0)
        }}
        onKeyDown={press}
      />
      <div id={`${id}-list`} role="listbox" aria-label={label} className={classes.list}>
        {found.map((command, index) => (
          // biome-ignore lint/a11y/useFocusableInteractive: the field keeps the focus and points here
          // biome-ignore lint/a11y/useKeyWithClickEvents: keys are those of the field
          <div
            key={command.id}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === active}
            className={classes.option}
            onClick={command.run}
            onMouseMove={() => setPlace(index)}
          >
            {command.icon}
            <span className={classes.label}>{command.label}</span>
            <span className={classes.group}>{command.group}</span>
          </div>
        ))}
      </div>
      {found.length === 0 && (
        <p className={classes.nothing} role="status">
          {nothing}
        </p>
      )}
    </div>
  )
}
