import { IconNotebook } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { JournalAnswer, JournalEvent } from '#schema/answer/journal-answer.ts'
import { sourcesQuery } from '../../api/answers.ts'
import { askQuery } from '../../api/ask.ts'
import { namePlural } from '../../format/words.ts'
import { PageHead } from '../../ui/page-head.tsx'
import { PlaceholderRows } from '../../ui/placeholder-rows.tsx'
import { ProblemState } from '../../ui/problem-state.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { State } from '../../ui/state.tsx'
import section from '../answer/section.module.css'
import { DecisionLog } from '../decisions/decision-log.tsx'
import { useView } from '../scope/use-view.ts'
import { SampleBanner } from '../shell/sample-banner.tsx'
import { usePageTitle } from '../shell/use-page-title.ts'
import { EntryEffect } from './entry-effect.tsx'
import { EntryForm } from './entry-form.tsx'
import { JournalEvents } from './journal-events.tsx'
import { journalView, TOLD } from './journal-view.ts'

/** What was changed and when, written down by people and told by reports, and what each change did. */
export function JournalPage() {
  usePageTitle('Journal')
  const { view, changeView } = useView(journalView)
  const [editing, setEditing] = useState<JournalEvent | null>(null)
  const asked = useQuery(
    askQuery<JournalAnswer>('journal', {
      objects: [view.objects],
      ...(view.sample === null ? {} : { sample: [view.sample] }),
    }),
  )
  const sources = useQuery(sourcesQuery(view.sample))
  const answer = asked.isError ? undefined : asked.data
  const isKnown = answer?.events.some(({ number }) => number === view.entry) === true
  return (
    <>
      <SampleBanner freshness={sources.data?.freshness} />
      <PageHead
        title="Journal"
        summary="What was suggested and whether it held; what was changed, and what the rates did then."
      />
      <div className={section.parts}>
        <DecisionLog sample={view.sample} />
        <EntryForm
          key={editing === null ? 'new' : `${editing.number} ${editing.day} ${editing.note}`}
          entry={editing}
          onDone={() => setEditing(null)}
        />
        {view.entry !== null && isKnown && (
          <EntryEffect view={view} number={view.entry} changeView={changeView} />
        )}
        <div>
          <Segmented
            label="What reports tell of"
            value={view.objects}
            options={TOLD.map((value) => ({ value, label: `Changes of ${namePlural(value)}` }))}
            onChange={(value) => changeView({ objects: TOLD.find((known) => known === value) ?? 'campaign' })}
          />
        </div>
        {asked.isPending && <PlaceholderRows count={6} label="Reading the journal" />}
        {asked.isError && <ProblemState error={asked.error} onRetry={() => void asked.refetch()} />}
        {answer && answer.events.length === 0 && answer.removed.length === 0 && answer.notes.length === 0 && (
          <State
            icon={<IconNotebook size={28} stroke={1.4} aria-hidden />}
            title="Nothing is written down yet"
          >
            A new store page, other targeting, a bid, a budget, a release: write it down above, and charts of
            those days show it.
          </State>
        )}
        {answer && (answer.events.length > 0 || answer.removed.length > 0 || answer.notes.length > 0) && (
          <JournalEvents
            answer={answer}
            onRead={(entry) => changeView({ entry })}
            onEdit={(event) => setEditing(event)}
          />
        )}
      </div>
    </>
  )
}
