import { IconAlertTriangle, IconCircleCheck, IconCircleDashed, IconCircleX } from '@tabler/icons-react'
import type { TestShowAnswer } from '#schema/answer/test-show-answer.ts'
import { toSentence } from '../../format/words.ts'
import { Notice } from '../../ui/notice.tsx'
import section from '../answer/section.module.css'
import { Notes } from '../provenance/notes.tsx'
import { SequencePlot } from './sequence-plot.tsx'
import classes from './test-answer.module.css'
import { TestArms } from './test-arms.tsx'
import { VerdictBadge } from './verdict-badge.tsx'
import { STATUSES } from './verdict-words.ts'

const CHECKS = {
  passed: { Icon: IconCircleCheck, word: 'Passed' },
  warning: { Icon: IconAlertTriangle, word: 'Warning' },
  failed: { Icon: IconCircleX, word: 'Failed' },
  not_checked: { Icon: IconCircleDashed, word: 'Not checked' },
} as const

/** Verdict with its reasons, health checks, arms, and the reading over the days. */
export function TestAnswer({ answer, stale }: { answer: TestShowAnswer; stale: boolean }) {
  const { state, checks, mayWin, cheapToStop } = answer
  return (
    <div className={section.parts} data-stale={stale} aria-busy={stale}>
      <div className={section.columns}>
        <section className={section.decision} aria-label="Verdict">
          <h2>{STATUSES[state.status]}</h2>
          <VerdictBadge verdict={state.verdict} />
          {state.reasons.map(({ code, message }) => (
            <p key={code}>{toSentence(message)}</p>
          ))}
          <p className={classes.next}>{toSentence(state.nextStep)}</p>
          {!mayWin && (
            <Notice severity="info">
              The networks chose who saw which arm, so an arm can lead here but not win.
            </Notice>
          )}
          {cheapToStop && (
            <Notice severity="info">
              Stopping now would cost little: less than a tenth of what matters.
            </Notice>
          )}
          <Notes notes={answer.notes.filter(({ code }) => code !== 'sample')} />
        </section>
        <section aria-label="Health checks">
          <h2>Health checks</h2>
          {checks.length === 0 && <p className={section.quiet}>Nothing to check before it has been read.</p>}
          <ul className={classes.checks}>
            {checks.map(({ code, state: result, message }) => {
              const { Icon, word } = CHECKS[result]
              return (
                <li key={code} data-state={result}>
                  <Icon size={16} stroke={1.6} aria-hidden />
                  <span>
                    <span className="visually-hidden">{word}: </span>
                    {toSentence(message)}
                  </span>
                </li>
              )
            })}
          </ul>
        </section>
      </div>
      {answer.history.length > 0 && <SequencePlot answer={answer} />}
      {answer.arms.length > 0 && <TestArms answer={answer} />}
    </div>
  )
}
