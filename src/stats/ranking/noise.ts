import type { Blocks } from '../dispersion/blocks.ts'
import { creativePhi, NO_RESIDUALS, type PearsonSums } from '../dispersion/creative-phi.ts'
import { contrastBlocks, rateBlocks } from '../dispersion/day-residuals.ts'
import { DEFAULT_DISPERSION, fitDispersion } from '../dispersion/fit.ts'
import { addResiduals } from '../dispersion/pearson.ts'
import type { DaySeries, DispersionModel } from '../dispersion/types.ts'
import type { CreativeEvidence } from './types.ts'

const ASSUMED_DAYS = 28

/** Over-dispersion of every creative, of its rate alone and of comparisons. */
export interface Noise {
  readonly rate: DispersionModel
  readonly contrast: DispersionModel
  readonly phi: Float64Array
  readonly phiContrast: Float64Array
  readonly degreesOfFreedom: Float64Array
  readonly source: readonly ('days' | 'history' | 'default')[]
}

/** φ of each creative from its day series, shrunk to the account's, or the account's or the default alone without days. */
export function measureNoise(
  creatives: readonly CreativeEvidence[],
  history: DispersionModel | undefined,
): Noise {
  if (!creatives.some((creative) => creative.cells.some((cell) => cell.days !== undefined))) {
    return withoutDays(creatives, history ?? DEFAULT_DISPERSION)
  }
  const alone = creatives.map(() => [] as Blocks[])
  const together = creatives.map(() => [] as Blocks[])
  const strata = new Map<string, { creative: number; days: DaySeries }[]>()
  creatives.forEach((creative, i) => {
    for (const { stratum, days } of creative.cells) {
      if (days === undefined || days.day.length < 2) continue
      alone[i]?.push(rateBlocks(days))
      const list = strata.get(stratum)
      if (list === undefined) strata.set(stratum, [{ creative: i, days }])
      else list.push({ creative: i, days })
    }
  })
  for (const list of strata.values()) {
    const blocks = contrastBlocks(list.map(({ days }) => days))
    list.forEach(({ creative }, position) => {
      const own = blocks[position]
      if (own !== undefined) together[creative]?.push(own)
    })
  }
  const rate = history ?? account(alone)
  const contrast = history ?? account(together)
  const phi = new Float64Array(creatives.length)
  const phiContrast = new Float64Array(creatives.length)
  const degreesOfFreedom = new Float64Array(creatives.length)
  const source = creatives.map((creative, i) => {
    const own = residuals(alone[i] ?? [], creative)
    phi[i] = creativePhi(rate, own)
    phiContrast[i] = creativePhi(contrast, residuals(together[i] ?? [], creative))
    degreesOfFreedom[i] = own.degreesOfFreedom
    return own.degreesOfFreedom > 0 ? 'days' : rate.source
  })
  return { rate, contrast, phi, phiContrast, degreesOfFreedom, source }
}

function withoutDays(creatives: readonly CreativeEvidence[], model: DispersionModel): Noise {
  const phi = Float64Array.from(creatives, (creative) => creativePhi(model, residuals([], creative)))
  return {
    rate: model,
    contrast: model,
    phi,
    phiContrast: phi,
    degreesOfFreedom: new Float64Array(creatives.length),
    source: new Array<Noise['source'][number]>(creatives.length).fill(model.source),
  }
}

function account(creatives: readonly (readonly Blocks[])[]): DispersionModel {
  if (creatives.every((blocks) => blocks.length === 0)) return DEFAULT_DISPERSION
  const all = creatives.flat()
  return fitDispersion(
    all.flatMap((blocks) => blocks.expected),
    all.flatMap((blocks) => blocks.observed),
    all.flatMap((blocks) => blocks.free),
  )
}

function residuals(blocks: readonly Blocks[], creative: CreativeEvidence): PearsonSums {
  if (blocks.length > 0) return blocks.reduce(addResiduals, NO_RESIDUALS)
  let conversions = 0
  for (const cell of creative.cells) conversions += cell.conversions
  return { ...NO_RESIDUALS, expected: conversions, expectedSquared: conversions ** 2 / ASSUMED_DAYS }
}
