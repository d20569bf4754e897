import type { ConnectorApi } from '#connectors/kit/api.ts'
import type { FieldValues } from '#connectors/kit/auth/auth.ts'
import { PermilleError } from '#schema/error.ts'
import { nearest } from '#schema/nearest.ts'
import type { ConnectionConfig } from './connection-config.ts'

const VARIABLE = /^\$\{([A-Z][A-Z0-9_]*)\}$/

/** Whether a text names an environment variable. */
export function isVariable(text: string): boolean {
  return VARIABLE.test(text)
}

/** A text, or what the environment variable it names holds; throws `usage` where that is not set. */
export function resolveVariable(
  name: string,
  text: string,
  environment: NodeJS.ProcessEnv = process.env,
): string {
  const [, variable] = VARIABLE.exec(text) ?? []
  if (variable === undefined) return text
  const value = environment[variable]
  if (value) return value
  throw new PermilleError(
    'usage',
    `${name} is to come from the environment variable ${variable}, which is not set`,
    {
      remedy: `set ${variable} where permille runs${name.startsWith('notify.') ? '' : ', or enter the value with `permille connect`'}`,
    },
  )
}

/** Throws `usage` for fields the source does not have, and texts that cannot be right. */
export function checkFields(api: ConnectorApi, fields: FieldValues): void {
  const names = api.fields.map(({ name }) => name)
  for (const [name, text] of Object.entries(fields)) {
    const field = api.fields.find((one) => one.name === name)
    if (field === undefined) {
      const close = nearest(name, names)
      throw new PermilleError(
        'usage',
        `unknown field: ${name}${close === null ? '' : ` (did you mean ${close}?)`}`,
        {
          remedy: `its fields are ${names.join(', ')}`,
        },
      )
    }
    if (field.pattern !== undefined && !isVariable(text) && !field.pattern.test(text)) {
      throw new PermilleError('usage', `${field.label} does not look right`, {
        remedy: `${field.where}${field.example === undefined ? '' : `; e.g. ${field.example}`}`,
      })
    }
  }
}

/** Everything entered for a connection, variables resolved. Throws `usage` for what is missing. */
export function fieldValues(
  connection: string,
  api: ConnectorApi,
  config: ConnectionConfig,
  secrets: FieldValues,
  environment: NodeJS.ProcessEnv = process.env,
): FieldValues {
  const plain = api.fields.find(({ name, secret }) => {
    const text = config.fields[name]
    return secret && text !== undefined && !isVariable(text)
  })
  if (plain !== undefined) {
    throw new PermilleError(
      'usage',
      `permille.yaml holds the ${plain.label.toLowerCase()} of ${connection} in plain text`,
      {
        remedy: `remove it there, and enter it with \`permille connect\` or write \${NAME_OF_A_VARIABLE}`,
      },
    )
  }
  const stated = { ...secrets, ...config.fields }
  const values = Object.fromEntries(
    Object.entries(stated).map(([name, text]) => [
      name,
      resolveVariable(`${connection}.${name}`, text, environment),
    ]),
  )
  checkFields(api, values)
  const missing = api.fields.filter(({ name, optional }) => !optional && !values[name])
  if (missing.length > 0) {
    throw new PermilleError('usage', `${connection} lacks ${missing.map(({ label }) => label).join(', ')}`, {
      remedy: `add ${missing.map(({ name }) => `--set ${name}=…`).join(' ')} to \`permille connect ${config.source}\``,
    })
  }
  return values
}
