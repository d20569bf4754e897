import { type ActionDict, grammar, type Node } from 'ohm-js'
import { PermilleError } from '#schema/error.ts'
import { once } from '#schema/once.ts'
import { parseAtMost } from './parse-at-most.ts'

/** Arithmetic as it was written, before anybody knows what its names stand for. */
export type Formula =
  | { readonly kind: 'number'; readonly value: number; readonly text: string }
  | { readonly kind: 'name'; readonly name: string; readonly text: string }
  | {
      readonly kind: '+' | '-' | '*' | '/'
      readonly left: Formula
      readonly right: Formula
      readonly text: string
    }

const GRAMMAR = String.raw`
Formula {
  Whole = Sum end
  Sum = Sum ("+" | "-") Product          -- both
      | Product
  Product = Product ("*" | "/") Factor   -- both
          | Factor
  Factor = "-" Plain                     -- negative
         | Plain
  Plain = "(" Sum ")"                    -- group
        | number
        | name
  number = digit+ ("." digit+)?
  name = (letter | "_") (alnum | "_" | ".")*  -- plain
       | "\"" (~"\"" any)+ "\""               -- quoted
}`

const LONGEST = 1_000

const formulaOf = (node: Node): Formula => node.formula()

function both(left: Node, sign: Node, right: Node, text: string): Formula {
  const kind = (['+', '-', '*', '/'] as const).find((known) => known === sign.sourceString) ?? '+'
  return { kind, left: formulaOf(left), right: formulaOf(right), text }
}

const ACTIONS: ActionDict<Formula> = {
  Whole: (sum, _end) => formulaOf(sum),
  Sum_both(left, sign, right) {
    return both(left, sign, right, this.sourceString)
  },
  Product_both(left, sign, right) {
    return both(left, sign, right, this.sourceString)
  },
  Plain_group: (_open, sum, _close) => formulaOf(sum),
  Factor_negative(_sign, factor) {
    const minus: Formula = { kind: 'number', value: -1, text: '-1' }
    return { kind: '*', left: minus, right: formulaOf(factor), text: this.sourceString }
  },
  number(_whole, _point, _decimals) {
    return { kind: 'number', value: Number(this.sourceString), text: this.sourceString }
  },
  name_plain(_first, _rest) {
    return { kind: 'name', name: this.sourceString, text: this.sourceString }
  },
  name_quoted: (_open, letters, _close) => ({
    kind: 'name',
    name: letters.sourceString,
    text: letters.sourceString,
  }),
}

/** A grammar takes a tenth of a second to make, which nobody waits for who asks without one. */
const reader = once(() => {
  const rules = grammar(GRAMMAR)
  const semantics = rules.createSemantics().addOperation<Formula>('formula', ACTIONS)
  return { rules, semantics }
})

function parse(text: string): Formula {
  const { rules, semantics } = reader()
  const match = rules.match(text)
  if (!match.failed()) return semantics(match).formula()
  const read = text.slice(0, match.getRightmostFailurePosition()).trim()
  throw new PermilleError(
    'usage',
    `cannot read the formula ${text}${read === '' || read === text.trim() ? '' : ` (understood until: ${read})`}`,
    { remedy: 'write metrics and numbers with + - * / and parentheses' },
  )
}

/** Reads a formula such as `spend / event.level_5`; throws where it cannot be read. */
export function parseFormula(text: string): Formula {
  return parseAtMost('formula', text, LONGEST, parse)
}
