import { ProblemState } from '../../ui/problem-state.tsx'

/** Stands where a page broke or could not be fetched; permille may have been replaced meanwhile. */
export function PageFailed({ error }: { error: unknown }) {
  return <ProblemState error={error} onRetry={() => window.location.reload()} />
}
