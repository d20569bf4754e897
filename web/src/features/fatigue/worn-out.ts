import { useQuery } from '@tanstack/react-query'
import { createContext, useMemo } from 'react'
import type { FatigueAnswer, FatigueSeries } from '#schema/answer/fatigue-answer.ts'
import { askQuery } from '../../api/ask.ts'
import { formatScope, type Scope } from '../scope/scope.ts'

/** Creatives that wear out, by key. */
export type WornOut = ReadonlyMap<string, FatigueSeries>

const NONE: WornOut = new Map()

/** What wears out among the rows that are shown. */
export const WornOutContext = createContext<WornOut>(NONE)

/** Asks which creatives wear out in all days, whatever days are ranked: a fall needs a before. */
export function useWornOut(scope: Scope, isAsked: boolean): WornOut {
  const { last: _, from: _from, to: _to, ...rest } = formatScope(scope)
  const { data } = useQuery({ ...askQuery<FatigueAnswer>('fatigue', rest), enabled: isAsked })
  return useMemo(
    () =>
      new Map(
        (isAsked ? (data?.series ?? []) : []).flatMap((own) =>
          own.state === 'fatiguing' || own.state === 'exhausted' ? [[own.key, own]] : [],
        ),
      ),
    [data, isAsked],
  )
}
