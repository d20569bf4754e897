import { z } from 'zod'
import { AlertsCheckAnswer } from '#schema/answer/alerts-answer.ts'
import { checkAlerts } from '../alerts/check-alerts.ts'
import { sendDue } from '../outbox/send-due.ts'
import { defineOperation } from './operation.ts'
import { presentAlertsCheck } from './present-alerts.ts'

export const alertsCheck = defineOperation({
  name: 'alerts-check',
  command: 'alerts check',
  summary: 'Judge every alert rule now',
  description:
    'Asks what each rule asks, and says what began, what cleared, and what was held back and why: stale data, a network that fell silent, too little data. What began is sent to the webhook and by mail, where permille.yaml names them. `permille serve` does the same after every load and once a day.',
  examples: ['alerts check', 'alerts check --json'],
  kind: 'change',
  input: z.object({}),
  output: AlertsCheckAnswer,
  job: { title: () => 'Check alerts', isResumable: false },
  async run(project, _input, { signal }) {
    const { fired, held, cleared, messages, notes, ...check } = await checkAlerts(project, signal)
    await sendDue(project, signal)
    const { most } = project.config.alerts
    const more = Math.max(0, fired.length - most)
    const flood = {
      code: 'more_alerts',
      severity: 'warning' as const,
      message: `${more} more began with this check than the ${most} told here; \`permille alerts\` lists all.`,
    }
    return {
      ...check,
      fired: fired.slice(0, most),
      more,
      cleared: [...cleared],
      heldBack: [...held],
      deliveries: project.outbox.list(100).filter(({ id }) => messages.includes(id)),
      notes: [...(more > 0 ? [flood] : []), ...notes],
    }
  },
  present: presentAlertsCheck,
})
