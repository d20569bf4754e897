import { invitationPath, type Ownership, Project, resumeJobs, startSchedule } from '#engine/index.ts'
import { answerAssistant } from '#mcp/http.ts'
import { startPostbackReceiver } from '#server/postback-receiver.ts'
import { type RunningServer, startServer } from '#server/start-server.ts'

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

/** Where a server listens, and what for. */
export interface Listening {
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

/** Serves a project until somebody ends it. */
export async function serveUntilStopped(
  root: string,
  listening: Listening,
  ownership: Ownership,
): Promise<void> {
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
      const resumed = resumeJobs(project)
      if (resumed > 0)
        console.log(`${resumed} sync${resumed === 1 ? ' goes' : 's go'} on that had been cut off`)
      if (server.signInRequired) await sayHowToSignIn(project, server)
      const stopSchedule = startSchedule(project)
      const receiver = await receivePostbacks(project, listening)
      try {
        const ready = project.store().then(() => console.log(`permille is ready on ${server.address}`))
        await Promise.race([ready.then(() => stopped), stopped])
      } finally {
        await stopSchedule()
        await receiver?.stop()
      }
    } finally {
      await server.stop()
    }
  } finally {
    await project.close()
  }
}
