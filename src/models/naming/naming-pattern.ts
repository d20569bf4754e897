/** A value a token may have, and every way it is written in names. */
export interface TokenValue {
  readonly value: string
  readonly spellings: readonly string[]
}

/** What a token may hold. */
export type TokenForm =
  | { readonly kind: 'plain' }
  /** May hold the separators of its pattern. */
  | { readonly kind: 'wide' }
  | { readonly kind: 'number' }
  /** `YYMMDD` and its like, read as a day or a month. */
  | { readonly kind: 'date'; readonly format: string }
  | { readonly kind: 'values'; readonly values: readonly TokenValue[] }

export interface PatternToken {
  /** `null` for a part that becomes no dimension. */
  readonly name: string | null
  readonly form: TokenForm
}

export type PatternPart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'token'; readonly token: PatternToken }
  | { readonly kind: 'optional'; readonly parts: readonly PatternPart[] }

/** How names are built: text between tokens, some of it optional. */
export interface NamingPattern {
  readonly text: string
  readonly parts: readonly PatternPart[]
}

/** The tokens of a pattern that become dimensions, in their order. */
export function tokensOf(parts: readonly PatternPart[]): readonly (PatternToken & { name: string })[] {
  return parts.flatMap((part) => {
    if (part.kind === 'optional') return tokensOf(part.parts)
    if (part.kind === 'text' || part.token.name === null) return []
    return [{ ...part.token, name: part.token.name }]
  })
}
