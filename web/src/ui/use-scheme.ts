import { useComputedColorScheme, useMantineColorScheme } from '@mantine/core'

export interface Scheme {
  dark: boolean
  toggle: () => void
}

/** Light or dark: the system's choice until the reader makes one. */
export function useScheme(): Scheme {
  const { setColorScheme } = useMantineColorScheme()
  const dark = useComputedColorScheme('light') === 'dark'
  return { dark, toggle: () => setColorScheme(dark ? 'light' : 'dark') }
}
