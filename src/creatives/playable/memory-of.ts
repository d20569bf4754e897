import { readFileSync } from 'node:fs'

const PAGE_BYTES = 4096

function numbersIn(path: string): readonly number[] {
  try {
    return readFileSync(path, 'utf8').trim().split(/\s+/).filter(Boolean).map(Number)
  } catch {
    // It has ended, or this system does not tell.
    return []
  }
}

/** A process and the memory it does not share. */
export interface ProcessMemory {
  readonly pid: number
  readonly bytes: number
}

/** The processes a process began; none where the system does not tell. */
export function childrenOf(pid: number): readonly number[] {
  return numbersIn(`/proc/${pid}/task/${pid}/children`)
}

/** The command a process was begun with; empty where the system does not tell. */
export function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8')
  } catch {
    // It has ended, or this system does not tell.
    return ''
  }
}

/** The memory of a process and of every one it began, and they began. */
export function memoryOfTree(pid: number): readonly ProcessMemory[] {
  const [, resident = 0, shared = 0] = numbersIn(`/proc/${pid}/statm`)
  return [{ pid, bytes: (resident - shared) * PAGE_BYTES }, ...childrenOf(pid).flatMap(memoryOfTree)]
}
