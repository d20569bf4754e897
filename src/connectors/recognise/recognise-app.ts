/** Forms in which reports and stores write the ids of one app: with and without `id`, and as an address. */
const FORMS = [
  /^(?:id)?(\d{6,12})$/i,
  /^(?:https?:\/\/)?(?:apps|itunes)\.apple\.com\/(?:.*\/)?id(\d{6,12})(?:[/?#].*)?$/i,
  /^(?:https?:\/\/)?play\.google\.com\/store\/apps\/details\?(?:.*&)?id=([\w.]+)(?:[&#].*)?$/i,
]

function plainName(name: string): string {
  const text = name.normalize('NFKC').trim().replaceAll(/\s+/gu, ' ')
  for (const form of FORMS) {
    const id = form.exec(text)?.[1]
    if (id !== undefined) return id
  }
  return text
}

const keyOf = (name: string) => plainName(name).toLowerCase()

/** The ways a name may be written that ask for the same app, in lower case. */
export function appSpellings(name: string): readonly string[] {
  const key = keyOf(name)
  return [...new Set([name.toLowerCase(), key, ...(/^\d{6,12}$/.test(key) ? [`id${key}`] : [])])]
}

/**
 * The app a name in a report stands for: its store id or package, however that is written, or what `aliases` call it;
 * `null` for no name.
 */
export function recogniseApp(name: string, aliases: Readonly<Record<string, string>> = {}): string | null {
  const key = keyOf(name)
  if (key === '') return null
  for (const [alias, app] of Object.entries(aliases))
    if (keyOf(alias) === key || app.toLowerCase() === key) return app
  return plainName(name)
}
