import { IconAlertTriangle, IconBan, IconCheck, IconHourglass } from '@tabler/icons-react'
import type { SiteVerdict } from '#schema/answer/fraud-answer.ts'
import badge from '../decision/decision-badge.module.css'

const VERDICTS = {
  fraudulent: { label: 'Fraudulent', Icon: IconBan, colours: 'sunset' },
  suspicious: { label: 'Suspicious', Icon: IconAlertTriangle, colours: 'keep_testing' },
  clean: { label: 'Clean', Icon: IconCheck, colours: 'scale' },
  'not enough data': { label: 'Not enough data', Icon: IconHourglass, colours: 'not_enough_data' },
} as const satisfies Record<SiteVerdict, object>

/** A verdict on a site as colour, word and shape. */
export function SiteVerdictBadge({ verdict }: { verdict: SiteVerdict }) {
  const { label, Icon, colours } = VERDICTS[verdict]
  return (
    <span className={badge.badge} data-decision={colours}>
      <Icon size={14} stroke={1.8} aria-hidden />
      {label}
    </span>
  )
}
