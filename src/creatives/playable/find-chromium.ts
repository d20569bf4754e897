import { existsSync } from 'node:fs'

const USUAL_PLACES = [
  ...['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/snap/bin/chromium'],
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]

/** Why a playable was not shown where no browser was found. */
export const NO_CHROMIUM = 'needs a Chromium to show the page: install one, or name it in PERMILLE_CHROMIUM'

/** Where a Chromium is: PERMILLE_CHROMIUM alone where it is set (`none` for not at all), else the usual places; `null` where there is none. */
export function findChromium(): string | null {
  const stated = process.env.PERMILLE_CHROMIUM
  const places = stated === undefined || stated === '' ? USUAL_PLACES : [stated]
  return places.find((path) => existsSync(path)) ?? null
}
