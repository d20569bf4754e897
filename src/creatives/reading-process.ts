import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { extname } from 'node:path'
import type { ReadAnswer, ReadReply, ReadTask } from './read-file-worker.ts'

/** How long one file may take; a decoder that hangs is ended. */
const LONGEST_MS = 900_000
/** A process that takes more is ended: a picture of 100 million pixels takes less than half. */
const MOST_MEMORY = 3_000_000_000
/** Decoders keep memory; after so many files the process starts anew. */
const FILES_PER_PROCESS = 400

/** A process of its own that decodes files one after the other; what ends it ends one file only. */
export class ReadingProcess implements AsyncDisposable {
  readonly #mostMemory: number
  #child: ChildProcess | null = null
  #read = 0

  constructor(mostMemory = MOST_MEMORY) {
    this.#mostMemory = mostMemory
  }

  async read(task: ReadTask): Promise<ReadReply> {
    if (this.#read >= FILES_PER_PROCESS) await this[Symbol.asyncDispose]()
    const child = this.#child?.connected === true ? this.#child : this.#start()
    this.#read += 1
    return new Promise((resolve) => {
      const finish = (reply: ReadReply) => {
        clearTimeout(timer)
        child.off('message', answered).off('exit', ended)
        resolve(reply)
      }
      const answered = ({ isLast, ...reply }: ReadAnswer) => {
        if (isLast) this.#give(child)
        finish(reply)
      }
      const ended = () => {
        this.#child = null
        finish({ failure: 'its decoder crashed' })
      }
      const timer = setTimeout(() => {
        this.#give(child)
        finish({ failure: `it was not read within ${LONGEST_MS / 60_000} minutes` })
      }, LONGEST_MS)
      child.on('message', answered).on('exit', ended)
      child.send(task)
    })
  }

  /** Id of the process, while there is one. */
  get pid(): number | null {
    return this.#child?.pid ?? null
  }

  /** Gives a process up, so that the next file gets a new one. */
  #give(child: ChildProcess): void {
    this.#child = null
    child.kill('SIGKILL')
  }

  #start(): ChildProcess {
    // Its extension is that of this file: .ts from sources, .js in the published package.
    const child = fork(
      new URL(`./read-file-worker${extname(import.meta.url)}`, import.meta.url),
      [String(this.#mostMemory)],
      {
        execArgv: ['--max-old-space-size=2048'],
        serialization: 'advanced',
        stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      },
    )
    this.#child = child
    this.#read = 0
    return child
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const child = this.#child
    this.#child = null
    if (child === null || child.exitCode !== null || child.signalCode !== null) return
    child.kill('SIGKILL')
    await once(child, 'exit')
  }
}
