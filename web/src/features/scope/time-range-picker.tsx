import { IconCalendar } from '@tabler/icons-react'
import { useState } from 'react'
import { formatDays } from '../../format/date.ts'
import { Button } from '../../ui/button.tsx'
import { Popover } from '../../ui/popover.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { ALL_TIME, formatTimeRange, PRESET_DAYS, parseTimeRange, type TimeRange } from './time-range.ts'
import classes from './time-range-picker.module.css'

export interface TimeRangePickerProps {
  range: TimeRange
  /** The days there are data for. */
  days: { from: string; to: string } | null
  /** Whether all days at once can be asked for. */
  allTime?: boolean
  onChange: (range: TimeRange) => void
}

export function TimeRangePicker({ range, days, allTime = true, onChange }: TimeRangePickerProps) {
  const [opened, setOpened] = useState(false)
  const between = range.kind === 'between' ? range : null
  const [from, setFrom] = useState<string | null>(null)
  const [to, setTo] = useState<string | null>(null)
  const shownFrom = from ?? between?.from ?? days?.from ?? ''
  const shownTo = to ?? between?.to ?? days?.to ?? ''
  const backwards = shownFrom !== '' && shownTo !== '' && shownFrom > shownTo

  function choose(next: TimeRange) {
    setFrom(null)
    setTo(null)
    setOpened(false)
    onChange(next)
  }

  return (
    <div className={classes.field}>
      <span className={classes.label} aria-hidden>
        Days
      </span>
      <Popover
        opened={opened}
        onChange={setOpened}
        width={264}
        label="Days"
        trigger={
          <Button
            icon={<IconCalendar size={15} stroke={1.6} aria-hidden />}
            label={`Days: ${describeRange(range)}`}
            expanded={opened}
            onClick={() => setOpened(!opened)}
          >
            {describeRange(range)}
          </Button>
        }
      >
        <div className={classes.presets}>
          {[
            ...(allTime ? [ALL_TIME] : []),
            ...PRESET_DAYS.map((count): TimeRange => ({ kind: 'last', days: count })),
          ].map((preset) => (
            <button
              key={describeRange(preset)}
              type="button"
              aria-pressed={isSame(preset, range)}
              onClick={() => choose(preset)}
            >
              {describeRange(preset)}
            </button>
          ))}
        </div>
        <form
          className={classes.custom}
          onSubmit={(event) => {
            event.preventDefault()
            if (!backwards) choose(parseTimeRange({ from: shownFrom, to: shownTo }))
          }}
        >
          <TextField label="From" type="date" value={shownFrom} onChange={setFrom} width="100%" />
          <TextField label="To" type="date" value={shownTo} onChange={setTo} width="100%" />
          {backwards && (
            <p role="alert" className={classes.wrong}>
              The first day is after the last.
            </p>
          )}
          <Button type="submit" kind="primary" disabled={backwards}>
            Use these days
          </Button>
        </form>
        {days && (
          <p className={classes.hint}>
            There are data for {formatDays(days.from, days.to)}. “Last” counts back from the newest complete
            day.
          </p>
        )}
      </Popover>
    </div>
  )
}

export function describeRange(range: TimeRange): string {
  switch (range.kind) {
    case 'all':
      return 'All time'
    case 'last':
      return range.days === 1 ? 'Last day' : `Last ${range.days} days`
    case 'between':
      return formatDays(range.from, range.to) ?? 'All time'
  }
}

function isSame(a: TimeRange, b: TimeRange): boolean {
  return a.kind === b.kind && JSON.stringify(formatTimeRange(a)) === JSON.stringify(formatTimeRange(b))
}
