import { type ImageModelSetting, labelPictures } from './image-model/label-pictures.ts'
import { LOOKED_KEYS, NOT_INSTALLED } from './keys.ts'
import { localTaggers } from './local/local-taggers.ts'
import { lookAtPictures } from './look-at-pictures.ts'
import type { Raster } from './raster.ts'
import { type Findings, together, untold } from './reading.ts'
import { whyUnreadable } from './why-unreadable.ts'

async function seenHere(raster: Raster): Promise<Findings> {
  const local = await localTaggers().catch(whyUnreadable)
  if (local === null || typeof local === 'string') {
    return { tags: [], notComputed: untold([...LOOKED_KEYS], local ?? NOT_INSTALLED) }
  }
  return (await lookAtPictures([{ at: null, raster }], local)).findings
}

/** What the local taggers see in a picture and an image model says of it, or that they are not there. */
export async function seenIn(raster: Raster, model: ImageModelSetting | null): Promise<Findings> {
  return together([await seenHere(raster), await labelPictures([{ at: null, raster }], model)])
}
