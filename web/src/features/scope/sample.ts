export const SAMPLES = {
  studio: 'Simulated studio',
  upworthy: 'Upworthy headline tests',
} as const

export type SampleName = keyof typeof SAMPLES

export function parseSample(text: string | undefined): SampleName | null {
  if (text === 'true' || text === 'studio') return 'studio'
  return text === 'upworthy' ? text : null
}
