import type { HeldBack } from '#schema/answer/alerts-answer.ts'
import { Disclosure } from '../../ui/disclosure.tsx'
import section from '../answer/section.module.css'
import { groupHeld } from './group-held.ts'
import classes from './todays-list.module.css'

/** What was not judged at the last check, and why. */
export function HeldBackList({ held }: { held: readonly HeldBack[] }) {
  if (held.length === 0) return null
  return (
    <Disclosure summary="What was not judged, and why">
      <ul className={classes.held}>
        {groupHeld(held).map(({ reason, of }) => (
          <li key={reason} className={section.quiet}>
            {of}: {reason}.
          </li>
        ))}
      </ul>
    </Disclosure>
  )
}
