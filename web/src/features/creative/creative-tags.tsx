import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import type { CreativeTagValue, TagChange, TagsAnswer } from '#schema/answer/tags-answer.ts'
import { askQuery } from '../../api/ask.ts'
import { removeTag, setTag, undoTagChange } from '../../api/assets.ts'
import { formatMoment } from '../../format/date.ts'
import { formatShare } from '../../format/number.ts'
import { Button } from '../../ui/button.tsx'
import { Disclosure } from '../../ui/disclosure.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { RecordTable } from '../../ui/record-table.tsx'
import { TextField } from '../../ui/text-field.tsx'
import section from '../answer/section.module.css'
import classes from './creative-files.module.css'

/** A tag somebody points at, for its place in the file to be shown. */
export type MarkedTag = Pick<CreativeTagValue, 'asset' | 'evidence'>

function evidenceOf({ evidence }: CreativeTagValue): string {
  const seconds =
    evidence?.from === undefined
      ? null
      : evidence.to === undefined
        ? `${evidence.from} s`
        : `${evidence.from}–${evidence.to} s`
  return [evidence?.text, seconds].filter((part) => part !== null && part !== undefined).join(' · ')
}

function sayChange({ kind, key, values, undoes }: TagChange): string {
  if (kind === 'undo') return `took back change ${undoes}`
  return kind === 'set' ? `set ${key} to ${values?.join(', ')}` : `removed ${key}`
}

/** The tags of a creative with what they rest on, for people to correct. */
export function CreativeTags({
  creative,
  onMark,
}: {
  creative: string
  onMark: (tag: MarkedTag | null) => void
}) {
  const queries = useQueryClient()
  const tags = useQuery(askQuery<TagsAnswer>('tags', { creative: [creative] }))
  const [key, setKey] = useState('')
  const [value, setValue] = useState('')
  const change = useMutation({
    mutationFn: (act: () => Promise<TagsAnswer>) => act(),
    onSuccess: async () => {
      setKey('')
      setValue('')
      await queries.invalidateQueries()
    },
  })
  const [known] = tags.data?.creatives ?? []
  if (!known) return null
  const undone = new Set((tags.data?.changes ?? []).flatMap(({ undoes }) => undoes ?? []))

  function submit(event: FormEvent) {
    event.preventDefault()
    change.mutate(() => setTag(creative, key.trim(), value.trim()))
  }

  return (
    <section aria-label="Tags">
      <RecordTable
        title="Tags"
        file="creative-tags"
        first={15}
        rows={known.tags}
        keyOf={(tag) => `${tag.key} ${tag.value} ${tag.asset} ${JSON.stringify(tag.evidence)}`}
        columns={[
          { name: 'key', label: 'Tag', value: (tag) => tag.key },
          {
            name: 'value',
            label: 'Value',
            value: (tag) => String(tag.value),
            cell: (tag) => <TagValue tag={tag} onMark={onMark} />,
          },
          { name: 'source', label: 'By', value: (tag) => tag.source },
          {
            name: 'confidence',
            label: 'Sure',
            numeric: true,
            value: (tag) => tag.confidence,
            cell: (tag) => formatShare(tag.confidence),
          },
          { name: 'evidence', label: 'Evidence', wide: true, value: evidenceOf },
          {
            name: 'action',
            label: 'Action',
            value: () => '',
            cell: (tag) => (
              <Button
                kind="quiet"
                label={`Remove ${tag.key}`}
                disabled={change.isPending}
                onClick={() => change.mutate(() => removeTag(creative, tag.key))}
              >
                Remove
              </Button>
            ),
          },
        ]}
      />
      <form className={classes.form} onSubmit={submit}>
        <TextField label="Tag" placeholder="hook_type" value={key} onChange={setKey} width={180} />
        <TextField label="Value" placeholder="challenge" value={value} onChange={setValue} width={220} />
        <Button type="submit" disabled={key.trim() === '' || value.trim() === ''} busy={change.isPending}>
          Set tag
        </Button>
      </form>
      <ProblemNotice error={change.error} />
      {(tags.data?.changes.length ?? 0) > 0 && (
        <ul className={classes.said} aria-label="What people changed">
          {tags.data?.changes.toReversed().map((one) => (
            <li key={one.number}>
              {formatMoment(one.at)}, {one.who} {sayChange(one)}{' '}
              {one.kind !== 'undo' && !undone.has(one.number) && (
                <Button
                  kind="quiet"
                  label={`Undo: ${sayChange(one)}`}
                  onClick={() => change.mutate(() => undoTagChange(one.number))}
                >
                  Undo
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      {known.notComputed.length > 0 && (
        <Disclosure summary="What could not be told, and why">
          <ul className={section.quiet}>
            {known.notComputed.map(({ key: untold, reason }) => (
              <li key={`${untold} ${reason}`}>
                {untold}: {reason}
              </li>
            ))}
          </ul>
        </Disclosure>
      )}
    </section>
  )
}

/** Whether there is a place or a second to show. */
function isSeen({ asset, evidence }: CreativeTagValue): boolean {
  return asset !== null && (evidence?.box !== undefined || evidence?.from !== undefined)
}

interface TagValueProps {
  tag: CreativeTagValue
  onMark: (tag: MarkedTag | null) => void
}

/** The value of a tag; where its place in the file is known, pointing at it or going to it with the keyboard shows it. */
function TagValue({ tag, onMark }: TagValueProps) {
  const value = String(tag.value)
  if (!isSeen(tag)) return <span className={classes.tag}>{value}</span>
  const mark = () => onMark(tag)
  const unmark = () => onMark(null)
  return (
    <button
      type="button"
      className={classes.seen}
      aria-label={`${value}: show where ${tag.key} was seen`}
      onMouseEnter={mark}
      onMouseLeave={unmark}
      onFocus={mark}
      onBlur={unmark}
      onClick={mark}
    >
      {value}
    </button>
  )
}
