import { vi } from 'vitest'
import { Project } from '#engine/index.ts'
import { AlertsAnswer, AlertsCheckAnswer } from '#schema/answer/alerts-answer.ts'
import { addDays, type Day } from '#schema/day.ts'
import { VirtualClock } from '../connectors/virtual-clock.ts'
import { findOperation, type Input } from '../support/open-project.ts'
import { storeSetting } from '../support/store-setting.ts'
import { type TemporaryProject, temporaryProject } from '../support/temporary-project.ts'

type Outside = NonNullable<Parameters<typeof Project.open>[1]>

/** One creative of a history: installs per thousand impressions on each day, `null` where it does not run. */
export interface Played {
  readonly source: 'vungle' | 'unity-ads'
  readonly creative: string
  readonly perMille: (day: number) => number | null
}

export const FIRST_DAY: Day = '2026-01-01'
const SHOWN = 20_000

/** A project whose days arrive as they would have: each file is made on the day after its last. */
export class RecordedHistory {
  readonly folder: TemporaryProject
  readonly clock = new VirtualClock(`${FIRST_DAY}T12:00:00Z`)
  project: Project
  readonly #net: Pick<Outside, 'net'>

  private constructor(folder: TemporaryProject, project: Project, net: Pick<Outside, 'net'>) {
    this.folder = folder
    this.project = project
    this.#net = net
  }

  static async open(settings: string, net: Pick<Outside, 'net'> = {}): Promise<RecordedHistory> {
    const folder = temporaryProject()
    folder.write('permille.yaml', [settings, storeSetting()].filter((text) => text !== undefined).join('\n'))
    const clock = new VirtualClock(`${FIRST_DAY}T12:00:00Z`)
    const history = new RecordedHistory(folder, await Project.open(folder.path, { clock, ...net }), net)
    await history.reopen()
    return history
  }

  /** Ends the process that holds the project and begins another. */
  async reopen(): Promise<void> {
    await this.project.close()
    this.project = await Project.open(this.folder.path, { clock: this.clock, ...this.#net })
  }

  /** Noon of a day, counted from the first. */
  goTo(day: number): void {
    this.clock.set(`${addDays(FIRST_DAY, day)}T12:00:00Z`)
  }

  ask(operation: string, input: Input = {}): Promise<unknown> {
    return findOperation(operation).run(this.project, input, { localFiles: true })
  }

  /** Imports days `from` … `to` of some creatives, observed at noon of the day after the last. */
  async arrive(played: readonly Played[], from: number, to: number): Promise<void> {
    this.goTo(to + 1)
    vi.useFakeTimers({ now: this.clock.now(), toFake: ['Date'] })
    try {
      for (const [source, own] of Map.groupBy(played, (one) => one.source)) {
        const rows = Array.from({ length: to - from + 1 }, (_, index) => from + index).flatMap((day) =>
          own.flatMap(({ creative, perMille }) => {
            const rate = perMille(day)
            if (rate === null) return []
            const installs = Math.round((SHOWN / 1000) * rate) + ((day * 7) % 11) - 5
            return [[addDays(FIRST_DAY, day), creative, SHOWN, installs].join(',')]
          }),
        )
        if (rows.length === 0) continue
        const text = ['Day,Creative,Shown,Installs', ...rows, ''].join('\n')
        const file = this.folder.write(`${source}-${from}-${to}-${this.clock.now().getTime()}.csv`, text)
        await this.ask('import', {
          files: [file],
          yes: true,
          source,
          map: ['day=Day', 'creative=Creative', 'impressions=Shown', 'installs=Installs'],
          set: { network: source, app: 'Paper Harbour' },
        })
      }
    } finally {
      vi.useRealTimers()
    }
  }

  async check(): Promise<AlertsCheckAnswer> {
    return AlertsCheckAnswer.parse(await this.ask('alerts-check'))
  }

  async alerts(input: Input = {}): Promise<AlertsAnswer> {
    return AlertsAnswer.parse(await this.ask('alerts', input))
  }

  async remove(): Promise<void> {
    await this.project.close()
    this.folder.remove()
  }
}
