import { type ActionDict, grammar, type Node } from 'ohm-js'
import { PermilleError } from '#schema/error.ts'
import { parseFilterValue } from '#schema/filter-value.ts'
import { once } from '#schema/once.ts'
import { parseAtMost } from './parse-at-most.ts'

/** A value as it was written; what stands in quotes is nothing but text. */
export interface WrittenValue {
  readonly text: string
  readonly quoted: boolean
}

/** Conditions as they were written, before anybody knows what their names stand for. */
export type Condition =
  | { readonly kind: 'all' | 'any'; readonly of: readonly Condition[] }
  | { readonly kind: 'not'; readonly of: Condition }
  | {
      readonly kind: 'compare'
      readonly name: string
      readonly operator: '=' | '!=' | '~' | '!~' | '>' | '>=' | '<' | '<='
      /** `null`: what is unknown. */
      readonly values: readonly (WrittenValue | null)[]
    }

/**
 * A bare value goes on until what follows can only be the next condition, so that names such as
 * `Drop and Roll (v2)` need no quotes.
 */
const GRAMMAR = String.raw`
Conditions {
  Whole = Either end
  Either = NonemptyListOf<Both, or>
  Both = NonemptyListOf<Single, and>
  Single = not* Positive
  Positive = "(" Either ")"                          -- group
           | name is not? absent                     -- absent
           | name not? in "(" NonemptyListOf<listed, ","> ")"  -- bracketed
           | name not? in NonemptyListOf<listed, ","> -- listed
           | name not? contains value                -- contains
           | name operator value                     -- plain

  value = quoted &after         -- quoted
        | words                 -- bare
  listed = quoted &afterListed  -- quoted
         | items                -- bare
  after = space* (end | ")" | and | or)
  afterListed = space* (end | ")" | "," | and | or)
  words = word (space+ ~next word)*
  items = item (space+ ~next item)*
  word = (balanced | ~(space | ")") any)+
  item = (balanced | ~(space | ")" | ",") any)+
  balanced = "(" (balanced | ~(")" | "(") any)* ")"
  next = (and | or) space* opening* name space* comparison
  opening = "(" space*                               -- group
          | not space*                               -- not
  comparison = operator                              -- sign
             | is space+ negation? absent            -- absent
             | negation? in                          -- in
             | negation? contains                    -- contains
  negation = not space+
  quoted = "\"" ("\"\"" | ~"\"" any)* "\"" | "'" ("''" | ~"'" any)* "'"
  operator = "!=" | "!~" | ">=" | "<=" | "=" | "~" | ">" | "<"
  name = ~reserved (letter | "_") (wordPart | "." )* -- plain
       | quoted                                      -- quoted
  reserved = and | or | not
  wordPart = alnum | "_"
  and = caseInsensitive<"and"> ~wordPart
  or = caseInsensitive<"or"> ~wordPart
  not = caseInsensitive<"not"> ~wordPart
  in = caseInsensitive<"in"> ~wordPart
  is = caseInsensitive<"is"> ~wordPart
  contains = caseInsensitive<"contains"> ~wordPart
  absent = caseInsensitive<"unknown"> ~wordPart
}`

/** More letters than anybody writes, and fewer than keep the server busy. */
const LONGEST = 10_000

const negative = { '=': '!=', '~': '!~' } as const

function compare(
  name: Node,
  operator: '=' | '~',
  isNegated: boolean,
  values: readonly (WrittenValue | null)[],
): Condition {
  return {
    kind: 'compare',
    name: nameOf(name),
    operator: isNegated ? negative[operator] : operator,
    values,
  }
}

const written = (node: Node): WrittenValue => node.written()
const nameOf = (node: Node): string => node.named()
const conditionOf = (node: Node): Condition => node.condition()

function several(kind: 'all' | 'any', list: Node): Condition {
  const of = list.asIteration().children.map(conditionOf)
  const [only] = of
  return of.length === 1 && only !== undefined ? only : { kind, of }
}

function listed(name: Node, isNegated: boolean, values: Node): Condition {
  return compare(name, '=', isNegated, values.asIteration().children.map(written))
}

const OPERATORS = ['!=', '!~', '>=', '<=', '=', '~', '>', '<'] as const

const WRITTEN: ActionDict<WrittenValue> = {
  value_quoted: (quoted, _after) => ({ text: parseFilterValue(quoted.sourceString), quoted: true }),
  value_bare: (letters) => ({ text: letters.sourceString.trim(), quoted: false }),
  listed_quoted: (quoted, _after) => ({ text: parseFilterValue(quoted.sourceString), quoted: true }),
  listed_bare: (letters) => ({ text: letters.sourceString.trim(), quoted: false }),
}

const NAMED: ActionDict<string> = {
  name_plain(_first, _rest) {
    return this.sourceString
  },
  name_quoted: (quoted) => parseFilterValue(quoted.sourceString),
}

const CONDITION: ActionDict<Condition> = {
  Whole: (either, _end) => conditionOf(either),
  Either: (list) => several('any', list),
  Both: (list) => several('all', list),
  Single: (nots, positive) =>
    nots.numChildren % 2 === 0 ? conditionOf(positive) : { kind: 'not', of: conditionOf(positive) },
  Positive_group: (_open, either, _close) => conditionOf(either),
  Positive_absent: (name, _is, not, _absent) => compare(name, '=', not.numChildren > 0, [null]),
  Positive_bracketed: (name, not, _in, _open, list, _close) => listed(name, not.numChildren > 0, list),
  Positive_listed: (name, not, _in, list) => listed(name, not.numChildren > 0, list),
  Positive_contains: (name, not, _contains, value) =>
    compare(name, '~', not.numChildren > 0, [written(value)]),
  Positive_plain: (name, sign, value) => ({
    kind: 'compare',
    name: nameOf(name),
    operator: OPERATORS.find((operator) => operator === sign.sourceString) ?? '=',
    values: [written(value)],
  }),
}

/** A grammar takes a tenth of a second to make, which nobody waits for who asks without one. */
const reader = once(() => {
  const rules = grammar(GRAMMAR)
  const semantics = rules
    .createSemantics()
    .addOperation<WrittenValue>('written', WRITTEN)
    .addOperation<string>('named', NAMED)
    .addOperation<Condition>('condition', CONDITION)
  return { rules, semantics }
})

function parse(text: string): Condition {
  const { rules, semantics } = reader()
  const match = rules.match(text)
  if (!match.failed()) return semantics(match).condition()
  const read = text.slice(0, match.getRightmostFailurePosition()).trim()
  throw new PermilleError(
    'usage',
    `cannot read the filter: ${text}${read === '' || read === text.trim() ? '' : ` (understood until: ${read})`}`,
    {
      remedy: 'write NAME = VALUE, !=, ~, in (A, B), is unknown, > NUMBER; join them with and, or, not, ( )',
    },
  )
}

/** Reads conditions such as `os = ios and (country in (US, CA) or impressions > 1000)`; throws where they end. */
export function parseConditions(text: string): Condition {
  return parseAtMost('filter', text, LONGEST, parse)
}
