import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { removeDecision } from '../../api/decisions.ts'
import { Button } from '../../ui/button.tsx'
import { Confirm } from '../../ui/confirm.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'

/** Takes a suggestion out of the log, after asking. */
export function RemoveSuggestion({ number, name }: { number: number; name: string }) {
  const queries = useQueryClient()
  const [asking, setAsking] = useState(false)
  const remove = useMutation({
    mutationFn: () => removeDecision(number),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['decisions'] }),
  })
  return (
    <>
      <Button kind="quiet" label={`Remove suggestion ${number}`} onClick={() => setAsking(true)}>
        Remove
      </Button>
      <Confirm
        opened={asking}
        title={`Remove suggestion ${number}?`}
        action="Remove"
        busy={remove.isPending}
        onCancel={() => setAsking(false)}
        onConfirm={() => remove.mutate()}
      >
        <p>What was suggested about {name} is in no score any more. It cannot be taken back.</p>
        <ProblemNotice error={remove.error} />
      </Confirm>
    </>
  )
}
