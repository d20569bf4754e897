import { resolve } from 'node:path'
import { type ImageModelSetting, imageModelOf } from './image-model/label-pictures.ts'
import type { TaxonomyKey } from './taxonomy/taxonomy.ts'

/** Models in folders of this machine that files are shown and played to; `null` where there is none. */
export interface OwnModels {
  readonly image: ImageModelSetting | null
  /** Folder of the speech model. */
  readonly speech: string | null
}

export const NO_MODELS: OwnModels = { image: null, speech: null }

/** The folders a project names, else those of the environment. */
export function ownModels(
  folders: { readonly image?: string | undefined; readonly speech?: string | undefined },
  taxonomy: readonly TaxonomyKey[],
): OwnModels {
  const speech = folders.speech ?? process.env.PERMILLE_SPEECH_MODEL ?? ''
  return { image: imageModelOf(folders.image, taxonomy), speech: speech === '' ? null : resolve(speech) }
}
