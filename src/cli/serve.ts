import type { Command } from 'commander'
import { findProjectRoot, type Ownership, Project, projectFolder } from '#engine/index.ts'
import { PermilleError } from '#schema/error.ts'
import { startServer } from '#server/start-server.ts'
import { awaitProject } from './await-project.ts'

const DEFAULT_PORT = 4400

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

async function serveUntilStopped(root: string, port: number, ownership: Ownership): Promise<void> {
  const stopped = untilStopped()
  const project = await Project.open(root)
  try {
    const server = await startServer(project, port)
    try {
      await ownership.announce(server.url)
      const ready = project.store().then(() => console.log(`permille is ready on ${server.url}`))
      await Promise.race([ready.then(() => stopped), stopped])
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
      'Serves the page and the API of a project on this machine until it is stopped. Other commands use it while it runs.',
    )
    .option(
      '--port <number>',
      `port; ${DEFAULT_PORT} or $PORT by default, the next free one when it is taken`,
    )
  command.action(async () => {
    const { project: asked } = program.opts<{ project?: string }>()
    const port = portOf(command.opts<{ port?: string }>().port)
    const root = await findProjectRoot(asked, process.cwd())
    const access = await awaitProject(projectFolder(root).lock, console.error)
    if (access.kind === 'server') {
      console.log(`permille already serves this project on ${access.url}`)
      return
    }
    try {
      await serveUntilStopped(root, port, access.ownership)
    } finally {
      await access.ownership.release()
    }
  })
}
