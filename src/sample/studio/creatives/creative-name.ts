import type { StudioApp } from '../catalogue/apps.ts'
import { FORMATS, type Format } from '../catalogue/formats.ts'

/** Order of the parts of a creative's name, joined by `_`: what a naming convention has to say. */
export const NAME_PARTS = ['app', 'format', 'concept', 'hook', 'ratio', 'length', 'version'] as const

interface NameParts {
  readonly app: StudioApp
  readonly format: Format
  readonly concept: string
  readonly hook: string
  readonly ratio: string
  readonly seconds: number | null
  readonly version: number
}

/** A name like `LB_VID_PierRescue_Fail_9x16_30s_v02`. */
export function creativeName(parts: NameParts): string {
  const length = parts.seconds === null ? 'na' : `${parts.seconds}s`
  const version = `v${String(parts.version).padStart(2, '0')}`
  return [
    parts.app.code,
    FORMATS[parts.format].code,
    parts.concept,
    parts.hook,
    parts.ratio,
    length,
    version,
  ].join('_')
}
