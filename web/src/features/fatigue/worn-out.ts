import { useQuery } from '@tanstack/react-query'
import { createContext, useMemo } from 'react'
import type { FatigueAnswer, FatigueSeries } from '#schema/answer/fatigue-answer.ts'
import { askQuery } from '../../api/ask.ts'
import { formatScope, type Scope, WHOLE_SCOPE } from '../scope/scope.ts'

/** Creatives that wear out, by key. */
export type WornOut = ReadonlyMap<string, FatigueSeries>

const NONE: WornOut = new Map()

/** What wears out among the rows that are shown. */
export const WornOutContext = createContext<WornOut>(NONE)

/** Which creatives wear out over all days and places, whatever of them is ranked: a fall needs a before, and others to be held against. */
export function useWornOut({ event, sample }: Scope, isAsked: boolean): WornOut {
  const asked = { ...formatScope({ ...WHOLE_SCOPE, event, sample }), state: ['fatiguing', 'exhausted'] }
  const { data } = useQuery({ ...askQuery<FatigueAnswer>('fatigue', asked), enabled: isAsked })
  return useMemo(
    () => new Map((isAsked ? (data?.series ?? []) : []).map((own) => [own.key, own])),
    [data, isAsked],
  )
}
