/** A read that many ask for at once. */
export interface SharedRead<T> {
  /** What a read finds that begins after this is called, so that whoever changed something sees it. */
  read(): Promise<T>
}

/** Reads for one who asks; all who ask while it reads share the one read after it. */
export function sharedRead<T>(work: () => Promise<T>): SharedRead<T> {
  let running: Promise<T> | null = null
  let next: Promise<T> | null = null

  function begin(): Promise<T> {
    const begun: Promise<T> = work().finally(() => {
      if (running === begun) running = null
    })
    running = begun
    return begun
  }

  return {
    read() {
      if (running === null) return begin()
      next ??= running
        .catch(() => {})
        .then(() => {
          next = null
          return begin()
        })
      return next
    },
  }
}
