import { seriesColour } from '../../charts/day-series.ts'
import classes from './object-picker.module.css'

/** A letter for each chosen object, by which lines and rows are told apart. */
export function letterOf(place: number): string {
  return String.fromCharCode(65 + place)
}

/** The letter and colour by which a chosen object is known on the page. */
export function Letter({ place }: { place: number }) {
  return (
    <span className={classes.letter} style={{ color: seriesColour(place) }}>
      {letterOf(place)}
    </span>
  )
}
