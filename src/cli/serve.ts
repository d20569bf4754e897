import type { Command } from 'commander'
import { findProjectRoot, Project, projectFolder, readOwner, takeOwnership } from '#engine/index.ts'
import { PermilleError } from '#schema/error.ts'
import { startServer } from '#server/start-server.ts'

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

async function untilStopped(): Promise<void> {
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve())
  })
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
    const root = await findProjectRoot(asked, process.cwd())
    const { lock } = projectFolder(root)
    const owner = await readOwner(lock)
    if (owner?.url) {
      console.log(`permille already serves this project on ${owner.url}`)
      return
    }
    const ownership = await takeOwnership(lock)
    try {
      const project = await Project.open(root)
      const server = await startServer(project, {
        port: portOf(command.opts<{ port?: string }>().port),
        token: ownership.token,
      })
      try {
        await ownership.announce(server.url)
        await project.store()
        console.log(`permille is ready on ${server.url}`)
        await untilStopped()
      } finally {
        await server.stop()
        await project.close()
      }
    } finally {
      await ownership.release()
    }
  })
}
