/** A question about what a creative shows, with the only answers there are. */
export interface TaxonomyKey {
  readonly key: string
  readonly question: string
  /** Values, each with the phrases an image model compares pictures with. */
  readonly values: Readonly<Record<string, readonly string[]>>
  /** How many of them a creative may have. */
  readonly most: number
}

const plain = (values: string, phrase: (value: string) => string) =>
  Object.fromEntries(values.split(' ').map((value) => [value, [phrase(value.replaceAll('_', ' '))]]))

/** What an advertisement of a mobile game or app can be asked, beyond what is read in its file. */
export const TAXONOMY: readonly TaxonomyKey[] = [
  {
    key: 'concept',
    question: 'Which idea carries the advertisement?',
    values: plain(
      'gameplay fail_bait payoff_reveal challenge_iq before_after asmr_satisfying ugc_testimonial creator_reaction story_drama rescue comparison_vs noob_vs_pro meme_trend tutorial feature_showcase off_core_minigame big_win offer_static seasonal_event celebrity_ip app_demo',
      (value) => `a mobile game advertisement about ${value}`,
    ),
    most: 2,
  },
  {
    key: 'production_style',
    question: 'How was it made?',
    values: {
      screen_recording: ['a screenshot of a mobile game', 'a mobile game interface with score and buttons'],
      screen_plus_facecam: ['a game screenshot with the webcam picture of a player in a corner'],
      live_action: ['a photograph of real people in a film scene'],
      ugc_selfie: ['a selfie video of a person talking to the phone camera'],
      animation_2d: ['a flat two-dimensional cartoon'],
      cinematic_3d: ['a cinematic three-dimensional rendering'],
      motion_graphics: ['abstract motion graphics with text'],
      photo: ['a photograph of an object or a landscape'],
      flat_design: ['a flat graphic design poster'],
      collage_mixed: ['a collage of several pictures'],
      ai_generated_look: ['a glossy picture made by an image generator'],
    },
    most: 1,
  },
  {
    key: 'hook_type',
    question: 'How do its first three seconds catch attention (of a picture: its first look)?',
    values: plain(
      'gameplay_intro fail_state challenge question curiosity spectacle problem_solution pov_relatable direct_address bold_text social_proof offer transformation satisfying danger_rescue emotional humour choice_ab countdown',
      (value) => `the opening of an advertisement with ${value}`,
    ),
    most: 1,
  },
  {
    key: 'character',
    question: 'Who is shown?',
    values: {
      ...plain(
        'human mascot animal monster hero villain king couple influencer',
        (value) => `a picture of a ${value}`,
      ),
      child_like: ['a picture of a child-like figure'],
      none: ['a picture without any person or creature'],
    },
    most: 3,
  },
  {
    key: 'tone',
    question: 'Which mood does it set?',
    values: plain(
      'excited funny tense frustrated sad cute scary relaxing greedy aspirational romantic',
      (value) => `a ${value} picture`,
    ),
    most: 2,
  },
  {
    key: 'setting',
    question: 'Where does it take place?',
    values: {
      ...plain(
        'home street office gym kitchen nature fantasy castle city space battlefield casino farm',
        (value) => `a scene in a ${value}`,
      ),
      abstract: ['an abstract pattern'],
      plain_background: ['a plain background of one colour'],
    },
    most: 1,
  },
  {
    key: 'mechanic',
    question: 'Which mechanic of a game is shown?',
    values: {
      ...plain(
        'match3 merge puzzle pin_pull runner shooter tower_defence city_build rpg_battle idle card slots word sort dress_up simulation',
        (value) => `a screenshot of a ${value} game`,
      ),
      none: ['a picture that is not of a game'],
    },
    most: 2,
  },
]

/** What a project says of one key: values of its own, with phrases where it gives any; or that it is not asked. */
export type OwnKey =
  | false
  | {
      readonly question: string | null
      readonly values: readonly { readonly value: string; readonly phrases: readonly string[] | null }[]
      readonly most: number | null
    }

function ownKey(
  key: string,
  { question, values, most }: Exclude<OwnKey, false>,
  known: TaxonomyKey | undefined,
): TaxonomyKey {
  return {
    key,
    question: question ?? known?.question ?? `Which ${key.replaceAll('_', ' ')} does it have?`,
    values: Object.fromEntries(
      values.map(({ value, phrases }) => [
        value,
        phrases ?? known?.values[value] ?? [value.replaceAll('_', ' ')],
      ]),
    ),
    most: most ?? known?.most ?? 1,
  }
}

/** The questions of a project: the built-in ones, with what it says otherwise, and its own. */
export function taxonomyOf(own: Readonly<Record<string, OwnKey>>): readonly TaxonomyKey[] {
  const known = new Map(TAXONOMY.map((one) => [one.key, one]))
  const keys = [...new Set([...known.keys(), ...Object.keys(own)])]
  return keys.flatMap((key) => {
    const stated = own[key]
    const builtIn = known.get(key)
    if (stated === false) return []
    if (stated !== undefined) return [ownKey(key, stated, builtIn)]
    return builtIn === undefined ? [] : [builtIn]
  })
}
