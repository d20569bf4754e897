import { useLocation } from '@tanstack/react-router'
import { parseSample, type SampleName } from '../scope/sample.ts'
import { parseSearchParams } from '../scope/search-params.ts'

/** The built-in sample the address asks for explicitly. */
export function useSampleAsked(): SampleName | null {
  return useLocation({ select: ({ searchStr }) => parseSample(parseSearchParams(searchStr).sample?.at(0)) })
}
