import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { recordDecisions } from '../../api/decisions.ts'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { useScopeParams } from '../shell/use-scope-params.ts'

export interface RecordPlanProps {
  advice: 'budget' | 'fatigue'
  /** The question of the answer, without amounts that were only tried. */
  asked: Readonly<Record<string, unknown>>
}

/** Writes the suggestions of an answer down, so that it is seen later whether they held. */
export function RecordPlan({ advice, asked }: RecordPlanProps) {
  const queries = useQueryClient()
  const scope = useScopeParams()
  const record = useMutation({
    mutationFn: () => recordDecisions({ ...asked, advice }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['decisions'] }),
  })
  return (
    <div>
      <Button busy={record.isPending} onClick={() => record.mutate()}>
        Write these suggestions down
      </Button>
      {record.data && (
        <Notice severity="info">
          They are written down. Whether they hold will stand in the{' '}
          <Link to="/journal" search={scope}>
            journal
          </Link>
          .
        </Notice>
      )}
      <ProblemNotice error={record.error} />
    </div>
  )
}
