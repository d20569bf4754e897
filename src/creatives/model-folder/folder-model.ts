import { LocalPackages } from '../local/local-packages.ts'
import { whyUnreadable } from '../why-unreadable.ts'
import { type KindOfModel, type ModelFolder, modelFolder } from './model-folder.ts'
import { TRANSFORMERS } from './transformers.ts'

/** Gives the model of a folder, loaded once; a sentence where it cannot be. */
export function folderModel<Model>(
  kind: KindOfModel,
  load: (packages: LocalPackages, folder: ModelFolder) => Promise<Model>,
): (folder: string) => Promise<Model | string> {
  let loaded: { readonly folder: string; readonly model: Promise<Model | string> } | null = null
  async function loadFrom(folder: string): Promise<Model | string> {
    const packages = LocalPackages.find()
    if (packages?.has(TRANSFORMERS) !== true)
      return `the ${kind.called} needs the local taggers: run \`permille setup tagging\``
    const found = modelFolder(folder, kind)
    if (typeof found === 'string') return found
    return load(packages, found).catch(
      (error) => `the ${kind.called} cannot be loaded: ${whyUnreadable(error)}`,
    )
  }
  return (folder) => {
    if (loaded?.folder !== folder) loaded = { folder, model: loadFrom(folder) }
    return loaded.model
  }
}
