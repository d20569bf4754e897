import { createTheme, type MantineColorsTuple } from '@mantine/core'

const ACCENT: MantineColorsTuple = [
  '#eef2ff',
  '#dde4fd',
  '#bac6f8',
  '#94a6f3',
  '#748aee',
  '#5f78e8',
  '#4263d8',
  '#3651bd',
  '#2d449f',
  '#243781',
]

/** Neutral greys with the faintest warmth, dark to light as Mantine counts them. */
const DARK: MantineColorsTuple = [
  '#d5d5d2',
  '#b4b4b0',
  '#8f8f8b',
  '#6b6b68',
  '#454543',
  '#343433',
  '#262625',
  '#1b1b1a',
  '#151514',
  '#0f0f0e',
]

export const theme = createTheme({
  fontFamily: "'Inter Variable', system-ui, sans-serif",
  fontFamilyMonospace: 'ui-monospace, SFMono-Regular, Menlo, Consolas, monospace',
  primaryColor: 'accent',
  primaryShade: { light: 7, dark: 6 },
  colors: { accent: ACCENT, dark: DARK },
  defaultRadius: 4,
  fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '16px', xl: '20px' },
  spacing: { xs: '4px', sm: '8px', md: '12px', lg: '16px', xl: '24px' },
  cursorType: 'pointer',
  respectReducedMotion: true,
})
