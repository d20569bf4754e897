import { useQuery } from '@tanstack/react-query'
import { projectQuery } from '../../api/answers.ts'
import { askQuery } from '../../api/ask.ts'
import type { MergeHistoryAnswer } from '../../api/merges.ts'
import { PlaceholderRows } from '../../ui/placeholder-rows.tsx'
import { ProblemState } from '../../ui/problem-state.tsx'
import section from '../answer/section.module.css'
import { DataHead } from '../data/data-head.tsx'
import { usePageTitle } from '../shell/use-page-title.ts'
import { useSampleAsked } from '../shell/use-sample-asked.ts'
import { MergeForm } from './merge-form.tsx'
import { MergeHistory } from './merge-history.tsx'

/** What counts as one by somebody’s word, and taking it apart again. */
export function MergesPage() {
  usePageTitle('Merged')
  const sample = useSampleAsked()
  const project = useQuery(projectQuery(sample))
  const history = useQuery(askQuery<MergeHistoryAnswer>('matches-history', {}))
  return (
    <>
      <DataHead title="Merged" />
      <p className={section.quiet}>
        Creatives are one when their content, naming key or name is the same; networks, apps, campaigns, ad
        groups and ads when their id or name is. Where that is not enough, say so here: nothing is loaded
        again, and a merge can be taken back.
      </p>
      <div className={section.parts}>
        {project.data?.sample ? (
          <p className={section.quiet}>
            The sample cannot be changed. Import your own files to merge what is one.
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
