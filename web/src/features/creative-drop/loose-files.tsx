import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { AssetRow, AssetsAnswer } from '#schema/answer/assets-answer.ts'
import type { RankRow } from '#schema/answer/rank-answer.ts'
import { askQuery } from '../../api/ask.ts'
import { assetAddress, linkFile } from '../../api/assets.ts'
import { formatCount } from '../../format/number.ts'
import { Button } from '../../ui/button.tsx'
import { Disclosure } from '../../ui/disclosure.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { Select } from '../../ui/select.tsx'
import section from '../answer/section.module.css'
import classes from './loose-files.module.css'

const MOST = 24

/** Stored files of no creative, to be given to one. */
export function LooseFiles({ rows }: { rows: readonly RankRow[] }) {
  const { data } = useQuery(askQuery<AssetsAnswer>('assets', { loose: ['true'], limit: [String(MOST)] }))
  const files = data?.assets ?? []
  if (files.length === 0) return null
  const options = rows.map(({ key, name }) => ({ value: key, label: name }))
  return (
    <Disclosure
      summary={`${formatCount(files.length)}${files.length === MOST ? ' or more' : ''} stored ${files.length === 1 ? 'file is' : 'files are'} of no creative`}
    >
      <ul className={classes.files}>
        {files.map((file) => (
          <LooseFile key={file.sha256} file={file} options={options} />
        ))}
      </ul>
    </Disclosure>
  )
}

interface LooseFileProps {
  file: AssetRow
  options: readonly { value: string; label: string }[]
}

function LooseFile({ file: { sha256, name, previews }, options }: LooseFileProps) {
  const queries = useQueryClient()
  const [creative, setCreative] = useState<string | null>(null)
  const shown = name.split('/').at(-1) ?? name
  const link = useMutation({
    mutationFn: (key: string) => linkFile(sha256, key),
    onSuccess: () => queries.invalidateQueries(),
  })
  return (
    <li className={classes.file}>
      {previews.includes('thumbnail') ? (
        <img src={assetAddress(sha256, 'thumbnail')} alt="" loading="lazy" />
      ) : (
        <span />
      )}
      <span className={section.quiet}>{shown}</span>
      <Select
        hideLabel
        searchable
        label={`Creative of ${shown}`}
        placeholder="Of which creative"
        value={creative}
        options={options}
        onChange={setCreative}
        width={240}
      />
      <Button
        label={`Give ${shown} to this creative`}
        disabled={creative === null}
        busy={link.isPending}
        onClick={() => creative !== null && link.mutate(creative)}
      >
        Link
      </Button>
      <ProblemNotice error={link.error} />
    </li>
  )
}
