import { resolve } from 'node:path'
import { BEYOND_PICTURES, beyondLocal } from '../keys.ts'
import type { SeenPicture } from '../look-at-pictures.ts'
import { folderModel } from '../model-folder/folder-model.ts'
import { IMAGE_MODEL } from '../model-folder/model-folder.ts'
import { type Findings, untold } from '../reading.ts'
import { tagWriter } from '../taggers/tag-of.ts'
import type { TaxonomyKey } from '../taxonomy/taxonomy.ts'
import { whyUnreadable } from '../why-unreadable.ts'
import { ImageModel } from './image-model.ts'
import { type Direction, likelihoods, middleOf } from './nearest-phrases.ts'

/** A model in a folder of this machine, and what it is asked. */
export interface ImageModelSetting {
  readonly folder: string
  readonly taxonomy: readonly TaxonomyKey[]
}

/** Likelihoods of a model that was not checked on ads are believed by so much. */
const BELIEF = 0.8
const LEAST = 0.4
const HOOK = 'hook_type'
const HOOK_SECONDS = 3

const modelOf = folderModel(IMAGE_MODEL, ImageModel.load)

async function label(
  model: ImageModel,
  pictures: readonly SeenPicture[],
  taxonomy: readonly TaxonomyKey[],
): Promise<Findings> {
  const tag = tagWriter(`image-model@1 ${model.name}`, 'clip')
  const seen: { at: number | null; direction: Direction }[] = []
  for (const { at, raster } of pictures) seen.push({ at, direction: await model.ofPicture(raster) })
  const phrases = taxonomy.flatMap(({ values }) => Object.values(values).flat())
  const known = new Map<string, Direction>()
  for (const [index, direction] of (await model.ofPhrases(phrases)).entries())
    known.set(phrases[index] ?? '', direction)
  const found = taxonomy.map((one) => {
    const looked = one.key === HOOK ? seen.filter(({ at }) => at === null || at <= HOOK_SECONDS) : seen
    const whole = middleOf((looked.length === 0 ? seen : looked).map(({ direction }) => direction))
    const likely = likelihoods(whole, one, (asked) => asked.flatMap((phrase) => known.get(phrase) ?? []))
      .slice(0, one.most)
      .filter(({ likelihood }) => likelihood >= LEAST)
    return { key: one.key, values: one.values, likely }
  })
  const unsure = found.filter(({ likely }) => likely.length === 0).map(({ key }) => key)
  return {
    tags: found.flatMap(({ key, values, likely }) =>
      likely.map(({ value, likelihood }) => {
        const text = `nearest of ${Object.keys(values).length}: ${values[value]?.[0] ?? value}`
        return tag(key, value, BELIEF * likelihood, { text })
      }),
    ),
    notComputed: untold(unsure, 'the image model finds no value clearly likelier than the others'),
  }
}

/** What an image model says of pictures; without one, that nothing here can tell. */
export async function labelPictures(
  pictures: readonly SeenPicture[],
  setting: ImageModelSetting | null,
): Promise<Findings> {
  if (setting === null) return { tags: [], notComputed: beyondLocal() }
  const keys = setting.taxonomy.map(({ key }) => key)
  const model = await modelOf(setting.folder)
  const labels =
    typeof model === 'string'
      ? { tags: [], notComputed: untold(keys, model) }
      : await label(model, pictures, setting.taxonomy).catch((error) => ({
          tags: [],
          notComputed: untold(keys, `the image model failed: ${whyUnreadable(error)}`),
        }))
  return { tags: labels.tags, notComputed: [...labels.notComputed, ...BEYOND_PICTURES] }
}

/** The folder the environment names, asked about the built-in taxonomy or a project's own; `null` where it names none. */
export function imageModelOf(
  folder: string | undefined,
  taxonomy: readonly TaxonomyKey[],
): ImageModelSetting | null {
  const named = folder ?? process.env.PERMILLE_IMAGE_MODEL
  return named === undefined || named === '' ? null : { folder: resolve(named), taxonomy }
}
