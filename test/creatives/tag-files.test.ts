import { cpSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { fingerprintDistance } from '#creatives/fingerprint/hash-distance.ts'
import { ReadingProcess } from '#creatives/reading-process.ts'
import { TaggedFile } from '#schema/answer/tag-answer.ts'
import { requirement } from '../support/requirement.ts'
import { runPermille } from '../support/run-permille.ts'
import { sharedData } from '../support/shared-data.ts'
import { temporaryProject } from '../support/temporary-project.ts'
import { makeFiles } from './make-files.ts'

const folder = temporaryProject()
/** What is read here needs no local taggers and no browser, whether they are installed or not. */
const WITHOUT_LOCAL = { PERMILLE_TAGGING: folder.path, PERMILLE_CHROMIUM: 'none' }
const tagged = new Map<string, TaggedFile>()

function find(name: string): TaggedFile {
  const found = tagged.get(join('files', name))
  if (found === undefined) throw new Error(`${name} was not tagged`)
  return found
}

const values = (name: string, key: string) =>
  find(name)
    .tags.filter((tag) => tag.key === key)
    .map(({ value }) => value)
const reason = (name: string, key = 'facts') =>
  find(name).notComputed.find((untold) => untold.key === key)?.reason

function distance(one: string, other: string): number {
  const prints = [find(one).facts?.fingerprint, find(other).facts?.fingerprint] as const
  if (!prints[0] || !prints[1]) throw new Error('one of them has no fingerprint')
  return fingerprintDistance(prints[0], prints[1])
}

beforeAll(async () => {
  await makeFiles(join(folder.path, 'files'))
  const { code, stdout, stderr } = await runPermille(['tag', 'files', '--json'], {
    cwd: folder.path,
    env: WITHOUT_LOCAL,
  })
  expect(stderr).toBe('')
  expect(code).toBe(0)
  for (const line of stdout.trim().split('\n')) {
    const one = TaggedFile.parse(JSON.parse(line))
    tagged.set(one.file, one)
  }
})
afterAll(() => {
  vi.unstubAllEnvs()
  folder.remove()
})

describe('a folder of creatives, good and bad', () => {
  test('answers a line for every file, with the hash of its bytes', () => {
    expect(tagged.size).toBe(24)
    for (const { sha256 } of tagged.values()) expect(sha256).toMatch(/^[0-9a-f]{64}$/)
  })

  test('says what a picture is, whatever it is called', () => {
    expect(find('picture-called.mp4').facts).toMatchObject({
      ...{ type: 'image', format: 'png', width: 360, height: 640, ratio: '9:16', frames: 1 },
      ...{ durationSeconds: null, hasAudio: null },
    })
    expect(values('scene.png', 'orientation')).toEqual(['portrait'])
    expect(values('scene.png', 'dominant_colour')).toEqual(['blue'])
    expect(values('scene.png', 'palette')).toEqual(expect.arrayContaining(['orange', 'green']))
  })

  test('turns pictures as their camera held them', () => {
    expect(find('turned.jpg').facts).toMatchObject({ width: 640, height: 360, ratio: '16:9' })
  })

  test('reads print colours and animations', () => {
    expect(find('print.jpg').facts).toMatchObject({ type: 'image', colourSpace: 'cmyk' })
    expect(values('print.jpg', 'dominant_colour')).toEqual(['blue'])
    expect(find('moves.gif').facts).toMatchObject({
      ...{ type: 'animation', frames: 6, durationSeconds: 0.6, framesPerSecond: 10, ratio: '2:3' },
    })
    expect(values('moves.gif', 'duration_bucket')).toEqual(['0–6 s'])
  })

  test('recognises the same pixels in other bytes, and the same picture in other pixels', () => {
    const [one, other] = [find('scene.png'), find('packed-otherwise.png')]
    expect(one.sha256).not.toBe(other.sha256)
    expect(one.facts?.fingerprint?.pixels).toBe(other.facts?.fingerprint?.pixels)
    expect(distance('scene.png', 'inner/small.jpg')).toBeLessThanOrEqual(20)
    expect(distance('scene.png', 'boxed.png')).toBeLessThanOrEqual(20)
    expect(distance('scene.png', 'moves.gif')).toBeGreaterThan(70)
  })

  test('knows playables from pages and archives', () => {
    expect(find('playable.html').facts).toMatchObject({ type: 'playable', format: 'html' })
    expect(values('playable.zip', 'playable_api')).toEqual(['mraid'])
    expect(values('playable.zip', 'external_addresses')).toEqual([1])
    expect(find('page.html').facts?.type).toBe('html')
    expect(reason('playable.zip', 'palette')).toContain('install one, or name it in PERMILLE_CHROMIUM')
    expect(reason('words.zip')).toContain('no HTML page')
    expect(reason('damaged.zip')).toMatch(/damaged|cut off/)
  })

  test.each([
    ['empty.png', 'facts', 'the file is empty'],
    ['notes.txt', 'facts', 'not an image, video or playable'],
    ['noise.png', 'facts', 'corrupt header'],
    ['cut.mp4', 'facts', 'no moving pictures, or is cut off'],
    ['laughs.svg', 'facts', 'defines entities of its own'],
    ['cut.png', 'palette', 'cut off'],
    ['cut.jpg', 'fingerprint', 'cut off'],
    ['gigantic.png', 'palette', 'more than 200 MB are not read'],
    ['bomb.png', 'palette', 'more than 100 million pixels'],
    ['huge.svg', 'palette', 'more than 100 million pixels'],
    ['scripts.svg', 'scripts', 'were not run'],
  ])('%s marks only itself: no %s, because %s', (name, key, why) => {
    expect(reason(name, key)).toContain(why)
  })

  test('keeps the header facts of what cannot be decoded', () => {
    expect(find('cut.png').facts).toMatchObject({ width: 360, height: 640, ratio: '9:16', fingerprint: null })
  })
})

test('a decoder that dies marks one file, and the next is read', async () => {
  vi.stubEnv('PERMILLE_TAGGING', folder.path)
  await using reader = new ReadingProcess()
  const path = join(folder.path, 'files/scene.png')
  const task = { kind: { type: 'picture', format: 'png' }, file: { path, bytes: 1 } } as const
  const dying = reader.read(task)
  if (reader.pid !== null) process.kill(reader.pid, 'SIGKILL')
  expect(await dying).toEqual({ failure: 'its decoder crashed' })
  expect(await reader.read(task)).toHaveProperty('reading.facts.width', 360)
})

test('a file that takes too much memory marks itself, and the next is read by a new process', async () => {
  await using reader = new ReadingProcess(1e6)
  const large = join(folder.path, 'large.png')
  await sharp({ create: { width: 3000, height: 3000, channels: 3, background: 'teal' } })
    .png()
    .toFile(large)
  const read = (path: string) =>
    reader.read({ kind: { type: 'picture', format: 'png' }, file: { path, bytes: 1 } })
  const dying = read(large)
  const { pid } = reader
  expect(await dying).toEqual({ failure: 'it takes more than 0.001 GB of memory to read' })
  const next = read(join(folder.path, 'files/scene.png'))
  expect(reader.pid).not.toBe(pid)
  await next
})

test('what is not there is said before anything is read', async () => {
  const { code, stderr } = await runPermille(['tag', 'nowhere.png'], { cwd: folder.path })
  expect(code).not.toBe(0)
  expect(stderr).toContain('there is no file or folder nowhere.png')
})

requirement('shared-data').describe('real videos', () => {
  test('have the facts their containers tell', async () => {
    mkdirSync(join(folder.path, 'video'))
    cpSync(sharedData('media-assets/video'), join(folder.path, 'video'), { recursive: true })
    const { stdout } = await runPermille(['tag', 'video', '--json'], { cwd: folder.path, env: WITHOUT_LOCAL })
    const facts = stdout
      .trim()
      .split('\n')
      .map((line) => TaggedFile.parse(JSON.parse(line)).facts)
    expect(facts).toMatchObject([
      {
        type: 'video',
        format: 'mp4',
        width: 854,
        height: 480,
        ratio: '16:9',
        durationSeconds: 30,
        hasAudio: true,
      },
      { type: 'video', format: 'mkv', width: 640, height: 480, ratio: '4:3', hasAudio: false },
      { type: 'video', format: 'mp4', width: 768, height: 432, ratio: '16:9', hasAudio: false },
    ])
  })
})
