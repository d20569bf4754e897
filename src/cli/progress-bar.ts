import { SingleBar } from 'cli-progress'
import type { OperationContext } from '#engine/index.ts'

/** A bar on the error stream that appears once work takes a while; silent when that is no terminal. */
export function progressBar(): { onProgress: NonNullable<OperationContext['onProgress']>; stop: () => void } {
  const bar = new SingleBar({
    format: 'reading [{bar}] {percentage} % · {eta_formatted} left',
    stream: process.stderr,
    hideCursor: true,
    clearOnComplete: true,
  })
  let started = false
  return {
    onProgress({ fraction }) {
      if (!process.stderr.isTTY) return
      if (!started) bar.start(100, 0)
      started = true
      bar.update(Math.round(fraction * 100))
    },
    stop() {
      if (started) bar.stop()
    },
  }
}
