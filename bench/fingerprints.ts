// How many of 256 bits a picture's fingerprint changes by when the picture is altered, and between different pictures.
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp, { type Sharp } from 'sharp'
import { fingerprintPicture } from '../src/creatives/fingerprint/fingerprint-picture.ts'
import { fingerprintDistance } from '../src/creatives/fingerprint/hash-distance.ts'
import { decodePicture } from '../src/creatives/raster.ts'
import type { Fingerprint } from '../src/schema/answer/tag-answer.ts'

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
async function printOf(picture: Buffer): Promise<Fingerprint> {
  const path = join(folder, 'picture')
  writeFileSync(path, picture)
  return fingerprintPicture(await decodePicture(path), '')
}

const LEVELS: readonly (readonly [string, number])[] = [
  ['≤ 20', 20],
  ['21–70', 70],
  ['71–100', 100],
  ['> 100', Number.POSITIVE_INFINITY],
]

function report(name: string, distances: readonly number[]): void {
  const sorted = distances.toSorted((one, other) => one - other)
  const counts = LEVELS.map(([, most], index) => {
    const least = LEVELS[index - 1]?.[1] ?? -1
    return sorted.filter((distance) => distance > least && distance <= most).length
  })
  const [least, middle, most] = [sorted[0], sorted[sorted.length >> 1], sorted.at(-1)]
  console.log(`| ${name} | ${sorted.length} | ${counts.join(' | ')} | ${least} / ${middle} / ${most} |`)
}

const ads = await Promise.all(files.map(makeAd))
const prints: Fingerprint[] = []
for (const ad of ads) prints.push(await printOf(ad))
console.log(`| Change | Pairs | ${LEVELS.map(([name]) => name).join(' | ')} | Least / median / most |`)
console.log('| --- | ---: | ---: | ---: | ---: | ---: | --- |')
for (const [name, change] of Object.entries(CHANGES)) {
  const distances: number[] = []
  for (const [index, ad] of ads.entries()) {
    const print = prints[index]
    if (print !== undefined)
      distances.push(fingerprintDistance(print, await printOf(await change(ad).toBuffer())))
  }
  report(name, distances)
}
const different = prints.flatMap((one, index) =>
  prints.slice(index + 1).map((other) => fingerprintDistance(one, other)),
)
report('different pictures, the same button', different)
rmSync(folder, { recursive: true })
