import { expect, test } from 'vitest'
import { movingTextTags } from './moving-text-tags.ts'

const line = (text: string, top: number, confidence = 0.95) => ({
  ...{ text, confidence, left: 0.1, top, width: 0.8, height: 0.05, size: 0.04 },
  box: { x: 0, y: 0, width: 100, height: 20, angle: 0 },
})
const said = ['so I tried this', 'and you will not', 'believe what happened', 'next to me']
const value = (found: ReturnType<typeof movingTextTags>, key: string) =>
  found.tags.find((tag) => tag.key === key)?.value

test('other words at one height are captions; a title that stays, and lines of other sizes, are not', () => {
  const captions = said.map((text, index) => ({
    at: index * 2,
    lines: [line('Game of the year', 0.1), line(text, 0.8)],
  }))
  const found = movingTextTags(captions)
  expect(value(found, 'captions')).toBe(true)
  expect(found.tags.find(({ key }) => key === 'captions')?.evidence).toMatchObject({
    text: said.join(' / '),
    ...{ from: 0, to: 6 },
  })
  const title = said.map((_, at) => ({ at, lines: [line('Game of the year', 0.1)] }))
  expect(value(movingTextTags(title), 'captions')).toBe(false)
  const sizes = said.map((text, at) => ({ at, lines: [{ ...line(text, 0.8), size: 0.01 * 2 ** at }] }))
  expect(value(movingTextTags(sizes), 'captions')).toBe(false)
  const scattered = said.map((text, at) => ({ at, lines: [line(text, 0.2 * at)] }))
  expect(value(movingTextTags(scattered), 'captions')).toBe(false)
})

test('the words of the hook are those of the first three seconds, each once', () => {
  const pictures = [
    { at: 1, lines: [line('Can you save her?', 0.1)] },
    { at: 2, lines: [line('Can you save her', 0.1), line('Blurred', 0.5, 0.3)] },
    { at: 5, lines: [line('Play now', 0.8)] },
  ]
  const found = movingTextTags(pictures)
  expect(value(found, 'hook_text')).toBe('Can you save her?')
  expect(found.notComputed.map(({ key }) => key)).toEqual(['captions'])
  expect(movingTextTags([{ at: 4, lines: [line('Late', 0.1)] }]).notComputed.map(({ key }) => key)).toEqual([
    'hook_text',
    'captions',
  ])
  expect(movingTextTags([{ at: null, lines: [line('Still', 0.1)] }])).toEqual({ tags: [], notComputed: [] })
})
