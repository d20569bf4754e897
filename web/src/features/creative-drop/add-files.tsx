import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { type AddedFiles, addFiles, MOST_BYTES } from '../../api/assets.ts'
import { formatCount } from '../../format/number.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Notice } from '../../ui/notice.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { Progress } from '../../ui/progress.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import section from '../answer/section.module.css'
import { JobLine } from '../jobs/job-line.tsx'

const BY_NAME = 'name'
const THIS = 'this'
const MOST_NAMED = 5

export interface AddFilesProps {
  files: readonly File[]
  /** The creative whose page is open; `null` on other pages. */
  creative: string | null
  onClose: () => void
}

const megabytes = (files: readonly File[]) =>
  `${(files.reduce((sum, { size }) => sum + size, 0) / 1e6).toFixed(1)} MB`

/** Asks of which creative files are, sends them, and says what became of them. */
export function AddFiles({ files, creative, onClose }: AddFilesProps) {
  const queries = useQueryClient()
  const [of, setOf] = useState(creative === null ? BY_NAME : THIS)
  const [sent, setSent] = useState(0)
  const [job, setJob] = useState<string | null>(null)
  const small = files.filter(({ size }) => size <= MOST_BYTES)
  const large = files.filter(({ size }) => size > MOST_BYTES)
  const adding = useMutation({
    mutationFn: () =>
      addFiles(queries, small, of === THIS && creative !== null ? [creative] : [], setSent, setJob),
    onSettled: () => queries.invalidateQueries(),
  })
  return (
    <Dialog
      title={`Add ${formatCount(files.length)} creative ${files.length === 1 ? 'file' : 'files'}`}
      onClose={onClose}
    >
      <div className={section.parts}>
        <p className={section.quiet}>
          {files
            .slice(0, MOST_NAMED)
            .map(({ name }) => name)
            .join(', ')}
          {files.length > MOST_NAMED && ` and ${files.length - MOST_NAMED} more`} · {megabytes(files)}
        </p>
        {large.length > 0 && (
          <Notice severity="warning">
            {large.map(({ name }) => name).join(', ')}: files of more than {MOST_BYTES / 1e9} GB are not kept.
          </Notice>
        )}
        {adding.isSuccess ? (
          <Result added={adding.data} />
        ) : (
          <>
            {creative !== null && (
              <Segmented
                label="Of which creative"
                value={of}
                options={[
                  { value: THIS, label: 'Of this creative' },
                  { value: BY_NAME, label: 'By the files’ names' },
                ]}
                onChange={setOf}
              />
            )}
            {of === BY_NAME && (
              <p className={section.quiet}>
                A file is of the creative whose id its name holds, whose name it has, or begins with.
              </p>
            )}
            {adding.isPending && job === null && (
              <div>
                <Progress label="Sending files" value={small.length === 0 ? 0 : sent / small.length} />
                <p>
                  Sending {formatCount(Math.min(sent + 1, small.length))} of {formatCount(small.length)}
                </p>
              </div>
            )}
            <JobLine id={job} />
            <ProblemNotice error={adding.error} />
          </>
        )}
        <div>
          {adding.isSuccess ? (
            <Button kind="primary" onClick={onClose}>
              Done
            </Button>
          ) : (
            <Button
              kind="primary"
              busy={adding.isPending}
              disabled={small.length === 0}
              onClick={() => adding.mutate()}
            >
              Add
            </Button>
          )}
        </div>
      </div>
    </Dialog>
  )
}

function Result({ added: { added, known, unreadable, unmatched, refused } }: { added: AddedFiles }) {
  const lines = [
    `${formatCount(added)} added, ${formatCount(known)} were here already.`,
    ...(unreadable === 0 ? [] : [`${formatCount(unreadable)} could not be read; the file says why.`]),
    ...(unmatched === 0
      ? []
      : [`${formatCount(unmatched)} stored files are of no creative: see them above the pictures.`]),
    ...refused.map(({ file, reason }) => `${file}: ${reason}`),
  ]
  return (
    <ul className={section.quiet}>
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  )
}
