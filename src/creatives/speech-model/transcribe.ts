import { RATE } from '../audio/sound.ts'
import { folderModel } from '../model-folder/folder-model.ts'
import { SPEECH_MODEL } from '../model-folder/model-folder.ts'
import { type Findings, untold } from '../reading.ts'
import { spokenTags } from '../taggers/spoken-tags.ts'
import { whyUnreadable } from '../why-unreadable.ts'
import { type Said, SpeechModel } from './speech-model.ts'
import { type SpokenPiece, spokenPieces } from './spoken-pieces.ts'

const KEYS = ['transcript', 'speech_language']

const modelOf = folderModel(SPEECH_MODEL, SpeechModel.load)

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
