import { useLocation } from '@tanstack/react-router'
import { parseSample, type SampleName } from '../question/sample.ts'
import { parseSearchParams } from '../question/search-params.ts'

/** The built-in sample the address asks for explicitly. */
export function useSampleAsked(): SampleName | null {
  return useLocation({ select: ({ searchStr }) => parseSample(parseSearchParams(searchStr).sample?.at(0)) })
}
