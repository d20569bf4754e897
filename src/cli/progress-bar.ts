import { SingleBar } from 'cli-progress'
import type { OperationContext } from '#engine/index.ts'

/** A bar on the error stream that appears once work takes a while; silent when that is no terminal. */
export function progressBar(): { onProgress: NonNullable<OperationContext['onProgress']>; stop: () => void } {
  const bar = new SingleBar({
    format: 'reading [{bar}] {percentage} % · {speed} · {eta_formatted} left',
    stream: process.stderr,
    hideCursor: true,
    clearOnComplete: true,
  })
  let startedAt: number | null = null
  return {
    onProgress({ fraction, rows }) {
      if (!process.stderr.isTTY) return
      if (startedAt === null) {
        startedAt = performance.now()
        bar.start(100, 0, { speed: '' })
      }
      const seconds = (performance.now() - startedAt) / 1000
      const speed =
        seconds > 0 && rows > 0 ? `${Math.round(rows / seconds).toLocaleString('en-US')} rows/s` : ''
      bar.update(Math.round(fraction * 100), { speed })
    },
    stop() {
      if (startedAt !== null) bar.stop()
    },
  }
}
