import type { EvidenceQuestion } from '../evidence/gather-evidence.ts'

/** What is asked about a change: everything but the objects it is about. */
export type ExplainQuestion = Omit<EvidenceQuestion, 'by'>
