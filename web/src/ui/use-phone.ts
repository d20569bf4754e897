import { useMediaQuery } from '@mantine/hooks'

/** True on a phone held upright, where few columns stand side by side. */
export function usePhone(): boolean {
  return useMediaQuery('(max-width: 600px)', false, { getInitialValueInEffect: false })
}
