import { cancel, intro, isCancel, outro, password, select, text } from '@clack/prompts'
import { ConnectionsAnswer } from '#schema/answer/connection-answer.ts'

type Source = ConnectionsAnswer['sources'][number]
type Field = Source['fields'][number]

function problemWith(
  { required, pattern, where, label }: Field,
  value: string | undefined,
): string | undefined {
  if (value === undefined || value === '') return required ? `${label} is needed: ${where}` : undefined
  if (pattern === null || /^\$\{[A-Z][A-Z0-9_]*\}$/.test(value) || new RegExp(pattern).test(value))
    return undefined
  return `does not look right: ${where}`
}

function askField(field: Field): Promise<string | symbol> {
  const message = `${field.label}\n  ${field.help}\n  ${field.where}`
  const validate = (value: string | undefined) => problemWith(field, value)
  if (field.secret) return password({ message, validate })
  return text({ message, validate, ...(field.example === null ? {} : { placeholder: field.example }) })
}

/** Asks on the terminal for a source and its fields; the input of `connect`, or `null` when somebody gave up. */
export async function promptConnection(
  answer: unknown,
  wanted: string | undefined,
): Promise<Readonly<Record<string, unknown>> | null> {
  const { sources } = ConnectionsAnswer.parse(answer)
  intro(
    `Connect a source. Secrets are kept encrypted; a value may also name a variable, as in \${UNITY_SECRET}.`,
  )
  const chosen =
    wanted ??
    (await select({
      message: 'Which source?',
      options: sources.map(({ name, label, kind }) => ({ value: name, label, hint: kind })),
    }))
  const source = sources.find(({ name }) => name === chosen)
  if (isCancel(chosen) || source === undefined) {
    if (isCancel(chosen)) cancel('Nothing was changed.')
    return isCancel(chosen) ? null : { source: [chosen] }
  }
  const set: Record<string, string> = {}
  for (const field of source.fields) {
    const value = await askField(field)
    if (isCancel(value)) {
      cancel('Nothing was changed.')
      return null
    }
    if (typeof value === 'string' && value !== '') set[field.name] = value
  }
  outro('Trying it…')
  return { source: [source.name], set, test: true }
}
