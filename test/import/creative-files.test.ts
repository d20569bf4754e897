import { mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { systemClock } from '#connectors/kit/clock.ts'
import { Project } from '#engine/index.ts'
import { AssetsAnswer } from '#schema/answer/assets-answer.ts'
import { ImportReport } from '#schema/answer/import-report.ts'
import { TagsAnswer } from '#schema/answer/tags-answer.ts'
import { CreativeHistory } from '../../src/engine/operations/decide-creatives.ts'
import { LinkAnswer } from '../../src/engine/operations/link-parts.ts'
import { scene } from '../creatives/make-files.ts'
import { byKey, findOperation, type OpenProject, openProject } from '../support/open-project.ts'
import { temporaryProject } from '../support/temporary-project.ts'

const FILE = `Day,Creative,Creative ID,Shown
2026-03-01,Hook A,12345678,1000
2026-03-01,Drop,23456789,2000
2026-03-01,Win,34567890,4000
`
const MAP = { day: 'Day', creative: 'Creative', creative_id: 'Creative ID', impressions: 'Shown' }

let project: OpenProject
beforeAll(async () => {
  project = await openProject()
  // What is shown here needs no models, which take seconds to load.
  vi.stubEnv('PERMILLE_TAGGING', project.folder.path)
  await project.importText('days.csv', FILE, { source: 'studio', map: MAP })
})
afterAll(() => project.remove())

const assets = async (input = {}) => AssetsAnswer.parse(await project.ask('assets', input))

test('a folder is kept by content and read, each file of the creative its name says; a broken one marks itself', async () => {
  const folder = join(project.folder.path, 'creatives')
  mkdirSync(folder)
  const tall = await scene()
  writeFileSync(join(folder, 'hook_a_9x16.png'), tall)
  writeFileSync(
    join(folder, '23456789.jpg'),
    await sharp(tall).resize(400, 400, { fit: 'fill' }).jpeg().toBuffer(),
  )
  writeFileSync(join(folder, 'copy of nothing.png'), tall)
  writeFileSync(join(folder, 'Win.png'), tall.subarray(0, tall.length / 2))
  writeFileSync(join(folder, 'gigantic.png'), tall)
  truncateSync(join(folder, 'gigantic.png'), 2_000_000_001)
  writeFileSync(join(folder, 'notes.txt'), 'not a creative')
  symlinkSync('Win.png', join(folder, 'link to win.png'))
  symlinkSync('.', join(folder, 'circle'))
  expect(await project.ask('assets-add', { files: [folder] })).toMatchObject({
    ...{ added: 3, known: 2, read: 3, unreadable: 0, unmatched: 0 },
    refused: [
      { file: expect.stringContaining('gigantic.png'), reason: expect.stringContaining('2 GB') },
      { file: expect.stringContaining('notes.txt') },
    ],
  })
  const { assets: rows, total, unread, covered, creatives } = await assets()
  expect({ total, unread, covered, creatives }).toEqual({ total: 3, unread: 0, covered: 3, creatives: 3 })
  const of = (name: string) => rows.find(({ creatives: own }) => own.some((one) => one.name === name))
  expect(of('Hook A')).toMatchObject({
    facts: { type: 'image', ratio: '9:16' },
    previews: ['thumbnail', 'poster'],
    creatives: [{ how: 'name' }],
  })
  expect(of('Drop')).toMatchObject({ facts: { ratio: '1:1' }, creatives: [{ how: 'id' }] })
  expect(of('Win')?.notComputed).toContainEqual({ key: 'dominant_colour', reason: 'it is cut off' })
  expect(await project.ask('tag')).toEqual({
    files: [],
    run: { read: 0, unreadable: 0, total: 3, visionModel: null },
  })
})

test('what files show groups rows, until a person says otherwise', async () => {
  const byRatio = async () =>
    byKey(await project.query({ metrics: 'impressions', by: 'tag.ratio' }), 'tag.ratio', 'impressions')
  const before = await byRatio()
  expect(before).toMatchObject({ '9:16': 5000, '1:1': 2000 })
  await project.ask('tags-set', { creatives: ['Drop'], tag: ['ratio=4:5'] })
  expect(await byRatio()).toMatchObject({ '9:16': 5000, '4:5': 2000 })
  const { creatives, changes } = TagsAnswer.parse(await project.ask('tags', { creative: ['Drop'] }))
  const [drop] = creatives
  expect(drop?.tags.filter(({ key }) => key === 'ratio')).toMatchObject([{ value: '4:5', source: 'human' }])
  expect(drop?.tags.find(({ key }) => key === 'media')).toMatchObject({ source: 'fact', value: 'image' })
  await project.ask('tags-undo', { change: changes.at(-1)?.number })
  expect(await byRatio()).toEqual(before)
})

test('files are fetched from the addresses of a source; what has expired or is no file has its reason', async () => {
  const tall = await scene()
  const asked: string[] = []
  const server = createServer(({ url = '' }, answer) => {
    asked.push(url)
    if (url.includes('/moved')) answer.writeHead(302, { location: 'https://cdn.example.org/a.png' }).end()
    else if (url.includes('/inside')) answer.writeHead(302, { location: 'https://10.0.0.7/a.png' }).end()
    else if (url.includes('.png')) answer.writeHead(200, { 'content-type': 'text/plain' }).end(tall)
    else if (url.includes('/page')) answer.writeHead(200).end('<!doctype html><title>Sign in</title>')
    else answer.writeHead(403).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const folder = temporaryProject()
  const own = await Project.open(folder.path, {
    net: { replayAt: new URL(`http://127.0.0.1:${port}`) },
    clock: systemClock,
  })
  try {
    const links = {
      Moved: 'http://img.example.com/moved?sig=1',
      Inside: 'https://img.example.com/inside',
      Private: 'https://192.168.0.9/x.png',
      Page: 'https://img.example.com/page',
      Gone: 'https://img.example.com/gone?sig=1',
    }
    const rows = Object.entries(links).map(([name, url]) => `2026-03-01,${name},10,${url}`)
    const file = folder.write('links.csv', ['Day,Creative,Shown,Link', ...rows].join('\n'))
    const ask = (operation: string, input = {}) =>
      findOperation(operation).run(own, input, { localFiles: true })
    const map = { day: 'Day', creative: 'Creative', impressions: 'Shown', 'asset_url.creative': 'Link' }
    await ask('import', { files: [file], yes: true, source: 'studio', map })
    expect(await ask('assets-fetch')).toEqual({ fetched: 1, failed: 4, skipped: 0, read: 1 })
    expect(asked.every((url) => !url.includes('10.0.0.7') && !url.includes('192.168'))).toBe(true)
    const { assets: stored, missing } = AssetsAnswer.parse(await ask('assets'))
    expect(stored).toMatchObject([{ name: 'moved', creatives: [{ name: 'Moved', how: 'address' }] }])
    expect(Object.fromEntries(missing.map(({ name, reason }) => [name, reason]))).toEqual({
      Gone: 'img.example.com answered 403: the link has expired or is not public',
      Inside: expect.stringContaining('10.0.0.7 is not a public address'),
      Page: 'img.example.com answered something else: a web page is not a creative file',
      Private: expect.stringContaining('not a public address'),
    })
    expect(await ask('assets-fetch')).toMatchObject({ fetched: 0, failed: 0, skipped: 5 })
    const ids = folder.write('ids.csv', 'Day,Creative,Id,Shown\n2026-03-01,Soon,cr-77,10\n')
    const columns = { day: 'Day', creative: 'Creative', creative_id: 'Id', impressions: 'Shown' }
    await ask('import', { files: [ids], yes: true, source: 'network', map: columns })
    const soon = (link: string) => own.assets.addresses.fetch(false, {}, new Map([['cr-77', link]]))
    expect(await soon('https://cdn.example.net/gone?sig=SOON')).toMatchObject({ fetched: 0, failed: 1 })
    expect(own.assets.records.addresses().at(-1)?.address).toBe('cdn.example.net (a link that ends soon)')
    expect(await soon('https://cdn.example.com/soon.png?sig=SOON')).toMatchObject({ fetched: 1, failed: 0 })
    const { assets: both } = AssetsAnswer.parse(await ask('assets'))
    expect(both.flatMap(({ creatives }) => creatives.map(({ name }) => name))).toContain('Soon')
    expect(JSON.stringify(own.assets.records.addresses())).not.toContain('SOON')
    expect(await soon('https://cdn.example.com/soon.png?sig=NEXT')).toMatchObject({ fetched: 0, failed: 0 })
    const late = folder.write(
      'late.csv',
      'Day,Creative,Shown,Link\n2026-03-01,Late,10,https://cdn.example.net/late.png',
    )
    const ofLate = () => own.assets.records.addresses().find((one) => one.address.endsWith('/late.png'))
    const begin = { files: [late], yes: true, source: 'studio', map }
    const served = { localFiles: true, goesOn: true }
    await own.change({ fetchCreatives: false })
    const codes = (report: unknown) => ImportReport.parse(report).notes.map(({ code }) => code)
    expect(codes(await findOperation('import').run(own, begin, served))).toEqual(['creative_files_left'])
    await own.change({ fetchCreatives: true })
    expect(codes(await ask('import', begin))).toEqual([])
    const third = folder.write('third.csv', 'Day,Creative,Shown\n2026-03-03,Late,10\n')
    const named = { day: 'Day', creative: 'Creative', impressions: 'Shown' }
    const rowsAlone = { ...begin, files: [third], map: named, rowsOnly: true }
    expect(codes(await findOperation('import').run(own, rowsAlone, served))).toEqual(['creative_files_left'])
    expect(ofLate()).toBeUndefined()
    const after = folder.write(
      'after.csv',
      'Day,Creative,Shown,Link\n2026-03-02,Late,10,https://cdn.example.net/late.png',
    )
    const told = await findOperation('import').run(own, { ...begin, files: [after] }, served)
    expect(codes(told)).toEqual(['creative_files'])
    await vi.waitFor(() => expect(ofLate()?.sha256).toMatch(/^[0-9a-f]{64}$/), 20_000)
    await vi.waitFor(
      () => expect(own.jobs.list(50).every(({ state }) => state !== 'running')).toBe(true),
      60_000,
    )
    await readAnew(own, ask)
  } finally {
    await own.close()
    folder.remove()
    server.close()
  }
})

/** What an earlier version read is read again, and what an image model was not asked about; nothing is read twice. */
async function readAnew(own: Project, ask: (operation: string) => Promise<unknown>): Promise<void> {
  const [stored] = AssetsAnswer.parse(await ask('assets')).assets
  const { sha256 = '' } = stored ?? {}
  const record = () => own.assets.records.find(sha256)
  const before = record()
  if (before === null) throw new Error('nothing is stored')
  own.assets.records.setReading({ ...before, reader: 'permille@0', tags: [], notComputed: [] })
  expect(AssetsAnswer.parse(await ask('assets')).unread).toBe(1)
  expect(await ask('tag')).toMatchObject({ run: { read: 1 } })
  expect(record()).toEqual(before)
  await own.change({ 'tagging.imageModel': 'nowhere' })
  expect(await ask('tag')).toMatchObject({ run: { read: 1 } })
  const ofConcept = record()?.notComputed.find(({ key }) => key === 'concept')
  expect(ofConcept?.reason).toMatch(/image model needs the local taggers/)
  expect(await ask('tag')).toMatchObject({ run: { read: 0 } })
}

test('creatives whose files show the same are one, with what says so, until somebody splits them', async () => {
  const shown = async () =>
    byKey(await project.query({ metrics: 'impressions', by: 'creative' }), 'creative', 'impressions')
  const before = await shown()
  const path = join(project.folder.path, 'win.jpg')
  writeFileSync(
    path,
    await sharp(await scene())
      .jpeg({ quality: 60 })
      .toBuffer(),
  )
  await project.ask('assets-add', { files: [path], creative: 'Win' })
  const { decisions } = CreativeHistory.parse(await project.ask('creatives-history'))
  expect(decisions).toMatchObject([
    { by: 'files', creatives: ['hook a', 'win'], why: expect.stringMatching(/differ in \d+ of 256 bits/) },
  ])
  expect(Object.values(await shown()).toSorted()).toEqual([2000, 5000])
  const { assets: rows } = await assets()
  // The stretched one is of the family, and no reason to count two creatives as one.
  expect(rows.filter(({ family }) => family === 1)).toHaveLength(3)
  await project.ask('creatives-split', { creatives: ['hook a'] })
  expect(await shown()).toEqual(before)
})

test('a file taken away from a creative takes its tags and what it tied together along, and undo brings them back', async () => {
  await project.ask('assets-add', { files: [join(project.folder.path, 'win.jpg')], creative: 'Drop' })
  const ofDrop = async () => (await assets({ creative: 'Drop' })).assets
  // Two creatives have the same file now, so they are one; what was added last is shown first.
  const [first, ...older] = await ofDrop()
  expect(first?.name).toContain('win.jpg')
  expect(older).toHaveLength(2)
  const { key } = first?.creatives[0] ?? {}
  expect((await assets()).thumbnails).toContainEqual({ creative: key, sha256: first?.sha256 })
  expect((await assets()).labels).toContainEqual({ creative: key, values: ['1:1 + 9:16'] })
  const ratios = async () => {
    const { creatives } = TagsAnswer.parse(await project.ask('tags', { creative: 'Drop' }))
    return creatives[0]?.tags.filter(({ key }) => key === 'ratio').map(({ value }) => value)
  }
  expect(await ratios()).toEqual(['9:16', '1:1', '9:16'])
  await expect(project.ask('assets-unlink', { files: ['nothing.png'], creative: 'Drop' })).rejects.toThrow(
    'no stored file',
  )
  const { changes } = LinkAnswer.parse(
    await project.ask('assets-unlink', { files: ['win.jpg'], creative: 'Drop' }),
  )
  expect(changes).toMatchObject([{ kind: 'unlink', creative: 'drop' }])
  expect(await ratios()).toEqual(['1:1'])
  expect((await assets({ creative: 'Drop' })).changes.map(({ kind }) => kind)).toEqual(['link', 'unlink'])
  // What its name says does not bring it back.
  await project.ask('tag')
  expect(await ofDrop()).toHaveLength(1)
  expect(
    LinkAnswer.parse(await project.ask('assets-unlink', { files: ['win.jpg'], creative: 'Drop' })),
  ).toEqual({
    changes: [],
  })
  const [taken] = changes
  await project.ask('assets-undo', { change: taken?.number })
  expect(await ratios()).toHaveLength(3)
  await expect(project.ask('assets-undo', { change: taken?.number })).rejects.toThrow('taken back already')
  await project.ask('assets-unlink', { files: ['win.jpg'], creative: 'Drop' })
  expect(await project.ask('audit', { limit: 3 })).toMatchObject({
    entries: [
      { what: 'assets unlink', outcome: 'done' },
      { what: 'assets undo', outcome: 'conflict' },
      { what: 'assets undo', outcome: 'done' },
    ],
  })
})

test('files that are added at the same time are read one after the other, each once', async () => {
  const colours = ['#102030', '#405060', '#708090']
  const paths = await Promise.all(
    colours.map(async (background, index) => {
      const path = join(project.folder.path, `loose ${index}.png`)
      await sharp({ create: { width: 300, height: 300, channels: 3, background } })
        .png()
        .toFile(path)
      return path
    }),
  )
  const answers = await Promise.all(paths.map((path) => project.ask('assets-add', { files: [path] })))
  expect(answers).toMatchObject(colours.map(() => ({ added: 1, refused: [] })))
  const Read = z.object({ read: z.number() })
  expect(answers.reduce<number>((sum, answer) => sum + Read.parse(answer).read, 0)).toBe(3)
  expect((await assets({ loose: true })).assets).toHaveLength(3)
})
