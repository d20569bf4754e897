import { access, mkdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { PermilleError } from '#schema/error.ts'
import { ProjectConfig } from '../project-file.ts'
import { Store, type StoreFiles } from '../store.ts'
import type { SampleName } from './sample-name.ts'
import { samplePlan } from './sample-plan.ts'
import { sampleTests } from './sample-tests.ts'
import { writeSampleAside } from './write-sample-aside.ts'

const LABELS = {
  studio: 'Simulated studio: invented by a documented simulator, no real campaign',
  upworthy: 'Upworthy Research Archive: real randomised headline tests, 2013–2015 (CC BY 4.0)',
} as const

/** What `creativeName` of the simulator writes. */
const STUDIO_NAMES = '{game}_{kind}_{concept}_{hook}_{ratio}_{length}_v{version:number}'

/** Changes when the sample has to be built anew. */
const SAMPLE_VERSION = '6'

function configOf(name: SampleName): ProjectConfig {
  return ProjectConfig.parse(
    name === 'studio'
      ? {
          name: 'Simulated studio',
          currency: 'USD',
          rates: { EUR: 1 / 0.92 },
          tests: sampleTests(name),
          naming: { creative: STUDIO_NAMES },
        }
      : { name: 'Upworthy Research Archive', currency: 'USD', event: 'click' },
  )
}

async function build(name: SampleName, files: StoreFiles, stop: AbortSignal): Promise<void> {
  const tables = await writeSampleAside(name, files.scratch, stop)
  const store = await Store.open(files, configOf(name), LABELS[name])
  try {
    for (const table of tables) {
      stop.throwIfAborted()
      await store.warehouse.load(samplePlan(table, SAMPLE_VERSION), { commit: true })
      await rm(table.path)
    }
    await store.refresh()
  } finally {
    await store.close()
  }
}

function filesIn(folder: string): StoreFiles {
  const scratch = join(folder, 'scratch')
  return {
    database: join(folder, 'warehouse.duckdb'),
    landing: join(folder, 'landing'),
    scratch,
    spill: join(scratch, 'spill'),
  }
}

/**
 * The rows of a sample, built into a folder of its own the first time they are asked for. A build that is
 * stopped leaves a draft the next one clears away.
 */
export async function openSample(name: SampleName, folder: string, stop: AbortSignal): Promise<Store> {
  const target = `${folder}-${SAMPLE_VERSION}`
  const open = () => Store.open(filesIn(target), configOf(name), LABELS[name])
  const built = await access(target).then(
    () => true,
    () => false,
  )
  if (built) {
    const store = await open().catch(async (error: unknown) => {
      if (!(error instanceof PermilleError) || error.code !== 'unsupported') throw error
      // Made by another version, and made again as easily.
      await rm(target, { recursive: true, force: true })
      return null
    })
    if (store !== null) return store
  }
  const draft = `${target}.draft`
  await rm(draft, { recursive: true, force: true })
  const files = filesIn(draft)
  await mkdir(files.scratch, { recursive: true })
  await build(name, files, stop)
  await rename(draft, target)
  return open()
}
