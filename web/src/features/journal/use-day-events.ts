import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { JournalAnswer } from '#schema/answer/journal-answer.ts'
import { askQuery } from '../../api/ask.ts'
import type { DayPoint } from '../../charts/day-series.ts'
import { chooseEvents, type MarkedEvent } from './choose-events.ts'

export interface ToldObjects {
  level: 'campaign' | 'creative'
  /** Those whose launches, stops and other changes are told; `null` for all. */
  names: readonly string[] | null
  sample: string | null
}

/** What happened on the days of a plot; nothing while it is not known. */
export function useDayEvents(
  points: readonly DayPoint[],
  { level, names, sample }: ToldObjects,
): readonly MarkedEvent[] {
  const from = points[0]?.day ?? null
  const to = points.at(-1)?.day ?? null
  const asked = useQuery({
    ...askQuery<JournalAnswer>('journal', {
      objects: [level],
      ...(from === null ? {} : { from: [from] }),
      ...(to === null ? {} : { to: [to] }),
      ...(sample === null ? {} : { sample: [sample] }),
    }),
    enabled: from !== null,
  })
  const events = asked.data?.events
  const known = names?.join('\n') ?? null
  return useMemo(
    () =>
      events === undefined || from === null || to === null
        ? []
        : chooseEvents(events, { from, to }, known?.split('\n') ?? null, level),
    [events, from, to, known, level],
  )
}
