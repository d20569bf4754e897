import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react'
import type { ConnectAnswer } from '#schema/answer/connection-answer.ts'
import { toSentence } from '../../format/words.ts'
import checks from '../tests/test-answer.module.css'

/** What trying a connection showed, step by step, and what to do. */
export function Findings({ check }: { check: NonNullable<ConnectAnswer['check']> }) {
  return (
    <div role="status">
      <ul className={checks.checks} aria-label="What trying it showed">
        {check.findings.map(({ step, ok, message, remedy }) => {
          const Icon = ok ? IconCircleCheck : IconAlertTriangle
          return (
            <li key={step} data-state={ok ? 'passed' : 'warning'}>
              <Icon size={16} stroke={1.6} aria-hidden />
              <span>
                <span className="visually-hidden">{ok ? 'Well: ' : 'Look at this: '}</span>
                {step}: {toSentence(message)} {remedy === null ? '' : toSentence(remedy)}
              </span>
            </li>
          )
        })}
      </ul>
    </div>
  )
}
