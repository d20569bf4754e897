import { createWriteStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import sharp from 'sharp'
import { afterAll, expect, test } from 'vitest'
import { ZipFile } from 'yazl'
import { mainPage, openPlayable } from '#creatives/playable/open-playable.ts'
import { showPlayable } from '#creatives/playable/show-playable.ts'
import { chromiumPath } from '../support/chromium-path.ts'
import { requirement } from '../support/requirement.ts'
import { temporaryProject } from '../support/temporary-project.ts'

const folder = temporaryProject()
afterAll(() => folder.remove())

async function zipOf(name: string, files: Readonly<Record<string, string | Buffer>>): Promise<string> {
  const path = folder.write(name, '')
  const archive = new ZipFile()
  for (const [inner, content] of Object.entries(files))
    archive.addBuffer(Buffer.from(content), inner, { compressionLevel: 1 })
  archive.end()
  await pipeline(archive.outputStream, createWriteStream(path))
  return path
}

const page = (script: string) =>
  folder.write(`${script.length}.html`, `<!doctype html><body><script>${script}</script>`)

test('the page of an archive is the one called index that lies least deep', () => {
  expect(mainPage(['b/index.html', 'a.html', 'z/index.html'])).toBe('a.html')
  expect(mainPage(['ad/zz.html', 'ad/index.html', 'ad/aa.html'])).toBe('ad/index.html')
  expect(mainPage([])).toBeNull()
})

test('files of an archive are found by their names inside; what it unpacks to is bounded', async () => {
  const path = await zipOf('files.zip', { 'ad/index.html': 'x', 'ad/bomb.bin': Buffer.alloc(101_000_000) })
  expect(await openPlayable(path, 'zip', 'ad/index.html')).toMatchObject({
    type: 'text/html; charset=utf-8',
    bytes: 1,
  })
  expect(await openPlayable(path, 'zip', '../state.sqlite')).toBeNull()
  expect(await openPlayable(path, 'zip', 'ad/bomb.bin')).toBeNull()
  expect(await openPlayable(path, 'zip', 'ad/mraid.js')).toMatchObject({ type: 'text/javascript' })
})

requirement('chromium').describe('in a browser that reaches nothing', () => {
  const show = (path: string, format: string, main: string) =>
    showPlayable(chromiumPath() ?? '', path, format, main)
  const middle = async (picture: Buffer) => [
    ...(await sharp(picture).resize(1, 1).removeAlpha().raw().toBuffer()),
  ]

  test('a playable is shown with its own files, the player it waits for and no one else', async () => {
    const path = await zipOf('game.zip', {
      'ad/index.html':
        '<!doctype html><meta name="viewport" content="width=device-width"><script src="mraid.js"></script><body><script type="module" src="game.js"></script>',
      'ad/game.js':
        'fetch("https://ads.example.com/x").catch(() => {}); const blue = await (await fetch("colour.txt")).text(); const paint = () => { document.body.style.background = window.origin === "null" ? blue : "red" }; addEventListener("click", () => mraid.open("x")); if (mraid.getState() === "loading") mraid.addEventListener("ready", paint); else paint()',
      'ad/colour.txt': 'rgb(0, 0, 255)',
    })
    const { picture, hosts, leaves } = await show(path, 'zip', 'ad/index.html')
    expect(leaves).toBe('touched')
    expect(await middle(picture)).toEqual([0, 0, 255])
    expect(await sharp(picture).metadata()).toMatchObject({ width: 720, height: 1280 })
    expect(hosts).toEqual(['ads.example.com'])
  })

  test('one that never rests, asks without end, takes all memory or goes away harms nobody', async () => {
    const bad = (script: string) =>
      show(page(script), 'html', 'index.html').then(async ({ picture, leaves }) => [
        ...[...(await middle(picture)), leaves],
      ])
    const [loop, memory, alerts, away] = await Promise.allSettled([
      bad('setTimeout(() => { for (;;); }, 300)'),
      bad(
        'const all = []; setInterval(() => { for (let at = 0; at < 4; at += 1) all.push(new Uint8Array(6e7).fill(at)) }, 10)',
      ),
      bad(
        'document.body.style.background = "#00f"; addEventListener("click", () => open("https://a.example.com")); for (let at = 0; at < 1000; at += 1) alert(at)',
      ),
      bad(
        'document.body.style.cssText = "background:#00f;height:9999999px"; open("https://a.example.com"); location = "https://b.example.com"',
      ),
    ])
    expect(loop).toMatchObject({
      reason: { message: 'its page was busy for so long that nothing was shown' },
    })
    // Where the system does not tell what processes take, the page's own limit or the end of its time does.
    expect(memory).toMatchObject({
      status: 'rejected',
      reason: { message: expect.stringMatching(/^its page/) },
    })
    expect(alerts).toMatchObject({ value: [0, 0, 255, 'touched'] })
    expect(away).toMatchObject({ value: [0, 0, 255, 'untouched'] })
  })
})
