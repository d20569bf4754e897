// How well tags meet what is known of 270 creatives, and how fast; needs the real data and the local taggers.
// `node bench/tagging.ts 5` looks at every fifth.
import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { z } from 'zod'
import { tagFiles } from '../src/creatives/tag-files.ts'
import { isAlike } from '../src/creatives/text/edit-distance.ts'
import { plainLetters } from '../src/creatives/text/normalise.ts'
import type { TaggedFile } from '../src/schema/answer/tag-answer.ts'

const folder = join(import.meta.dirname, '../../shared/data/smadex-synthetic')

const Truth = z.object({
  asset_file: z.string().regex(/\.png$/),
  width: z.coerce.number(),
  height: z.coerce.number(),
  cta_text: z.string(),
  headline: z.string(),
  dominant_color: z.string(),
  faces_count: z.coerce.number(),
})
type Truth = z.infer<typeof Truth>

const rows: unknown[] = parse(readFileSync(join(folder, 'creatives.csv')), {
  columns: true,
  relax_column_count: true,
})
const truths = new Map(
  rows.flatMap((row) => {
    const truth = Truth.safeParse(row)
    return truth.success ? [[basename(truth.data.asset_file), truth.data] as const] : []
  }),
)

const tagValue = ({ tags }: TaggedFile, key: string) => tags.find((tag) => tag.key === key)?.value
const sameText = (found: unknown, known: string) =>
  found !== undefined && isAlike(plainLetters(String(found)), plainLetters(known))

/** For each field: whether it was said, and whether what was said is right. */
const FIELDS: Readonly<
  Record<string, (file: TaggedFile, truth: Truth) => { said: boolean; right: boolean }>
> = {
  size: (file, { width, height }) => ({ said: true, right: tagValue(file, 'size') === `${width}x${height}` }),
  'call to action': (file, { cta_text }) => {
    const found = tagValue(file, 'cta_text')
    return { said: found !== undefined, right: sameText(found, cta_text) }
  },
  headline: (file, { headline }) => {
    const found = tagValue(file, 'headline')
    return { said: found !== undefined, right: sameText(found, headline) }
  },
  'dominant colour': (file, { dominant_color }) => ({
    said: true,
    right: tagValue(file, 'dominant_colour') === dominant_color,
  }),
}

const every = Number(process.argv[2] ?? 1)
const names = readdirSync(join(folder, 'assets'))
  .toSorted()
  .filter((_, index) => index % every === 0)
const counts = new Map<string, { said: number; right: number }>()
const faces = { right: 0, said: 0, there: 0, people: 0, things: 0 }
let read = 0
const started = performance.now()
for await (const file of tagFiles(names.map((name) => ({ path: join(folder, 'assets', name), name })))) {
  const truth = truths.get(file.file)
  if (truth === undefined) continue
  read += 1
  for (const [field, judge] of Object.entries(FIELDS)) {
    const { said, right } = judge(file, truth)
    const count = counts.get(field) ?? { said: 0, right: 0 }
    counts.set(field, { said: count.said + Number(said), right: count.right + Number(right) })
  }
  const hasFaces = Number(tagValue(file, 'face_share') ?? 0) > 0
  faces.people += Number(tagValue(file, 'people_count') !== '0')
  faces.things += Number(tagValue(file, 'objects') !== 'none')
  faces.there += Number(truth.faces_count > 0)
  faces.said += Number(hasFaces)
  faces.right += Number(hasFaces && truth.faces_count > 0)
}
const seconds = (performance.now() - started) / 1000
const percent = (part: number, whole: number) =>
  whole === 0 ? '–' : `${((100 * part) / whole).toFixed(1)} %`
console.log(`${read} creatives, ${(seconds / names.length).toFixed(2)} s each`)
for (const [field, { said, right }] of counts) {
  console.log(`${field}: precision ${percent(right, said)}, recall ${percent(right, read)}`)
}
console.log(
  `a face is shown: precision ${percent(faces.right, faces.said)}, recall ${percent(faces.right, faces.there)}`,
)
console.log(`somebody is said to be shown in ${faces.people}, a thing in ${faces.things}`)
