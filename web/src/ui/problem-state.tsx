import { IconPlugConnectedX } from '@tabler/icons-react'
import { toProblem } from '../api/problem.ts'
import { Button } from './button.tsx'
import { State } from './state.tsx'

export function ProblemState({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const problem = toProblem(error)
  return (
    <State
      live="assertive"
      icon={<IconPlugConnectedX size={28} stroke={1.4} aria-hidden />}
      title={problem.message}
      actions={<Button onClick={onRetry}>Try again</Button>}
    >
      {problem.remedy}
    </State>
  )
}
