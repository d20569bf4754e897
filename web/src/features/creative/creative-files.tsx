import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { AssetLinkChange, AssetsAnswer } from '#schema/answer/assets-answer.ts'
import { askQuery } from '../../api/ask.ts'
import { undoLinkChange, unlinkFile } from '../../api/assets.ts'
import { formatMoment } from '../../format/date.ts'
import { Button } from '../../ui/button.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { ProblemState } from '../../ui/problem-state.tsx'
import section from '../answer/section.module.css'
import { useOfferFiles } from '../creative-drop/drop-context.ts'
import { FilePicker } from '../import/file-picker.tsx'
import { useRole } from '../sign-in/use-role.ts'
import { CreativeFamily } from './creative-family.tsx'
import { CreativeFile } from './creative-file.tsx'
import classes from './creative-files.module.css'
import { CreativeTags, type MarkedTag } from './creative-tags.tsx'

function sayChange({ kind, undoes }: AssetLinkChange): string {
  if (kind === 'undo') return `took back change ${undoes}`
  return kind === 'link' ? 'said it is of this creative' : 'took it away'
}

/** The files of a creative, what they show, and the family they belong to. */
export function CreativeFiles({ creative }: { creative: string }) {
  const [marked, setMarked] = useState<MarkedTag | null>(null)
  const queries = useQueryClient()
  const offerFiles = useOfferFiles()
  const mayChange = useRole() !== 'viewer'
  const files = useQuery(askQuery<AssetsAnswer>('assets', { creative: [creative] }))
  const change = useMutation({
    mutationFn: (act: () => Promise<unknown>) => act(),
    onSuccess: () => queries.invalidateQueries(),
  })
  if (files.isError) return <ProblemState error={files.error} onRetry={() => void files.refetch()} />
  if (!files.data) return null
  const { assets, missing, changes } = files.data
  const [missed] = missing
  const undone = new Set(changes.flatMap(({ undoes }) => undoes ?? []))
  return (
    <>
      <section aria-label="Files">
        <h2>Files</h2>
        {assets.length === 0 && (
          <p className={section.quiet}>
            {missed === undefined
              ? 'No file of it is here. Drop one on this page, or choose it.'
              : `Its file is at ${missed.host}: ${missed.reason ?? 'not fetched yet, see permille assets fetch'}.`}
          </p>
        )}
        <div className={classes.files}>
          {assets.map((asset) => (
            <CreativeFile
              key={asset.sha256}
              asset={asset}
              creative={creative}
              evidence={marked?.asset === asset.sha256 ? marked.evidence : null}
              onUnlink={mayChange ? (part) => change.mutate(() => unlinkFile(asset.sha256, part)) : null}
            />
          ))}
        </div>
        {mayChange && (
          <p>
            <FilePicker kind="plain" label="Add files" onPick={offerFiles} />
          </p>
        )}
        <ProblemNotice error={change.error} />
        {changes.length > 0 && (
          <ul className={classes.said} aria-label="What people said of its files">
            {changes.toReversed().map((one) => (
              <li key={one.number}>
                {formatMoment(one.at)}, {one.who} {sayChange(one)} ({one.sha256.slice(0, 12)}){' '}
                {mayChange && one.kind !== 'undo' && !undone.has(one.number) && (
                  <Button
                    kind="quiet"
                    label={`Undo: ${sayChange(one)}`}
                    onClick={() => change.mutate(() => undoLinkChange(one.number))}
                  >
                    Undo
                  </Button>
                )}
              </li>
            ))}
          </ul>
        )}
      </section>
      <CreativeTags creative={creative} onMark={setMarked} />
      <CreativeFamily assets={assets} />
    </>
  )
}
