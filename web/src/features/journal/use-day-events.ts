import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { JournalAnswer } from '#schema/answer/journal-answer.ts'
import { askQuery } from '../../api/ask.ts'
import type { DayPoint } from '../../charts/day-series.ts'
import { chooseEvents, type MarkedEvent } from './choose-events.ts'

export interface ToldObjects {
  level: 'campaign' | 'creative'
  /** The only one whose launch and stop is told; `null` for all. */
  name: string | null
  sample: string | null
}

/** What happened on the days of a plot; nothing while it is not known. */
export function useDayEvents(
  points: readonly DayPoint[],
  { level, name, sample }: ToldObjects,
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
  return useMemo(
    () =>
      events === undefined || from === null || to === null
        ? []
        : chooseEvents(events, { from, to }, name, level),
    [events, from, to, name, level],
  )
}
