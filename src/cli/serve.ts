import type { Command } from 'commander'
import { findProjectRoot, projectFolder } from '#engine/index.ts'
import { PermilleError } from '#schema/error.ts'
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
      // The server is much code, and every other command starts without it.
      const { serveUntilStopped } = await import('./serve-until-stopped.ts')
      await serveUntilStopped(root, listening, access.ownership)
    } finally {
      await access.ownership.release()
    }
  })
}
