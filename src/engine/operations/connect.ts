import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { ConnectAnswer } from '#schema/answer/connection-answer.ts'
import { Day } from '#schema/day.ts'
import { PermilleError } from '#schema/error.ts'
import type { Note } from '#schema/note.ts'
import { ConnectionName } from '../connections/connection-config.ts'
import type { Project } from '../project.ts'
import { describeConnections } from './describe-connections.ts'
import { Flag, listOf, Pairs } from './inputs.ts'
import { defineOperation, type OperationContext } from './operation.ts'
import { presentConnect } from './present-connections.ts'

const EXIT_REFUSED = 3

/** Values as they were entered, `@FILE` read: a private key has many lines. */
async function entered(
  pairs: Readonly<Record<string, string>>,
  { localFiles }: OperationContext,
): Promise<Record<string, string>> {
  const values = Object.entries(pairs).map(async ([name, text]): Promise<[string, string]> => {
    if (!localFiles || !text.startsWith('@')) return [name, text]
    const content = await readFile(text.slice(1), 'utf8').catch((cause: unknown) => {
      throw new PermilleError('not_found', `there is no file ${text.slice(1)}`, { cause })
    })
    return [name, content.trim()]
  })
  return Object.fromEntries(await Promise.all(values))
}

function shellNote(
  project: Project,
  source: string,
  pairs: Readonly<Record<string, string>>,
): readonly Note[] {
  const declared = describeConnections(project).sources.find(({ name }) => name === source)
  const secret = declared?.fields.find(({ name, secret }) => secret && /^[^$@]/.test(pairs[name] ?? ''))
  if (secret === undefined) return []
  return [
    {
      code: 'secret_in_history',
      severity: 'info',
      message: `The ${secret.label.toLowerCase()} is kept encrypted; where you typed it as a flag, the shell may remember it. \`--set ${secret.name}=@FILE\` or '\${VARIABLE}' leave no trace.`,
    },
  ]
}

const POSTBACKS: Note = {
  code: 'postbacks_received',
  severity: 'info',
  message:
    'Postbacks of SKAdNetwork and AdAttributionKit are received, not asked for: `permille serve --postbacks-port 4500`, and Apple’s devices send them there (docs/connectors/skan.md).',
}

export const connect = defineOperation({
  name: 'connect',
  summary: 'Connect a network or MMP, try the connection, or list what can be connected',
  description:
    'Keeps what a source needs to be read: secrets encrypted in the project’s state, everything else in permille.yaml. --test tries the key and the newest day of each report and says exactly what is wrong. On a terminal, `permille connect` asks for each field.',
  examples: [
    'connect --list',
    'connect unity-ads --set organization=1234567 --set keyId=ab12 --set secretKey=@key.txt --test',
    'connect unity-ads --test',
    `connect mintegral --name mintegral-eu --set accessKey=k --set 'apiKey=\${MINTEGRAL_KEY}'`,
    'connect --remove mintegral-eu',
  ],
  kind: 'change',
  plainArguments: 'source',
  secretFields: ['set'],
  input: z.object({
    source: listOf(z.string()).meta({ description: 'source to connect, e.g. unity-ads' }),
    name: ConnectionName.optional().meta({
      description: 'name of the connection; the source’s where none is given',
    }),
    set: Pairs.meta({
      description: `a field, NAME=VALUE; VALUE may be @FILE or the name of a variable: \${UNITY_SECRET}`,
    }),
    test: Flag.meta({ description: 'try the connection; nothing is stored' }),
    list: Flag.meta({ description: 'list the sources and their fields' }),
    accounts: listOf(z.string()).meta({ description: 'read only this account' }),
    reports: listOf(z.string()).meta({ description: 'read this report instead of the small ones' }),
    since: Day.optional().meta({ description: 'first day to read, YYYY-MM-DD' }),
    version: z.string().optional().meta({ description: 'version of the API, where another is wanted' }),
    remove: ConnectionName.optional().meta({
      description: 'forget this connection and its secrets; its rows stay',
    }),
  }),
  output: ConnectAnswer,
  async run(project, input, context) {
    const [source] = input.source
    if (input.remove !== undefined) {
      await project.connections.remove(input.remove)
      const removed: Note = {
        code: 'connection_removed',
        severity: 'info',
        message: `${input.remove} and its secrets were removed; its rows stay.`,
      }
      return { ...describeConnections(project), saved: null, check: null, notes: [removed] }
    }
    if (input.list || source === undefined)
      return { ...describeConnections(project), saved: null, check: null, notes: [POSTBACKS] }
    const name = input.name ?? ConnectionName.parse(source)
    const known = project.connections.all.get(name)
    await project.connections.save(name, known?.source ?? source, await entered(input.set, context), {
      ...(input.accounts.length === 0 ? {} : { accounts: input.accounts }),
      ...(input.reports.length === 0 ? {} : { reports: input.reports }),
      ...(input.since === undefined ? {} : { since: input.since }),
      ...(input.version === undefined ? {} : { version: input.version }),
    })
    const check = input.test ? await project.connections.check(name) : null
    const answer = describeConnections(project)
    const notes = context.localFiles ? shellNote(project, known?.source ?? source, input.set) : []
    return {
      ...answer,
      saved: name,
      check:
        check === null
          ? null
          : { ok: check.ok, findings: [...check.findings], exchanges: [...check.exchanges] },
      notes: [...notes],
    }
  },
  present: presentConnect,
  exitCode: ({ check }) => (check === null || check.ok ? 0 : EXIT_REFUSED),
})
