import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { transcribe } from '#creatives/speech-model/transcribe.ts'
import { withSpoken } from '#creatives/taggers/spoken-tags.ts'
import { tagWriter } from '#creatives/taggers/tag-of.ts'
import { requirement } from '../support/requirement.ts'
import { temporaryProject } from '../support/temporary-project.ts'
import { writeTinyWhisper } from './tiny-whisper.ts'

const temporary = temporaryProject()
afterAll(() => temporary.remove())
const folder = (name: string) => {
  const path = join(temporary.path, name)
  writeTinyWhisper(path)
  return path
}

const RATE = 16_000
const STEP = 512
/** Two seconds of a tone after one of silence, and which steps of it count as speech. */
const sound = (hertz: number) =>
  Float32Array.from({ length: 3 * RATE }, (_, at) =>
    at < RATE ? 0 : 0.4 * Math.sin((2 * Math.PI * hertz * at) / RATE),
  )
const speaks = Array.from({ length: Math.floor((3 * RATE) / STEP) }, (_, step) => step * STEP >= RATE)
const told = ({ tags }: Awaited<ReturnType<typeof transcribe>>) =>
  tags.map(({ key, value }) => `${key}: ${value}`)

requirement('tagging').describe('a speech model in a folder', () => {
  test('writes down what is heard in its language, and what it asks for and promises', async () => {
    const tiny = folder('tiny')
    const low = await transcribe(sound(300), speaks, tiny)
    expect(low.notComputed).toEqual([])
    expect(told(low)).toEqual([
      'transcript: download now! free coins',
      ...['speech_language: en', 'cta: true', 'cta_text: download now', 'cta_class: download'],
      ...['offer: free', 'offer: bonus', 'offer: currency'],
    ])
    expect(low.tags[0]).toMatchObject({ source: 'audio', tagger: 'speech-model@1 tiny' })
    expect(low.tags[0]?.evidence?.from).toBeCloseTo(0.8, 1)
    expect(told(await transcribe(sound(4000), speaks, tiny))).toEqual([
      ...['transcript: jetzt spielen', 'speech_language: de'],
      ...['cta: true', 'cta_text: jetzt spielen', 'cta_class: play'],
    ])
  })

  test('what keeps it from that is a reason', async () => {
    const reasonOf = async (path: string | null, heard = speaks) => {
      const { tags, notComputed } = await transcribe(sound(300), heard, path)
      expect(tags).toEqual([])
      expect(notComputed.map(({ key }) => key)).toEqual(['transcript', 'speech_language'])
      return notComputed[0]?.reason
    }
    expect(await reasonOf(null)).toMatch(/a speech model in a folder does/)
    expect(await reasonOf(folder('tiny'), [])).toBe('nobody is heard speaking')
    const partial = folder('partial')
    rmSync(join(partial, 'onnx/encoder_model.onnx'))
    expect(await reasonOf(partial)).toMatch(/holds no onnx\/encoder_model/)
  })
})

test('what is said takes the place of what only seems absent, and of nothing that was read', () => {
  const [read, heard] = [tagWriter('text@1', 'ocr'), tagWriter('speech-model@1', 'audio')]
  const spoken = [heard('cta', true), heard('offer', 'free')]
  expect(withSpoken([read('cta', false), read('offer', 'trial'), read('urgency', 'none')], spoken)).toEqual([
    ...[read('offer', 'trial'), read('urgency', 'none'), ...spoken],
  ])
})
