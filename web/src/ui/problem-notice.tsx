import { toProblem } from '../api/problem.ts'
import { Notice } from './notice.tsx'

/** Says what went wrong with something a person asked for; nothing where nothing did. */
export function ProblemNotice({ error }: { error: unknown }) {
  if (error === null || error === undefined) return null
  const { message, remedy } = toProblem(error)
  return (
    <div role="alert">
      <Notice severity="warning">
        {message} {remedy}
      </Notice>
    </div>
  )
}
