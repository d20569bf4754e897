import type { Tag, TagEvidence } from '#schema/answer/tag-answer.ts'
import type { Face } from '../people/face-finder.ts'
import { tagWriter } from './tag-of.ts'

const tag = tagWriter('faces@1', 'vision')

/** The faces of one picture, and when a video shows it. */
export interface SeenFaces {
  readonly at: number | null
  readonly faces: readonly Face[]
}

const HOOK_SECONDS = 3
const MANY = 3

const rounded = (value: number) => Math.round(value * 1000) / 1000

function evidenceOf({ left, top, width, height }: Face, at: number | null): TagEvidence {
  const box = { left: rounded(left), top: rounded(top), width: rounded(width), height: rounded(height) }
  return at === null ? { box } : { box, from: at, to: at }
}

/** How many faces the fullest picture shows, how much of it they fill, and the clearest expression. Never who they are. */
export function faceTags(pictures: readonly SeenFaces[]): readonly Tag[] {
  const fullest = pictures.reduce<SeenFaces>(
    (best, one) => (one.faces.length > best.faces.length ? one : best),
    { at: null, faces: [] },
  )
  const [surest] = fullest.faces
  if (surest === undefined) return [tag('people_count', '0', 0.7), tag('face_share', 0, 0.7)]
  const count = fullest.faces.length
  const evidence = evidenceOf(surest, fullest.at)
  const expressions = pictures.flatMap(({ at, faces }) =>
    faces.flatMap((face) =>
      face.expression === null ? [] : [{ ...face.expression, evidence: evidenceOf(face, at) }],
    ),
  )
  const clearest = expressions.toSorted((one, other) => other.confidence - one.confidence)[0]
  const share = fullest.faces.reduce((sum, { width, height }) => sum + width * height, 0)
  const isVideo = pictures.some(({ at }) => at !== null)
  const inHook = pictures.find(({ at, faces }) => at !== null && at <= HOOK_SECONDS && faces.length > 0)
  return [
    tag('people_count', count >= MANY ? '3+' : String(count), surest.confidence * 0.9, evidence),
    tag('face_share', Math.round(Math.min(1, share) * 100) / 100, surest.confidence * 0.9, evidence),
    ...(clearest === undefined
      ? []
      : [tag('face_expression', clearest.name, clearest.confidence * 0.7, clearest.evidence)]),
    ...(isVideo ? [tag('hook_has_face', inHook !== undefined, 0.7)] : []),
  ]
}
