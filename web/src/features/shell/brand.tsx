import classes from './brand.module.css'

export function Brand() {
  return (
    <div className={classes.brand}>
      <svg width="20" height="20" viewBox="0 0 32 32" aria-hidden="true">
        <circle cx="7.5" cy="9" r="4" />
        <path d="M23 5 9 27" />
        <circle cx="17.5" cy="23" r="3.5" />
        <circle cx="27" cy="23" r="3.5" />
      </svg>
      permille
    </div>
  )
}
