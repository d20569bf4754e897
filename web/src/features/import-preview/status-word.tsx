import {
  IconAlertTriangle,
  IconArrowsExchange,
  IconCheck,
  IconEqual,
  IconEye,
  IconHelpCircle,
  type TablerIcon,
} from '@tabler/icons-react'
import type { ImportedFile } from '#schema/answer/import-report.ts'
import classes from './status-word.module.css'

const WORDS: Readonly<Record<ImportedFile['status'], { label: string; Icon: TablerIcon }>> = {
  preview: { label: 'Ready to import', Icon: IconEye },
  stored: { label: 'Stored', Icon: IconCheck },
  unchanged: { label: 'Already stored, nothing changes', Icon: IconEqual },
  needs_mapping: { label: 'Needs a mapping', Icon: IconArrowsExchange },
  needs_answer: { label: 'Needs an answer', Icon: IconHelpCircle },
  refused: { label: 'Cannot be read', Icon: IconAlertTriangle },
}

export function StatusWord({ status }: { status: ImportedFile['status'] }) {
  const { label, Icon } = WORDS[status]
  return (
    <span className={classes.status} data-status={status}>
      <Icon size={14} stroke={1.8} aria-hidden />
      {label}
    </span>
  )
}
