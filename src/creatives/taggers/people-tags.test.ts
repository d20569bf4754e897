import { expect, test } from 'vitest'
import { faceTags, objectTags, peopleTags } from './people-tags.ts'

const box = (left: number, top: number, width: number, height: number) => ({ left, top, width, height })
const face = (left: number, top: number) => ({
  ...{ ...box(left, top, 0.1, 0.1), confidence: 0.8, expression: null },
})
const figure = (left: number, confidence = 0.6) => ({
  ...{ ...box(left, 0.1, 0.2, 0.8), confidence, name: 'person' },
})
const cup = (confidence: number) => ({ ...box(0.4, 0.7, 0.1, 0.2), confidence, name: 'cup' })

test('a face and the figure it belongs to are one person, a figure without a face another', () => {
  const seen = { at: null, faces: [face(0.05, 0.15)], objects: [figure(0), figure(0.5)] }
  expect(peopleTags([seen])).toMatchObject([{ key: 'people_count', value: '2', confidence: 0.72 }])
  expect(peopleTags([{ ...seen, faces: [] }])[0]?.value).toBe('2')
  expect(peopleTags([{ ...seen, objects: [] }])[0]?.value).toBe('1')
  expect(peopleTags([{ ...seen, objects: [0, 0.25, 0.5, 0.75].map((left) => figure(left)) }])[0]?.value).toBe(
    '3+',
  )
  expect(peopleTags([{ at: null, faces: [], objects: [cup(0.9)] }])[0]?.value).toBe('0')
})

test('a kind of thing is told once, where it is surest, and people are not things', () => {
  const tags = objectTags([
    { at: 1, faces: [], objects: [cup(0.5), figure(0)] },
    { at: 4, faces: [], objects: [cup(0.7)] },
  ])
  expect(tags).toMatchObject([
    { key: 'objects', value: 'cup', confidence: 0.7, evidence: { from: 4, box: { left: 0.4 } } },
  ])
  expect(objectTags([{ at: null, faces: [], objects: [figure(0)] }])).toMatchObject([{ value: 'none' }])
})

test('a video says whether a face opens it, also where there is none', () => {
  const at = (second: number, faces: readonly ReturnType<typeof face>[]) => ({
    at: second,
    faces,
    objects: [],
  })
  const hook = (seen: Parameters<typeof faceTags>[0]) =>
    faceTags(seen).find(({ key }) => key === 'hook_has_face')?.value
  expect(hook([at(1, [face(0, 0)]), at(9, [])])).toBe(true)
  expect(hook([at(1, []), at(9, [face(0, 0)])])).toBe(false)
  expect(hook([at(1, [])])).toBe(false)
  expect(hook([{ at: null, faces: [face(0, 0)], objects: [] }])).toBeUndefined()
})
