// How many of 256 bits a picture's fingerprint changes by when the picture is altered, and between different pictures.
import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp, { type Sharp } from 'sharp'
import { noFacts } from '../src/creatives/facts/no-facts.ts'
import { relationOf } from '../src/creatives/families/relation.ts'
import { fingerprintPicture } from '../src/creatives/fingerprint/fingerprint-picture.ts'
import { fingerprintDistance } from '../src/creatives/fingerprint/hash-distance.ts'
import { decodePicture } from '../src/creatives/raster.ts'
import type { FileFacts, Fingerprint } from '../src/schema/answer/tag-answer.ts'

const WIDTH = 360
const HEIGHT = 640
const shared = join(import.meta.dirname, '../../shared/data')
const thumbnails = join(shared, 'media-assets/game-thumbnails')
const files = readdirSync(thumbnails)
  .filter((name) => name.endsWith('.png'))
  .toSorted()
  .map((name) => join(thumbnails, name))

const button = (colour: string, width: number) =>
  Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}"><rect x="${(WIDTH - width) / 2}" y="540" width="${width}" height="60" rx="18" fill="${colour}"/><rect x="${(WIDTH - width) / 2 + 30}" y="562" width="${width - 60}" height="16" fill="#fff"/></svg>`,
  )
const logo = Buffer.from(
  `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}"><circle cx="60" cy="60" r="40" fill="#fff"/><circle cx="60" cy="60" r="26" fill="#d32f2f"/></svg>`,
)

/** A made-up ad: the picture with a button on it. */
async function makeAd(file: string): Promise<Buffer> {
  return sharp(file)
    .resize(WIDTH, HEIGHT, { fit: 'cover' })
    .composite([{ input: button('#2e7d32', 220) }])
    .png()
    .toBuffer()
}

const crop = (ad: Buffer, share: number) => {
  const [left, top] = [Math.round((WIDTH * share) / 2), Math.round((HEIGHT * share) / 2)]
  return sharp(ad).extract({ left, top, width: WIDTH - 2 * left, height: HEIGHT - 2 * top })
}

const CHANGES: Readonly<Record<string, (ad: Buffer) => Sharp>> = {
  're-encoded (JPEG 50)': (ad) => sharp(ad).jpeg({ quality: 50 }),
  'half the size (WebP)': (ad) =>
    sharp(ad)
      .resize(WIDTH / 2)
      .webp({ quality: 70 }),
  'letterboxed to a square': (ad) =>
    sharp(ad).resize(HEIGHT, HEIGHT, { fit: 'contain', background: 'black' }).jpeg({ quality: 80 }),
  'brighter by a tenth': (ad) => sharp(ad).modulate({ brightness: 1.1 }).jpeg(),
  'cropped by 4 %': (ad) => crop(ad, 0.04).jpeg(),
  'logo added': (ad) =>
    sharp(ad)
      .composite([{ input: logo }])
      .jpeg(),
  'button swapped': (ad) =>
    sharp(ad)
      .composite([{ input: button('#f57c00', 300) }])
      .jpeg(),
  'cropped by 10 %': (ad) => crop(ad, 0.1).jpeg(),
}

const folder = mkdtempSync(join(tmpdir(), 'permille-fingerprints-'))
type PictureFacts = FileFacts & { readonly fingerprint: Fingerprint }

async function factsOf(picture: Buffer): Promise<PictureFacts> {
  const path = join(folder, 'picture')
  writeFileSync(path, picture)
  const { width, height } = await sharp(picture).metadata()
  const fingerprint = await fingerprintPicture(await decodePicture(path), sha256(picture))
  return { ...noFacts(picture.length), type: 'image', width, height, fingerprint }
}

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')

const LEVELS: readonly (readonly [string, number])[] = [
  ['≤ 20', 20],
  ['21–70', 70],
  ['71–100', 100],
  ['> 100', Number.POSITIVE_INFINITY],
]

type Pair = readonly [PictureFacts, PictureFacts]

/** How pairs differ in bits, and what permille takes them for. */
function report(name: string, pairs: readonly Pair[]): void {
  const sorted = pairs
    .map(([one, other]) => fingerprintDistance(one.fingerprint, other.fingerprint))
    .toSorted((one, other) => one - other)
  const counts = LEVELS.map(([, most], index) => {
    const least = LEVELS[index - 1]?.[1] ?? -1
    return sorted.filter((distance) => distance > least && distance <= most).length
  })
  const taken = pairs.map(([one, other]) => relationOf(one, other)?.kind ?? 'different')
  const answers = ['same', 'variant', 'different'].map((kind) => taken.filter((one) => one === kind).length)
  const [least, middle, most] = [sorted[0], sorted[sorted.length >> 1], sorted.at(-1)]
  console.log(
    `| ${name} | ${sorted.length} | ${counts.join(' | ')} | ${least} / ${middle} / ${most} | ${answers.join(' | ')} |`,
  )
}

const ads = await Promise.all(files.map(makeAd))
const all: PictureFacts[] = []
for (const ad of ads) all.push(await factsOf(ad))
console.log(
  `| Change | Pairs | ${LEVELS.map(([name]) => name).join(' | ')} | Least / median / most | the same | a variant | different |`,
)
console.log('| --- | ---: | ---: | ---: | ---: | ---: | --- | ---: | ---: | ---: |')
for (const [name, change] of Object.entries(CHANGES)) {
  const pairs: Pair[] = []
  for (const [index, ad] of ads.entries()) {
    const facts = all[index]
    if (facts !== undefined) pairs.push([facts, await factsOf(await change(ad).toBuffer())])
  }
  report(name, pairs)
}
report(
  'different pictures, the same button',
  all.flatMap((one, index) => all.slice(index + 1).map((other): Pair => [one, other])),
)
rmSync(folder, { recursive: true })
