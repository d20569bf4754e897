import { copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fingerprintDistance } from '#creatives/fingerprint/hash-distance.ts'
import { findFfmpeg, runFfmpeg } from '#creatives/local/ffmpeg.ts'
import { LocalPackages } from '#creatives/local/local-packages.ts'
import { TaggedFile } from '#schema/answer/tag-answer.ts'
import { requirement } from '../support/requirement.ts'
import { runPermille } from '../support/run-permille.ts'
import { sharedData } from '../support/shared-data.ts'
import { temporaryProject } from '../support/temporary-project.ts'
import { makeVideo, shapes } from './make-video.ts'

/** Creatives of the ad set made by Smadex whose words are known. */
const KNOWN = [
  ['creative_500004.png', 'Level up today', 'Get offer', 'get', 'purple'],
  ['creative_500100.png', 'Your cravings, delivered', 'Shop now', 'shop', null],
] as const

/** Lines in letters the Latin and Chinese reader does not know, the last on a button. */
const OTHER_LETTERS = [
  ['ukrainian.svg', 'uk', ['Збери всі скарби', 'Завантажити зараз'], 'download'],
  ['arabic.svg', 'ar', ['اجمع كل الكنوز اليوم', 'حمل اللعبة'], 'download'],
] as const

const advert = (lines: readonly string[]) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="720" height="720"><rect width="720" height="720" fill="#1b3a6b"/><rect x="110" y="460" width="500" height="120" rx="40" fill="#2e7d32"/>${lines.map((line, index) => `<text x="360" y="${200 + index * 338}" font-family="sans-serif" font-weight="bold" font-size="48" fill="#fff" text-anchor="middle">${line}</text>`).join('')}</svg>`

const scenes = [
  ...[1, 2, 3].map((number) => ({ picture: shapes(number), seconds: 1.5, begins: 'cut' as const })),
  ...[4, 5, 6].map((number) => ({ picture: shapes(number), seconds: 2, begins: 'fade' as const })),
  ...[7, 8].map((number) => ({ picture: shapes(number), seconds: 1.5, begins: 'cut' as const })),
]

const folder = temporaryProject()
const tagged = new Map<string, TaggedFile>()
const find = (name: string) => {
  const found = tagged.get(join('files', name))
  if (found === undefined) throw new Error(`${name} was not tagged`)
  return found
}
const tagOf = (name: string, key: string) => find(name).tags.find((tag) => tag.key === key)
const letters = (text: unknown) =>
  String(text)
    .toLowerCase()
    .replaceAll(/[^a-z]/g, '')

requirement('tagging').describe('the local taggers', () => {
  const hasShared = requirement('shared-data').met

  beforeAll(async () => {
    const packages = LocalPackages.find()
    const ffmpeg = packages === null ? null : findFfmpeg(packages)
    if (ffmpeg === null) throw new Error('no ffmpeg runs')
    mkdirSync(join(folder.path, 'files'))
    const path = (name: string) => join(folder.path, 'files', name)
    const card = hasShared
      ? [{ picture: sharedPicture('creative_500004.png'), seconds: 2.5, begins: 'cut' as const }]
      : []
    await makeVideo(ffmpeg, path('beat.mp4'), [...scenes, ...card], true)
    await makeVideo(ffmpeg, path('silent.mp4'), [{ picture: shapes(9), seconds: 1, begins: 'cut' }], false)
    for (const name of ['beat.mp4.pcm', 'silent.mp4.pcm']) rmSync(path(name))
    for (const [name] of hasShared ? KNOWN : [])
      copyFileSync(sharedData(`smadex-synthetic/assets/${name}`), path(name))
    const film = ['-i', sharedData('media-assets/video/intel-one-by-one-person-detection.mp4')]
    if (hasShared)
      await runFfmpeg(ffmpeg, ['-v', 'error', '-ss', '10', ...film, '-frames:v', '1', path('back.png')])
    for (const [name, , lines] of OTHER_LETTERS) writeFileSync(path(name), advert(lines))
    const { stdout, stderr } = await runPermille(['tag', 'files', '--json'], { cwd: folder.path })
    expect(stderr).toBe('')
    for (const line of stdout.trim().split('\n')) {
      const one = TaggedFile.parse(JSON.parse(line))
      tagged.set(one.file, one)
    }
  })
  afterAll(() => folder.remove())

  test('find hard cuts and cross-fades where they are, and no others', () => {
    const starts = scenes
      .slice(1)
      .map((_, index) => scenes.slice(0, index + 1).reduce((sum, { seconds }) => sum + seconds, 0))
    const found = [
      ...(tagOf('beat.mp4', 'cuts')?.evidence?.text ?? '').matchAll(/([\d.]+) s( \(fade\))?/g),
    ].map(([, at, fade]) => ({ at: Number(at), kind: fade === undefined ? 'cut' : 'fade' }))
    const expected = scenes.slice(1).map(({ begins }, index) => ({ at: starts[index] ?? 0, kind: begins }))
    const ofScenes = found.slice(0, expected.length)
    expect(ofScenes.map(({ kind }) => kind)).toEqual(expected.map(({ kind }) => kind))
    for (const [index, { at, kind }] of ofScenes.entries()) {
      const start = expected[index]?.at ?? 0
      expect(Math.abs(at - (kind === 'fade' ? start + 0.3 : start))).toBeLessThanOrEqual(0.25)
    }
    expect(found.length).toBe(expected.length + (hasShared ? 1 : 0))
    expect(tagOf('silent.mp4', 'cuts')?.value).toBe(0)
    expect(tagOf('beat.mp4', 'transitions')?.value).toBe('both')
    expect(tagOf('beat.mp4', 'flashing')?.value).toBe(false)
  })

  test('hear a beat and silence', () => {
    expect(tagOf('beat.mp4', 'music')?.value).toBe('likely')
    expect(tagOf('beat.mp4', 'silent')?.value).toBe(false)
    expect(tagOf('beat.mp4', 'speech_share')?.value).toBe(0)
    expect(tagOf('beat.mp4', 'hook_has_voice')?.value).toBe(false)
    expect(tagOf('beat.mp4', 'bpm')?.value).toBe('120 and more')
    expect(tagOf('beat.mp4', 'loudness_lufs')?.value).toBeLessThan(-5)
    expect(tagOf('silent.mp4', 'silent')?.value).toBe(true)
  })

  test('give a video the fingerprint of its shots', () => {
    const [one, other] = [find('beat.mp4').facts?.fingerprint, find('silent.mp4').facts?.fingerprint]
    expect(one?.shots.length).toBeGreaterThanOrEqual(6)
    expect(new Set(one?.shots).size).toBe(one?.shots.length)
    expect(one && other && fingerprintDistance(one, other)).toBeGreaterThan(70)
  })

  test.each(OTHER_LETTERS)('read the letters of %s', (name, language, lines, kind) => {
    const read = find(name).tags.filter(({ key }) => key === 'text')
    const plain = (line: unknown) => String(line).toLowerCase()
    expect(read.map(({ value }) => plain(value))).toEqual(lines.map(plain))
    expect(tagOf(name, 'language')?.value).toBe(language)
    expect(tagOf(name, 'cta_class')?.value).toBe(kind)
  })

  requirement('shared-data').describe('on ads whose words are known', () => {
    test.each(KNOWN)('read headline and button of %s', (name, headline, cta, kind, colour) => {
      expect(letters(tagOf(name, 'headline')?.value)).toBe(letters(headline))
      expect(letters(tagOf(name, 'cta_text')?.value)).toBe(letters(cta))
      expect(tagOf(name, 'cta_class')?.value).toBe(kind)
      expect(tagOf(name, 'cta_position')?.value).toBe('bottom')
      expect(tagOf(name, 'language')?.value).toBe('en')
      if (colour !== null) expect(tagOf(name, 'dominant_colour')?.value).toBe(colour)
      expect(tagOf(name, 'people_count')?.value).toBe('0')
      expect(tagOf(name, 'objects')?.value).toBe('none')
    })

    test('count a person whose face is not seen, where she stands', () => {
      expect(tagOf('back.png', 'people_count')).toMatchObject({ value: '1', source: 'vision' })
      const { left = 0, width = 0, height = 0 } = tagOf('back.png', 'people_count')?.evidence?.box ?? {}
      expect(left + width / 2).toBeCloseTo(0.58, 1)
      expect(height).toBeGreaterThan(0.7)
      expect(tagOf('back.png', 'face_share')?.value).toBe(0)
    })

    test('know the end card a video ends with, and when its button is first seen', () => {
      expect(tagOf('beat.mp4', 'end_card')).toMatchObject({ value: true, evidence: { from: 13.5 } })
      expect(tagOf('beat.mp4', 'cta_first_seen')?.value).toBeGreaterThanOrEqual(13.5)
      expect(tagOf('silent.mp4', 'end_card')?.value).toBe(false)
      expect(tagOf('beat.mp4', 'end_card_from')?.value).toBe(13.5)
      expect(tagOf('beat.mp4', 'end_card_cta')?.value).toBe('get')
    })
  })
})

test('without them, a key says what is missing and how to get it', async () => {
  const none = temporaryProject()
  const { stdout } = await runPermille(['tag', none.write('a.svg', shapes(1).toString()), '--json'], {
    cwd: none.path,
    env: { PERMILLE_TAGGING: none.path },
  })
  const { tags, notComputed } = TaggedFile.parse(JSON.parse(stdout))
  expect(notComputed.find(({ key }) => key === 'cta')?.reason).toContain('permille setup tagging')
  expect(tags.map(({ key }) => key)).toContain('palette')
  none.remove()
})

function sharedPicture(name: string): string {
  return sharedData(`smadex-synthetic/assets/${name}`)
}
