import { useQuery } from '@tanstack/react-query'
import { projectQuery } from '../../api/answers.ts'
import { askQuery } from '../../api/ask.ts'
import type { CreativeHistory } from '../../api/creatives.ts'
import { PlaceholderRows } from '../../ui/placeholder-rows.tsx'
import { ProblemState } from '../../ui/problem-state.tsx'
import section from '../answer/section.module.css'
import { DataHead } from '../data/data-head.tsx'
import { usePageTitle } from '../shell/use-page-title.ts'
import { useSampleAsked } from '../shell/use-sample-asked.ts'
import { MergeForm } from './merge-form.tsx'
import { MergeHistory } from './merge-history.tsx'

/** Which creatives count as one by somebody’s word, and taking them apart again. */
export function MergesPage() {
  usePageTitle('Merged creatives')
  const sample = useSampleAsked()
  const project = useQuery(projectQuery(sample))
  const history = useQuery(askQuery<CreativeHistory>('creatives-history', {}))
  return (
    <>
      <DataHead title="Merged creatives" />
      <p className={section.quiet}>
        Creatives are one when their content, naming key or name is the same. Where that is not enough, say so
        here: nothing is loaded again, and a merge can be taken back.
      </p>
      <div className={section.parts}>
        {project.data?.sample ? (
          <p className={section.quiet}>
            The sample cannot be changed. Import your own files to merge creatives.
          </p>
        ) : (
          <MergeForm />
        )}
        {history.isPending && <PlaceholderRows count={3} label="Looking up what was decided" />}
        {history.isError && <ProblemState error={history.error} onRetry={() => void history.refetch()} />}
        {history.data && <MergeHistory decisions={history.data.decisions} />}
      </div>
    </>
  )
}
