import { useLocation } from '@tanstack/react-router'
import { parseSearchParams } from '../question/search-params.ts'

/** True while the address asks for the built-in sample explicitly. */
export function useSampleAsked(): boolean {
  return useLocation({ select: ({ searchStr }) => parseSearchParams(searchStr).sample?.at(0) === 'true' })
}
