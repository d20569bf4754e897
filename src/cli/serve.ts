import type { Command } from 'commander'
import { findProjectRoot, invitationPath, type Ownership, Project, projectFolder } from '#engine/index.ts'
import { answerAssistant } from '#mcp/http.ts'
import { PermilleError } from '#schema/error.ts'
import { startPostbackReceiver } from '#server/postback-receiver.ts'
import { type RunningServer, startServer } from '#server/start-server.ts'
import { awaitProject } from './await-project.ts'

const DEFAULT_PORT = 4400
const LOOPBACK = '127.0.0.1'

function portOf(asked: string | undefined): number {
  const port = Number(asked ?? process.env.PORT ?? DEFAULT_PORT)
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new PermilleError('usage', `${asked ?? process.env.PORT} is not a port`, {
      remedy: 'use a number from 1 to 65535',
    })
  }
  return port
}

/** npm passes a signal to the shell between, which ends and passes it to nobody: an orphan of npm ends too. */
function whenNpmEnds(stop: () => void): void {
  if (process.env.npm_lifecycle_event === undefined) return
  const parent = process.ppid
  const watch = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(watch)
    stop()
  }, 500)
  watch.unref()
}

async function untilStopped(): Promise<void> {
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve())
    whenNpmEnds(resolve)
  })
}

interface Listening {
  readonly port: number
  readonly host: string
  readonly publicUrl: string | null
  /** Port that postbacks are received at, `null` where none is. */
  readonly postbackPort: number | null
  readonly postbackApps: ReadonlySet<string>
}

async function receivePostbacks(project: Project, { host, postbackPort, postbackApps }: Listening) {
  if (postbackPort === null) return null
  const receiver = await startPostbackReceiver(project, { host, port: postbackPort, apps: postbackApps })
  console.log(`Postbacks are received on port ${receiver.port}`)
  return receiver
}

/** Says how the first administrator gets in, and what passwords are worth on the way. */
async function sayHowToSignIn(project: Project, { address, isPrivate }: RunningServer): Promise<void> {
  const first = await project.access.firstAdministrator(
    process.env.PERMILLE_ADMIN ?? 'admin',
    process.env.PERMILLE_ADMIN_PASSWORD ?? null,
  )
  if (!isPrivate) {
    console.log(
      'Passwords reach this server unencrypted. Put a proxy with TLS before it: --public-url https://…',
    )
  }
  if (first !== null) {
    console.log(`Nobody can sign in yet. Set the password of ${first.user} once, here:`)
    console.log(`${address}${invitationPath(first.code)}`)
  }
}

async function serveUntilStopped(root: string, listening: Listening, ownership: Ownership): Promise<void> {
  const stopped = untilStopped()
  const project = await Project.open(root)
  try {
    const server = await startServer(project, {
      ...listening,
      ownerToken: ownership.token,
      mounts: [{ path: '/mcp', answer: answerAssistant }],
    })
    try {
      await ownership.announce(server.url)
      if (server.signInRequired) await sayHowToSignIn(project, server)
      const receiver = await receivePostbacks(project, listening)
      try {
        const ready = project.store().then(() => console.log(`permille is ready on ${server.address}`))
        await Promise.race([ready.then(() => stopped), stopped])
      } finally {
        await receiver?.stop()
      }
    } finally {
      await server.stop()
    }
  } finally {
    await project.close()
  }
}

/** Adds the command that serves the page and the API until it is stopped. */
export function addServe(program: Command): void {
  const command = program
    .command('serve')
    .summary('Serve the page and the API')
    .description(
      'Serves the page and the API of a project on this machine until it is stopped. Other commands use it while it runs. As soon as it listens elsewhere, everybody signs in.',
    )
    .option(
      '--port <number>',
      `port; ${DEFAULT_PORT} or $PORT by default, the next free one when it is taken`,
    )
    .option('--host <address>', `address to listen on; ${LOOPBACK} or $PERMILLE_HOST by default`)
    .option(
      '--public-url <url>',
      'address people open, where it is another one: behind a proxy with TLS; or $PERMILLE_PUBLIC_URL',
    )
    .option(
      '--postbacks-port <number>',
      'receive postbacks of SKAdNetwork and AdAttributionKit on this port; nothing else answers there',
    )
    .option('--postbacks-apps <ids>', 'App Store ids of the apps to receive them for; all by default')
  command.action(async () => {
    const { project: asked } = program.opts<{ project?: string }>()
    const flags = command.opts<{
      port?: string
      host?: string
      publicUrl?: string
      postbacksPort?: string
      postbacksApps?: string
    }>()
    const listening = {
      port: portOf(flags.port),
      host: flags.host ?? process.env.PERMILLE_HOST ?? LOOPBACK,
      publicUrl: flags.publicUrl ?? process.env.PERMILLE_PUBLIC_URL ?? null,
      postbackPort: flags.postbacksPort === undefined ? null : portOf(flags.postbacksPort),
      postbackApps: new Set(
        (flags.postbacksApps ?? '')
          .split(',')
          .map((id) => id.trim())
          .filter(Boolean),
      ),
    }
    const root = await findProjectRoot(asked, process.cwd())
    const access = await awaitProject(projectFolder(root).lock, console.error)
    if (access.kind === 'server') {
      console.log(`permille already serves this project on ${access.url}`)
      return
    }
    try {
      await serveUntilStopped(root, listening, access.ownership)
    } finally {
      await access.ownership.release()
    }
  })
}
