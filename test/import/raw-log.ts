import { seededGenerator } from '#stats/index.ts'

/** A site of a made-up raw log: honest, or with clicks just before its installs. */
export interface LoggedSite {
  readonly site: string
  readonly installs: number
  readonly isInjected: boolean
  readonly ad: string
}

const HEADER =
  'Attributed Touch Type,Attributed Touch Time,Install Time,Event Time,Event Name,Media Source,Campaign,Ad,Site ID,Country Code,Platform,App ID,AppsFlyer ID,IP,Device Model,Attribution Lookback'

const clock = (seconds: number) =>
  new Date(Date.UTC(2026, 3, 1) + 1000 * Math.round(seconds)).toISOString().slice(0, 19).replace('T', ' ')

/** Touch and install of each install of a site, in seconds from 1 April 2026. */
export function touchesOf({ installs, isInjected }: LoggedSite, random: () => number) {
  return Array.from({ length: installs }, () => {
    const hour = 7 + 16 * random()
    const install = 86_400 * Math.floor(7 * random()) + 3600 * hour
    const late = random() < 0.24
    const delay =
      isInjected && random() < 0.7 ? 1 + 8 * random() : late ? 3600 * 30 ** random() : 30 * 60 ** random()
    return { touch: install - delay, install }
  })
}

/** An AppsFlyer raw log of these sites, a device of its own per install. */
export function rawLog(sites: readonly LoggedSite[], seed = 5): string {
  const random = seededGenerator(seed)
  let device = 0
  const rows = sites.flatMap((own) =>
    touchesOf(own, random).map(({ touch, install }) => {
      device += 1
      const [clicked, installed] = [clock(touch), clock(install)]
      const model = `Model ${Math.floor(9 * random())}`
      return `click,${clicked},${installed},${installed},install,unityads_int,C,${own.ad},${own.site},US,android,com.app,device-${device},198.51.${Math.floor(device / 250)}.${device % 250},${model},7d`
    }),
  )
  return [HEADER, ...rows, ''].join('\n')
}

/** The same as a table of one's own: touch_time, install_time, network, site. */
export function touchTable(
  sites: readonly LoggedSite[],
  headers = 'touch_time,install_time,network,site',
): string {
  const random = seededGenerator(5)
  const rows = sites.flatMap((own) =>
    touchesOf(own, random).map(
      ({ touch, install }) => `${clock(touch)},${clock(install)},Unity Ads,${own.site}`,
    ),
  )
  return [headers, ...rows, ''].join('\n')
}
