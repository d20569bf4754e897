import { drawNormal, drawUnitLogNormal } from '../../random/normal.ts'
import type { Random } from '../../random/random.ts'
import { APPS, type StudioApp } from '../catalogue/apps.ts'
import { HOOKS, type Hook } from '../catalogue/elements.ts'
import { FORMATS, type Format, type StudioFormat } from '../catalogue/formats.ts'
import type { StudioConfig } from '../config.ts'
import type { Creative } from './creative.ts'
import { creativeName } from './creative-name.ts'
import { ROLES } from './roles.ts'

const HOOK_NAMES = Object.keys(HOOKS).filter((name): name is Hook => Object.hasOwn(HOOKS, name))
const FORMAT_NAMES = Object.keys(FORMATS).filter((name): name is Format => Object.hasOwn(FORMATS, name))

const CLICK_SPREAD = 0.25
const ATTENTION_SPREAD = 0.35
const SHARE_RUNNING_AT_START = 0.35
const MINIMUM_LIFE = 12
const MEAN_LIFE = 23

type Draft = Omit<Creative, 'index' | 'name' | 'version'>

function drawFormat(random: Random): Format {
  let left = random.uniform()
  for (const format of FORMAT_NAMES) {
    left -= FORMATS[format].share
    if (left < 0) return format
  }
  return 'video'
}

function drawValue(random: Random, config: StudioConfig, standardRate: number): number {
  const own = Math.sqrt(1 - config.valueCorrelation ** 2) * drawNormal(random)
  const sd = config.valueSpread
  return Math.exp(sd * (config.valueCorrelation * standardRate + own) - (sd * sd) / 2)
}

function draftRoles(random: Random, config: StudioConfig, app: StudioApp): Draft[] {
  return ROLES.filter((spec) => spec.app === app.code).map((spec) => ({
    app,
    format: 'video',
    concept: random.pick(app.concepts),
    hook: 'Gameplay',
    ratio: '9x16',
    seconds: 15,
    role: spec.role,
    launch: spec.launch,
    retire: config.days,
    residual: Math.log(spec.rate),
    value: drawValue(random, config, 0),
    clicks: drawUnitLogNormal(random, CLICK_SPREAD),
    attention: drawUnitLogNormal(random, ATTENTION_SPREAD),
  }))
}

function drawLaunch(random: Random, config: StudioConfig): number {
  if (random.uniform() < SHARE_RUNNING_AT_START) return -random.below(MEAN_LIFE)
  return random.below(Math.max(1, config.days - MINIMUM_LIFE))
}

function draftOrdinary(random: Random, config: StudioConfig, app: StudioApp): Draft {
  const format = drawFormat(random)
  const { ratios, seconds }: StudioFormat = FORMATS[format]
  const standardRate = drawNormal(random)
  const residual = config.creativeSpread * standardRate - config.creativeSpread ** 2 / 2
  const launch = drawLaunch(random, config)
  const life = MINIMUM_LIFE - MEAN_LIFE * Math.log(1 - random.uniform()) * Math.exp(2 * residual)
  return {
    app,
    format,
    concept: random.pick(app.concepts),
    hook: HOOK_NAMES[random.below(HOOK_NAMES.length)] ?? 'Gameplay',
    ratio: random.pick(ratios),
    seconds: seconds && random.pick(seconds),
    role: null,
    launch,
    retire: Math.max(1 + MINIMUM_LIFE, Math.round(launch + life)),
    residual,
    value: drawValue(random, config, standardRate),
    clicks: drawUnitLogNormal(random, CLICK_SPREAD),
    attention: drawUnitLogNormal(random, ATTENTION_SPREAD),
  }
}

/** The studio's creatives, those with a role first within each app. */
export function drawCreatives(random: Random, config: StudioConfig): Creative[] {
  const drafts = APPS.flatMap((app, place) => {
    const stream = random.fork('creatives', app.code)
    const count = Math.floor((config.creatives + place) / APPS.length)
    const roles = draftRoles(stream, config, app).slice(0, count)
    const rest = Array.from({ length: count - roles.length }, () => draftOrdinary(stream, config, app))
    return [...roles, ...rest]
  })
  const versions = new Map<string, number>()
  return drafts.map((draft, index) => {
    const stem = creativeName({ ...draft, version: 0 })
    const version = (versions.get(stem) ?? 0) + 1
    versions.set(stem, version)
    return { ...draft, index, version, name: creativeName({ ...draft, version }) }
  })
}
