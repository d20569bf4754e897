import { createWriteStream, mkdirSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { deflateSync } from 'node:zlib'
import sharp from 'sharp'
import { ZipFile } from 'yazl'

const SCENE = `<svg xmlns="http://www.w3.org/2000/svg" width="360" height="640">
  <rect width="360" height="640" fill="#0d2b5e"/>
  <circle cx="120" cy="200" r="90" fill="#f57c00"/><rect x="190" y="90" width="110" height="160" fill="#2e7d32"/>
  <path d="M20 420 L180 300 L340 430 Z" fill="#ef5350"/><rect x="80" y="520" width="200" height="70" rx="20" fill="#fff"/>
</svg>`

/** A picture of plain shapes, as PNG. */
export async function scene(): Promise<Buffer> {
  return sharp(Buffer.from(SCENE)).png().toBuffer()
}

/** A PNG of a few bytes whose header claims so many pixels on each side. */
function bomb(side: number): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const head = Buffer.alloc(8)
    head.writeUInt32BE(data.length, 0)
    head.write(type, 4, 'latin1')
    return Buffer.concat([head, data, Buffer.alloc(4)])
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(side, 0)
  header.writeUInt32BE(side, 4)
  header.set([8, 2, 0, 0, 0], 8)
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  const rows = deflateSync(Buffer.alloc(100_000))
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', rows),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

async function zip(path: string, files: Readonly<Record<string, string>>): Promise<void> {
  const archive = new ZipFile()
  for (const [name, text] of Object.entries(files)) archive.addBuffer(Buffer.from(text), name)
  archive.end()
  await pipeline(archive.outputStream, createWriteStream(path))
}

/** A turning GIF of six pages, a tenth of a second each. */
async function animation(): Promise<Buffer> {
  const pages = await Promise.all(
    [0, 1, 2, 3, 4, 5].map((step) =>
      sharp({ create: { width: 60, height: 90, channels: 3, background: { r: step * 50, g: 40, b: 120 } } })
        .png()
        .toBuffer(),
    ),
  )
  return sharp(pages, { join: { animated: true } })
    .gif({ delay: Array(6).fill(100) })
    .toBuffer()
}

const PLAYABLE =
  '<!doctype html><html><body><canvas id="c"></canvas><script>mraid.open("x")</script></body></html>'

/** Writes creatives good and bad into a folder. */
export async function makeFiles(folder: string): Promise<void> {
  mkdirSync(join(folder, 'inner'), { recursive: true })
  const put = (name: string, content: Buffer | string) => writeFileSync(join(folder, name), content)
  const picture = await scene()
  put('scene.png', picture)
  put('picture-called.mp4', picture)
  put('inner/small.jpg', await sharp(picture).resize(180, 320).jpeg({ quality: 60 }).toBuffer())
  put('packed-otherwise.png', await sharp(picture).png({ compressionLevel: 1 }).toBuffer())
  put('boxed.png', await sharp(picture).extend({ top: 80, bottom: 80, background: 'black' }).png().toBuffer())
  put('print.jpg', await sharp(picture).flatten().toColourspace('cmyk').jpeg().toBuffer())
  put('turned.jpg', await sharp(picture).jpeg().withMetadata({ orientation: 6 }).toBuffer())
  put('moves.gif', await animation())
  put('cut.png', picture.subarray(0, Math.floor(picture.length / 2)))
  put('cut.jpg', (await sharp(picture).jpeg().toBuffer()).subarray(0, 4000))
  put('noise.png', Buffer.concat([picture.subarray(0, 8), Buffer.alloc(500, 7)]))
  put('empty.png', '')
  put('gigantic.png', picture)
  truncateSync(join(folder, 'gigantic.png'), 201_000_000)
  put('bomb.png', bomb(60_000))
  put(
    'huge.svg',
    '<svg xmlns="http://www.w3.org/2000/svg" width="90000" height="90000"><rect width="9" height="9"/></svg>',
  )
  put('scripts.svg', SCENE.replace('<rect', '<script>while(true){}</script><rect onload="x()"'))
  put(
    'laughs.svg',
    `<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa">${'bcdefghi'.replace(/./g, (name) => `<!ENTITY ${name} "${`&${String.fromCharCode(name.charCodeAt(0) - 1)};`.repeat(10)}">`)}]><svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><text>&i;</text></svg>`,
  )
  put('notes.txt', 'not a creative')
  put('cut.mp4', Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypisom'), Buffer.alloc(300)]))
  put('playable.html', PLAYABLE)
  put('page.html', '<!doctype html><html><body><p>Terms</p></body></html>')
  await zip(join(folder, 'playable.zip'), {
    'index.html': PLAYABLE,
    'game.js': 'fetch("https://ads.example.com/x")',
  })
  await zip(join(folder, 'words.zip'), { 'readme.txt': 'nothing' })
  put('damaged.zip', Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), Buffer.alloc(200, 1)]))
}
