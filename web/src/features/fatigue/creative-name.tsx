import { Link } from '@tanstack/react-router'
import section from '../answer/section.module.css'
import { useScopeParams } from '../shell/use-scope-params.ts'

/** A watched creative's name, the way to its page; long ones are broken, so that what follows stays in sight. */
export function CreativeName({ name, own }: { name: string; own: string }) {
  const scope = useScopeParams()
  return (
    <div className={section.name}>
      <Link to="/creative" search={{ ...scope, key: [own] }}>
        {name}
      </Link>
    </div>
  )
}
