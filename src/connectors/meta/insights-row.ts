import { type Cells, cellsOf } from '#connectors/kit/cells.ts'
import { type JsonObject, objectsAt, textAt } from '#connectors/kit/json.ts'

/** Action types that count an install. They overlap, so the first that is there is the number. */
const INSTALLS = ['mobile_app_install', 'omni_app_install', 'app_install']
const PURCHASES = ['app_custom_event.fb_mobile_purchase', 'omni_purchase']

/** Lists with one entry, that of the video's plays. */
const VIDEO_STEPS = [
  'video_play_actions',
  'video_continuous_2_sec_watched_actions',
  'video_thruplay_watched_actions',
  'video_p25_watched_actions',
  'video_p50_watched_actions',
  'video_p75_watched_actions',
  'video_p100_watched_actions',
]

const APP_OBJECTIVES = /APP_PROMOTION|APP_INSTALLS/

function firstOf(record: JsonObject, list: string, types: readonly string[]): string | null {
  const entries = objectsAt(record, list)
  for (const type of types) {
    const entry = entries.find((one) => textAt(one, 'action_type') === type)
    if (entry !== undefined) return textAt(entry, 'value')
  }
  return null
}

/** A row of insights as cells: of each list of actions the entries that are read, the lists themselves beside them. */
export function insightsRow(record: JsonObject): Cells {
  const steps = VIDEO_STEPS.map((name) => [name, textAt(objectsAt(record, name)[0], 'value')] as const)
  const installs = firstOf(record, 'actions', INSTALLS)
  const isForApps = APP_OBJECTIVES.test(textAt(record, 'objective') ?? '')
  // Actions nobody took are left out; that is no install only where installs are what is bought.
  const noInstalls = isForApps ? '0' : null
  const noClicks = textAt(record, 'clicks') === '0' ? '0' : null
  return {
    ...cellsOf(record),
    ...Object.fromEntries(steps),
    inline_link_clicks: textAt(record, 'inline_link_clicks') ?? noClicks,
    installs: installs ?? noInstalls,
    video_3s: firstOf(record, 'actions', ['video_view']),
    purchases: firstOf(record, 'actions', PURCHASES),
    purchase_value: firstOf(record, 'action_values', PURCHASES),
  }
}
