import type { UntoldKey } from '#schema/answer/tag-answer.ts'
import { untold } from './reading.ts'

/** Keys that need decoded pixels and nothing else. */
export const PIXEL_KEYS = ['fingerprint', 'dominant_colour', 'palette', 'brightness', 'contrast', 'warmth']
export const TEXT_KEYS = [
  'text',
  'headline',
  'text_share',
  'cta',
  'language',
  'offer',
  'urgency',
  'social_proof',
  ...['claim', 'disclaimer', 'gambling_words', 'hud', 'outcome', 'store_badges'],
]
export const FACE_KEYS = ['face_share', 'face_expression']
export const OBJECT_KEYS = ['objects', 'people_count']
/** What is looked for in every picture. */
export const LOOKED_KEYS = [...TEXT_KEYS, ...FACE_KEYS, ...OBJECT_KEYS]
export const CUT_KEYS = ['cuts', 'pace', 'transitions', 'motion', 'flashing', 'end_card']
export const SOUND_KEYS = [
  'speech_share',
  'voice',
  'hook_has_voice',
  'music',
  'bpm',
  'loudness_lufs',
  'transcript',
  'speech_language',
]

const BEYOND_KEYS = [
  ...['concept', 'hook_type', 'production_style', 'setting', 'character', 'tone', 'mechanic'],
]

const ASKED = '; a question of your own to a vision model, a rule or a person can'

/** What no model that looks at pictures here can tell. */
export const BEYOND_PICTURES: readonly UntoldKey[] = [
  ...untold(['logo', 'app_icon', 'app_name'], `no tagger here knows the looks of an app${ASKED}`),
  ...untold(['cta_form', 'hand_pointer', 'split_screen', 'zoom'], `no tagger here tells it${ASKED}`),
  ...untold(['misleading_gameplay'], 'only people can say'),
]

/** What nothing here hears in a video. */
export const BEYOND_SOUND: readonly UntoldKey[] = untold(
  ['sfx', 'asmr', 'voice_kind'],
  'no tagger here tells kinds of sound and voices apart',
)

/** What nothing here sees of how a playable is played. */
export const BEYOND_PLAY: readonly UntoldKey[] = untold(
  ['playable_type', 'tutorial_hand'],
  `nothing here plays a playable${ASKED}`,
)

/** What no tagger that runs here can tell. */
export function beyondLocal(): readonly UntoldKey[] {
  return [
    ...untold(
      BEYOND_KEYS,
      'nothing that runs on this machine without a download can tell; names, rules, an image model in a folder or a vision model of your own can',
    ),
    ...BEYOND_PICTURES,
  ]
}

/** Why a key that needs the local taggers has none. */
export const NOT_INSTALLED = 'needs the local taggers: run `permille setup tagging`'
