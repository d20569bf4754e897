import { useQuery } from '@tanstack/react-query'
import { createContext, useMemo } from 'react'
import type { AssetsAnswer } from '#schema/answer/assets-answer.ts'
import { askQuery } from '../../api/ask.ts'

/** What can be seen of creatives in a list, by key. */
export interface Looks {
  /** Hash of the file a small picture is of, for each creative that has one. */
  readonly pictures: ReadonlyMap<string, string>
  /** A few tags that tell it. */
  readonly labels: ReadonlyMap<string, readonly string[]>
}

const NONE: Looks = { pictures: new Map(), labels: new Map() }

/** Looks of the rows that are shown. */
export const LooksContext = createContext<Looks>(NONE)

/** Asks how creatives look; those of the sample have no files. */
export function useLooks(isAsked: boolean): Looks {
  const { data } = useQuery({ ...askQuery<AssetsAnswer>('assets', { limit: ['1'] }), enabled: isAsked })
  return useMemo(
    () =>
      data === undefined
        ? NONE
        : {
            pictures: new Map(data.thumbnails.map(({ creative, sha256 }) => [creative, sha256])),
            labels: new Map(data.labels.map(({ creative, values }) => [creative, values])),
          },
    [data],
  )
}
