import { useComputedColorScheme, useMantineColorScheme } from '@mantine/core'

export interface Scheme {
  dark: boolean
  /** `auto` follows the system. */
  chosen: string
  choose: (scheme: string) => void
  toggle: () => void
}

/** Light or dark: the system's choice until the reader makes one. */
export function useScheme(): Scheme {
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const dark = useComputedColorScheme('light') === 'dark'
  return {
    dark,
    chosen: colorScheme,
    choose: (scheme) => setColorScheme(scheme === 'light' || scheme === 'dark' ? scheme : 'auto'),
    toggle: () => setColorScheme(dark ? 'light' : 'dark'),
  }
}
