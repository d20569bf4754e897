import classes from './progress.module.css'

/** How far something is, 0 to 1. */
export function Progress({ label, value }: { label: string; value: number }) {
  return <progress className={classes.bar} aria-label={label} value={value} max={1} />
}
