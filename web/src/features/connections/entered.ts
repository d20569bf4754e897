import type { ConnectionsAnswer } from '#schema/answer/connection-answer.ts'

type DeclaredField = ConnectionsAnswer['sources'][number]['fields'][number]

/** What is wrong with a value by the source's own declaration; `null` where nothing is, or nothing is entered. */
export function misfit({ pattern, example }: DeclaredField, text: string): string | null {
  const value = text.trim()
  // The name of a variable stands for any value.
  if (value === '' || pattern === null || /^\$\{\w+\}$/.test(value)) return null
  if (new RegExp(pattern).test(value)) return null
  return example === null ? 'It does not look like one.' : `It does not look like one; an example: ${example}`
}

/** A name no other connection has: the source's, else with the first number that is free. */
export function freeName(source: string, taken: readonly string[]): string {
  if (!taken.includes(source)) return source
  let number = 2
  while (taken.includes(`${source}-${number}`)) number += 1
  return `${source}-${number}`
}
