import { Link } from '@tanstack/react-router'
import { SAMPLES, type SampleName } from '../scope/sample.ts'
import classes from './sample-links.module.css'

const NAMES = Object.keys(SAMPLES) as readonly SampleName[]

/** The way to the built-in samples, which are never mixed with own data. */
export function SampleLinks({ asked }: { asked: SampleName | null }) {
  return (
    <section className={classes.samples} aria-labelledby="samples-title">
      <h2 id="samples-title">Built-in samples</h2>
      <p>To look around in; never mixed with your own data.</p>
      <ul>
        {NAMES.map((name) => (
          <li key={name}>
            <Link to="/" search={{ sample: [name] }}>
              {SAMPLES[name]}
            </Link>
          </li>
        ))}
        {asked !== null && (
          <li>
            <Link to="/" search={{}}>
              Back to the project
            </Link>
          </li>
        )}
      </ul>
    </section>
  )
}
