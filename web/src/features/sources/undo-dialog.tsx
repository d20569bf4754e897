import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { LoadSummary } from '#schema/answer/sources-answer.ts'
import { undoLoad } from '../../api/imports.ts'
import { formatDays } from '../../format/date.ts'
import { formatCount } from '../../format/number.ts'
import { Confirm } from '../../ui/confirm.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'

/** Asks before a load is taken back. */
export function UndoDialog({ load, onClose }: { load: LoadSummary | null; onClose: () => void }) {
  const queries = useQueryClient()
  const undo = useMutation({
    mutationFn: undoLoad,
    onSuccess: async () => {
      onClose()
      await queries.invalidateQueries()
    },
  })

  function close() {
    undo.reset()
    onClose()
  }

  const days = load === null ? null : formatDays(load.from, load.to)
  return (
    <Confirm
      opened={load !== null}
      title="Undo this load?"
      action="Undo load"
      busy={undo.isPending}
      onCancel={close}
      onConfirm={() => {
        if (load) undo.mutate(load.load)
      }}
    >
      {load && (
        <p>
          {formatCount(load.rows)} rows of {load.file ?? load.load}
          {days !== null && `, ${days},`} are taken out of every answer. What they replaced comes back; import
          the file again if you want them back.
        </p>
      )}
      <ProblemNotice error={undo.error} />
    </Confirm>
  )
}
