import type { Tag, TagEvidence } from '#schema/answer/tag-answer.ts'
import { type Box, overlap } from '../people/box.ts'
import type { Face } from '../people/face-finder.ts'
import { PERSON, type SeenObject } from '../people/object-finder.ts'
import { tagWriter } from './tag-of.ts'

const tag = tagWriter('people@3', 'vision')
const ofObject = tagWriter('objects@1', 'vision')

/** The faces and objects of one picture, and when a video shows it. */
export interface SeenThings {
  readonly at: number | null
  readonly faces: readonly Face[]
  readonly objects: readonly SeenObject[]
}

const HOOK_SECONDS = 3
const MANY = 3
/** A face so much inside of a figure is that figure's. */
const INSIDE = 0.5
const MOST_OBJECTS = 12

const rounded = (value: number) => Math.round(value * 1000) / 1000

function evidenceOf({ left, top, width, height }: Box, at: number | null): TagEvidence {
  const box = { left: rounded(left), top: rounded(top), width: rounded(width), height: rounded(height) }
  return at === null ? { box } : { box, from: at, to: at }
}

/** Everybody in a picture once: by their face, else by their figure; the surest first. */
function peopleOf({ faces, objects }: SeenThings): readonly (Box & { readonly confidence: number })[] {
  const figures = objects.filter(({ name }) => name === PERSON)
  const faceless = figures.filter((figure) => faces.every((face) => overlap(face, figure) < INSIDE))
  const byFace = faces.map((face) => ({ ...face, confidence: face.confidence * 0.9 }))
  return [...byFace, ...faceless].toSorted((one, other) => other.confidence - one.confidence)
}

const fullest = (pictures: readonly SeenThings[], count: (one: SeenThings) => number) =>
  pictures.reduce<SeenThings>((best, one) => (count(one) > count(best) ? one : best), {
    ...{ at: null, faces: [], objects: [] },
  })

/** How many people the fullest picture shows, with or without a face. Never who they are. */
export function peopleTags(pictures: readonly SeenThings[]): readonly Tag[] {
  const picture = fullest(pictures, (one) => peopleOf(one).length)
  const people = peopleOf(picture)
  const [surest] = people
  if (surest === undefined) return [tag('people_count', '0', 0.7)]
  const count = people.length >= MANY ? '3+' : String(people.length)
  return [tag('people_count', count, surest.confidence, evidenceOf(surest, picture.at))]
}

/** How much of the fullest picture faces fill, the clearest expression, and whether a video begins with a face. */
export function faceTags(pictures: readonly SeenThings[]): readonly Tag[] {
  const { at, faces } = fullest(pictures, (one) => one.faces.length)
  const [surest] = faces
  const isVideo = pictures.some((one) => one.at !== null)
  const inHook = pictures.find((one) => one.at !== null && one.at <= HOOK_SECONDS && one.faces.length > 0)
  const hook = isVideo ? [tag('hook_has_face', inHook !== undefined, 0.7)] : []
  if (surest === undefined) return [tag('face_share', 0, 0.7), ...hook]
  const expressions = pictures.flatMap((one) =>
    one.faces.flatMap((face) =>
      face.expression === null ? [] : [{ ...face.expression, evidence: evidenceOf(face, one.at) }],
    ),
  )
  const clearest = expressions.toSorted((one, other) => other.confidence - one.confidence)[0]
  const share = faces.reduce((sum, { width, height }) => sum + width * height, 0)
  return [
    tag(
      'face_share',
      Math.round(Math.min(1, share) * 100) / 100,
      surest.confidence * 0.9,
      evidenceOf(surest, at),
    ),
    ...(clearest === undefined
      ? []
      : [tag('face_expression', clearest.name, clearest.confidence * 0.7, clearest.evidence)]),
    ...hook,
  ]
}

/** Kinds of things seen, each where it is surest; people are counted elsewhere. */
export function objectTags(pictures: readonly SeenThings[]): readonly Tag[] {
  const best = new Map<string, { readonly seen: SeenObject; readonly at: number | null }>()
  for (const { at, objects } of pictures) {
    for (const seen of objects) {
      const known = best.get(seen.name)
      if (seen.name !== PERSON && (known === undefined || seen.confidence > known.seen.confidence))
        best.set(seen.name, { seen, at })
    }
  }
  if (best.size === 0) return [ofObject('objects', 'none', 0.5)]
  return [...best.values()]
    .toSorted((one, other) => other.seen.confidence - one.seen.confidence)
    .slice(0, MOST_OBJECTS)
    .map(({ seen, at }) => ofObject('objects', seen.name, seen.confidence, evidenceOf(seen, at)))
}
