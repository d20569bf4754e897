import { RATE } from '../audio/sound.ts'
import { modelFolder, SPEECH_MODEL } from '../image-model/model-folder.ts'
import { TRANSFORMERS } from '../image-model/transformers.ts'
import { LocalPackages } from '../local/local-packages.ts'
import { type Findings, untold } from '../reading.ts'
import { spokenTags } from '../taggers/spoken-tags.ts'
import { whyUnreadable } from '../why-unreadable.ts'
import { type Said, SpeechModel } from './speech-model.ts'
import { type SpokenPiece, spokenPieces } from './spoken-pieces.ts'

const KEYS = ['transcript', 'speech_language']

let loaded: { readonly folder: string; readonly model: Promise<SpeechModel | string> } | null = null

async function load(folder: string): Promise<SpeechModel | string> {
  const packages = LocalPackages.find()
  if (packages?.has(TRANSFORMERS) !== true)
    return 'the speech model needs the local taggers: run `permille setup tagging`'
  const found = modelFolder(folder, SPEECH_MODEL)
  if (typeof found === 'string') return found
  return SpeechModel.load(packages, found).catch(
    (error) => `the speech model cannot be loaded: ${whyUnreadable(error)}`,
  )
}

/** The model of a folder, loaded once; a sentence where it cannot be. */
function modelOf(folder: string): Promise<SpeechModel | string> {
  if (loaded?.folder !== folder) loaded = { folder, model: load(folder) }
  return loaded.model
}

const without = (reason: string): Findings => ({ tags: [], notComputed: untold(KEYS, reason) })

async function writeDown(
  model: SpeechModel,
  samples: Float32Array,
  pieces: readonly SpokenPiece[],
): Promise<readonly (Said & SpokenPiece)[]> {
  const said: (Said & SpokenPiece)[] = []
  for (const piece of pieces) {
    const sound = samples.slice(Math.round(piece.from * RATE), Math.round(piece.to * RATE))
    said.push({ ...piece, ...(await model.write(sound, said[0]?.language ?? null)) })
  }
  return said
}

/** What is said in a video, by a speech model in a folder; without one, that nothing here writes it down. */
export async function transcribe(
  samples: Float32Array,
  isSpeech: readonly boolean[],
  folder: string | null,
): Promise<Findings> {
  if (folder === null)
    return without(
      'nothing that runs here without a download writes down what is said; a speech model in a folder does',
    )
  const pieces = spokenPieces(isSpeech)
  if (pieces.length === 0) return without('nobody is heard speaking')
  const model = await modelOf(folder)
  if (typeof model === 'string') return without(model)
  try {
    const tags = spokenTags(await writeDown(model, samples, pieces), model.name)
    return tags.length === 0
      ? without('the speech model makes no words of what is said')
      : { tags, notComputed: [] }
  } catch (error) {
    return without(`the speech model failed: ${whyUnreadable(error)}`)
  }
}
