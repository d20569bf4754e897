export const SAMPLES = ['studio', 'upworthy'] as const
export type SampleName = (typeof SAMPLES)[number]
