const HIDDEN = '•••'
const SHORTEST = 4

const SENSITIVE_NAME =
  /^(?:.*(?:token|secret|password|passwd|signature|api[-_]?key|app[-_]?key|access[-_]?key|client[-_]?assertion|authorization|proof|skey|credential).*|sig|key|auth|jwt|cookie|set-cookie|x-amz-.*|x-goog-.*|code|assertion|username)$/i

/** Whether a header, parameter or member of this name may hold a secret. */
export function isSensitiveName(name: string): boolean {
  return SENSITIVE_NAME.test(name) && !/^(error_?code|status_?code|code)$/i.test(name)
}

function formsOf(secret: string): readonly string[] {
  const json = JSON.stringify(secret).slice(1, -1)
  const base64 = Buffer.from(secret).toString('base64')
  return [
    secret,
    encodeURIComponent(secret),
    json,
    base64,
    base64.replaceAll('=', ''),
    encodeURIComponent(base64),
  ]
}

/** Takes the secrets of a connection out of every text that leaves it: errors, logs, addresses, recordings. */
export class Redactor {
  #forms: readonly string[] = []

  constructor(secrets: readonly string[] = []) {
    this.know(...secrets)
  }

  /** Learns further secrets, such as a token that was just made. */
  know(...secrets: readonly string[]): void {
    const forms = secrets.filter(({ length }) => length >= SHORTEST).flatMap(formsOf)
    this.#forms = [...new Set([...this.#forms, ...forms])].toSorted((a, b) => b.length - a.length)
  }

  /** The text without any known secret, and without what stands behind `Bearer`, `Basic` or a telling name. */
  text(text: string): string {
    const known = this.#forms.reduce((left, form) => left.replaceAll(form, HIDDEN), text)
    return known
      .replaceAll(/\b(bearer|basic)\s+[\w.~+/=-]{6,}/gi, `$1 ${HIDDEN}`)
      .replaceAll(/\beyJ[\w-]{8,}\.[\w-]+(?:\.[\w-]*)?/g, HIDDEN)
      .replaceAll(/([?&]([\w.~-]+)=)([^&#\s"']*)/g, (whole, lead: string, name: string) =>
        isSensitiveName(name) ? `${lead}${HIDDEN}` : whole,
      )
  }

  /** An address that may be shown. */
  url(url: URL): string {
    return this.text(decodeURIComponentSafely(url.toString()))
  }
}

function decodeURIComponentSafely(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
