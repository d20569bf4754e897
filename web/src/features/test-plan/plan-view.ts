import type { TestDesign } from '#schema/project-test.ts'
import { firstParam, formatScope, parseScope, type Scope } from '../scope/scope.ts'
import type { SearchParams } from '../scope/search-params.ts'
import type { ViewCodec } from '../scope/use-view.ts'

/** The most arms the planner offers; more make every one of them slow. */
export const MOST_ARMS = 6

export const DESIGN_NAMES = ['observational', 'equal', 'platform'] as const satisfies readonly TestDesign[]

/** What a test is planned with. */
export interface PlanView extends Scope {
  /** Keys of delivered creatives, the control first. */
  arms: readonly string[]
  /** Names of what is not delivered yet. */
  upcoming: readonly string[]
  design: TestDesign
  /** In percent. */
  lift: number
  /** In percent. */
  power: number
  /** What is known of the control, where no arm says it; `null` takes the account’s. */
  ipm: number | null
  cpm: number | null
  dailyImpressions: number | null
}

const DEFAULTS = { lift: 20, power: 80 } as const

function positive(params: SearchParams, name: string): number | null {
  const value = Number(firstParam(params, name) ?? Number.NaN)
  return Number.isFinite(value) && value > 0 ? value : null
}

function percent(params: SearchParams, name: 'lift' | 'power', most: number): number {
  const value = positive(params, name)
  return value !== null && value <= most ? value : DEFAULTS[name]
}

function words(params: SearchParams, name: string): string[] {
  return [...new Set((params[name] ?? []).map((word) => word.trim()).filter((word) => word !== ''))]
}

export const planView: ViewCodec<PlanView> = {
  parse: (params) => ({
    ...parseScope(params),
    arms: words(params, 'arms'),
    upcoming: words(params, 'upcoming'),
    design: DESIGN_NAMES.find((name) => name === firstParam(params, 'design')) ?? 'observational',
    lift: percent(params, 'lift', 1000),
    power: percent(params, 'power', 99),
    ipm: positive(params, 'ipm'),
    cpm: positive(params, 'cpm'),
    dailyImpressions: positive(params, 'dailyImpressions'),
  }),
  format: (view): SearchParams => ({
    ...formatScope(view),
    ...(view.arms.length === 0 ? {} : { arms: view.arms }),
    ...(view.upcoming.length === 0 ? {} : { upcoming: view.upcoming }),
    ...(view.design === 'observational' ? {} : { design: [view.design] }),
    ...(view.lift === DEFAULTS.lift ? {} : { lift: [String(view.lift)] }),
    ...(view.power === DEFAULTS.power ? {} : { power: [String(view.power)] }),
    ...(view.ipm === null ? {} : { ipm: [String(view.ipm)] }),
    ...(view.cpm === null ? {} : { cpm: [String(view.cpm)] }),
    ...(view.dailyImpressions === null ? {} : { dailyImpressions: [String(view.dailyImpressions)] }),
  }),
}

/** The plan as `test plan` takes it. */
export function planInput(view: PlanView): Record<string, unknown> {
  const { arms, upcoming, design, lift, power, ipm, cpm, dailyImpressions, event, sample } = view
  return {
    arms,
    upcoming,
    design,
    lift: lift / 100,
    power: power / 100,
    where: formatScope({ ...view, event: null }).where ?? [],
    ...(event === null ? {} : { event }),
    ...(ipm === null ? {} : { ipm }),
    ...(cpm === null ? {} : { cpm }),
    ...(dailyImpressions === null ? {} : { dailyImpressions }),
    ...(sample === null ? {} : { sample }),
  }
}
