import { once } from 'node:events'
import { PERMILLE, startMeasured } from './measure.ts'

/** A `permille serve` of its own process that reports what it uses; `port` 0 takes any. */
export async function startServer(project: string, port = 0) {
  const server = startMeasured(PERMILLE, ['--project', project, 'serve', '--port', String(port)])
  const url = await new Promise<string>((resolve, reject) => {
    let said = ''
    server.child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString()
      const found = /ready on (http\S+)/.exec(said)?.[1]
      if (found !== undefined) resolve(found)
    })
    server.child.on('close', () => reject(new Error(`the server ended: ${said}`)))
  })
  async function stop(): Promise<void> {
    if (server.child.exitCode !== null) return
    const closed = once(server.child, 'close')
    server.child.kill('SIGTERM')
    await closed
  }
  return { ...server, url, stop }
}
