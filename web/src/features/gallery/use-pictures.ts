import { useQuery } from '@tanstack/react-query'
import { createContext, useMemo } from 'react'
import type { AssetsAnswer } from '#schema/answer/assets-answer.ts'
import { askQuery } from '../../api/ask.ts'

/** A small picture of each creative that has one, by key: the hash of its file. */
export type Pictures = ReadonlyMap<string, string>

const NONE: Pictures = new Map()

/** Pictures of the rows that are shown. */
export const PicturesContext = createContext<Pictures>(NONE)

/** Asks for the pictures of the creatives; the sample has none. */
export function usePictures(isAsked: boolean): Pictures {
  const { data } = useQuery({ ...askQuery<AssetsAnswer>('assets', { limit: ['1'] }), enabled: isAsked })
  return useMemo(
    () => new Map((data?.thumbnails ?? []).map(({ creative, sha256 }) => [creative, sha256])),
    [data],
  )
}
