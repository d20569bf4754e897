import type { Connector } from '#connectors/kit/connector-declaration.ts'
import { appsflyerApi } from './api.ts'
import { facebookAdSets } from './exports/facebook-ad-sets.ts'
import { geo } from './exports/geo.ts'
import { geoByDate } from './exports/geo-by-date.ts'
import { master } from './exports/master.ts'
import { partners } from './exports/partners.ts'
import { partnersByDate } from './exports/partners-by-date.ts'
import { rawBlockedInstalls } from './exports/raw-blocked-installs.ts'
import { rawInAppEvents } from './exports/raw-in-app-events.ts'
import { rawInstalls } from './exports/raw-installs.ts'

/** AppsFlyer: attribution per media source, campaign and ad, and the raw log beneath it. */
export const appsflyer: Connector = {
  source: 'appsflyer',
  label: 'AppsFlyer',
  kind: 'mmp',
  aliases: [],
  refetchDays: 35,
  layouts: [
    partnersByDate,
    partners,
    geoByDate,
    geo,
    facebookAdSets,
    master,
    rawInstalls,
    rawInAppEvents,
    rawBlockedInstalls,
  ],
  api: appsflyerApi,
}
