const REASONS: readonly (readonly [RegExp, string])[] = [
  [/exceeds pixel limit/i, 'it claims more than 100 million pixels, which are not decoded'],
  [
    /premature end|truncat|not enough|read error|read gave|unexpected end|out of order read|end of (image|file|data)|EOF/i,
    'it is cut off',
  ],
  [/unsupported image format|bad seek|unable to read header/i, 'its header cannot be read'],
  [/end of central directory|invalid (local|central)|multi-disk/i, 'the archive is damaged'],
  [/EACCES|EPERM/, 'it may not be read'],
  [/ENOENT/, 'it is not there any more'],
]

/** A decoder's complaint in a sentence, without paths of this machine. */
export function whyUnreadable(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error)
  if (/^its? /.test(message)) return message
  const known = REASONS.find(([pattern]) => pattern.test(message))
  if (known !== undefined) return known[1]
  const [line = ''] = message.split('\n')
  return `it cannot be decoded: ${line.replaceAll(/\/[^\s'"]+/g, '…').slice(0, 120)}`
}
