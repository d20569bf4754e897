import { type ActionDict, grammar, type Node } from 'ohm-js'
import { PermilleError } from '#schema/error.ts'
import { once } from '#schema/once.ts'
import {
  type NamingPattern,
  type PatternPart,
  type TokenForm,
  type TokenValue,
  tokensOf,
} from './naming-pattern.ts'

/** What tokens without a list of their own may be, by the name of the token. */
export type AllowedValues = ReadonlyMap<string, readonly TokenValue[]>

const GRAMMAR = String.raw`
Pattern {
  pattern = part+ end
  part = optional | token | text
  optional = "[" part+ "]"
  token = "{" name wide? form? "}"
  name = word | "_"
  word = lower (lower | digit | "_")*
  wide = "..."
  form = ":" letters
  letters = (~"}" any)+
  text = sign+
  sign = "\\" any     -- escaped
       | ~special any  -- plain
  special = "{" | "}" | "[" | "]" | "\\"
}`

const LONGEST = 500
const DATE_FORMAT = /^(?:YYYY|YY)[-. ]?MM(?:[-. ]?DD)?$|^(?:DD[-. ]?)?MM[-. ]?(?:YYYY|YY)$/

function refuse(pattern: string, message: string, remedy: string): never {
  throw new PermilleError('usage', `naming: ${message} in ${pattern}`, { remedy })
}

function formOf(written: string, isWide: boolean, name: string | null, allowed: AllowedValues): TokenForm {
  if (written === 'number') return { kind: 'number' }
  if (DATE_FORMAT.test(written)) return { kind: 'date', format: written }
  const listed = written === '' ? [] : written.split('|').map((value) => value.trim())
  if (listed.some((value) => value === ''))
    return refuse(`{${name ?? '_'}:${written}}`, 'a value is empty', 'write {kind:VID|IMG}')
  if (listed.length > 1)
    return { kind: 'values', values: listed.map((value) => ({ value, spellings: [value] })) }
  if (listed.length === 1)
    return refuse(
      `{${name ?? '_'}:${written}}`,
      `${written} is no form`,
      'write {version:number}, a date such as {launched:YYMMDD}, or values such as {kind:VID|IMG}',
    )
  const values = name === null ? undefined : allowed.get(name)
  if (values !== undefined) return { kind: 'values', values }
  return { kind: isWide ? 'wide' : 'plain' }
}

const reader = once(() => {
  const rules = grammar(GRAMMAR)
  const read = (allowed: AllowedValues) => {
    const partOf = (node: Node): PatternPart => node.part()
    const actions: ActionDict<PatternPart> = {
      part: (one) => partOf(one),
      optional: (_open, parts, _close) => ({ kind: 'optional', parts: parts.children.map(partOf) }),
      token: (_open, name, wide, form, _close) => {
        const token = name.sourceString === '_' ? null : name.sourceString
        const written = form.sourceString.slice(1).trim()
        return {
          kind: 'token',
          token: { name: token, form: formOf(written, wide.numChildren > 0, token, allowed) },
        }
      },
      text: (letters) => ({ kind: 'text', text: letters.sourceString.replaceAll(/\\(.)/gs, '$1') }),
    }
    return rules.createSemantics().addOperation<PatternPart>('part', actions)
  }
  return { rules, read }
})

const isFree = (part: PatternPart) =>
  part.kind === 'token' && (part.token.form.kind === 'plain' || part.token.form.kind === 'wide')

function flattened(parts: readonly PatternPart[], withOptional: boolean): readonly PatternPart[] {
  return parts.flatMap((part) => {
    if (part.kind !== 'optional') return [part]
    return withOptional ? flattened(part.parts, withOptional) : []
  })
}

function checkTokens(pattern: NamingPattern): void {
  const names = tokensOf(pattern.parts).map(({ name }) => name)
  const twice = names.find((name, index) => names.indexOf(name) !== index)
  if (twice !== undefined)
    refuse(pattern.text, `${twice} stands twice`, 'name each token once; {_} skips a part')
  if (names.length === 0) refuse(pattern.text, 'there is no token', 'write tokens as {concept}')
  for (const sequence of [flattened(pattern.parts, true), flattened(pattern.parts, false)]) {
    const beside = sequence.some((part, index) => {
      const next = sequence[index + 1]
      return next !== undefined && isFree(part) && isFree(next)
    })
    if (beside)
      refuse(
        pattern.text,
        'two tokens stand side by side',
        'put a separator between them, or say what one may be: {n:number}, {kind:VID|IMG}',
      )
  }
}

/** Reads a pattern such as `{concept}_{size}[_{language}]_v{version:number}`; throws a sentence with the fault. */
export function parsePattern(text: string, allowed: AllowedValues = new Map()): NamingPattern {
  if (text.length > LONGEST)
    refuse(`${text.slice(0, 40)}…`, 'there are too many letters', `write at most ${LONGEST}`)
  const { rules, read } = reader()
  const match = rules.match(text)
  if (match.failed()) {
    const until = text.slice(0, match.getRightmostFailurePosition())
    return refuse(
      text,
      `a pattern cannot be read${until === '' ? '' : ` after ${until}`}`,
      'tokens are {lower_case}, optional parts [ ], and \\ stands before a bracket that is part of names',
    )
  }
  const wholeOf = read(allowed).addOperation<PatternPart[]>('whole', {
    pattern: (parts, _end) => parts.children.map((one: Node): PatternPart => one.part()),
  })
  const pattern = { text, parts: wholeOf(match).whole() }
  checkTokens(pattern)
  return pattern
}
