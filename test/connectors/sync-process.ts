import { OPERATIONS, Project } from '#engine/index.ts'
import { VirtualClock } from './virtual-clock.ts'

/** Syncs a project against a replay server in a process of its own, which a test may kill: FOLDER REPLAY NOW. */
const [folder = '', replay = '', now = ''] = process.argv.slice(2)
const clock = new VirtualClock(now)
const project = await Project.open(folder, { net: { replayAt: new URL(replay) }, clock })
const sync = OPERATIONS.find(({ name }) => name === 'sync')
await sync?.run(project, {}, { localFiles: true })
await project.close()
