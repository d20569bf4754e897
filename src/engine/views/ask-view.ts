import { Sample } from '../operations/inputs.ts'
import type { Project } from '../project.ts'
import { VIEWS } from './index.ts'
import { AboutAnswer, type ViewTable } from './view.ts'
import type { AskedView } from './view-input.ts'

/** A view, answered. */
export interface AnsweredView extends AskedView {
  readonly answer: unknown
  readonly about: AboutAnswer
  readonly table: ViewTable
  /** Currency of its money; `null` where no project or file names one. */
  readonly currency: string | null
  readonly project: string
}

/** Asks the question of a view; whoever may have its file may ask it. */
export async function askView(project: Project, asked: AskedView): Promise<AnsweredView> {
  const { operation, table } = VIEWS[asked.name]
  const answer = await operation.run(project, asked.fields, { localFiles: false })
  const about = AboutAnswer.parse(answer)
  const { freshness } = about
  const store = await project.store(Sample.optional().parse(asked.fields.sample))
  const { currency } = await store.metricContext()
  return {
    ...asked,
    answer,
    about,
    table: table(answer),
    currency,
    project: freshness.sample ? 'sample' : project.config.name,
  }
}
