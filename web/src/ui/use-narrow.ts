import { useMediaQuery } from '@mantine/hooks'

/** True where the window is too narrow for a table and rows are read as cards. */
export function useNarrow(): boolean {
  return useMediaQuery('(max-width: 860px)', false, { getInitialValueInEffect: false })
}
