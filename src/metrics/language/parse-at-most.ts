import { PermilleError } from '#schema/error.ts'

function tooLong(what: string, longest: number): PermilleError {
  return new PermilleError('usage', `the ${what} is too long`, {
    remedy: `write at most ${longest} letters, and fewer parentheses in each other`,
  })
}

/** What a parser makes of a text; throws where the text is longer, or deeper, than the parser bears. */
export function parseAtMost<Parsed>(
  what: 'filter' | 'formula',
  text: string,
  longest: number,
  parse: (text: string) => Parsed,
): Parsed {
  if (text.length > longest) throw tooLong(what, longest)
  try {
    return parse(text)
  } catch (error) {
    // The parser calls itself for each parenthesis: a deep text ends its stack.
    if (error instanceof RangeError) throw tooLong(what, longest)
    throw error
  }
}
