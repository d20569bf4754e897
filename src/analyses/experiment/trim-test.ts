import {
  armOverlap,
  type Finding,
  overlapFindings,
  type TrimOptions,
  trimArm,
  trimFindings,
} from '#stats/index.ts'
import type { ArmCell, GroupedArm, GroupedTest } from './group-arms.ts'

/** A test without the days that are not part of it, and what is to say of where its arms ran. */
export interface TrimmedTest extends GroupedTest {
  readonly findings: readonly Finding[]
}

function total(cells: readonly ArmCell[], field: 'exposure' | 'conversions'): number {
  return cells.reduce((sum, cell) => sum + cell[field], 0)
}

/** Leaves out days before the test and exploration phases; arms whose counts cannot be used stay as they are. */
export function trimTest(
  test: GroupedTest,
  options: TrimOptions & { readonly hasDays: boolean; readonly hasStrata: boolean },
): TrimmedTest {
  const trimmed = test.arms.map((arm) => ({ arm, ...trimArm(arm.cells, options) }))
  const arms = trimmed.map(({ arm, cells }): GroupedArm => {
    if (arm.problems.length > 0 || cells.length === arm.cells.length) return arm
    return {
      ...arm,
      cells,
      impressions: total(cells, 'exposure'),
      conversions: total(cells, 'conversions'),
    }
  })
  const usable = arms
    .filter(({ problems }) => problems.length === 0)
    .map(({ name, cells }) => ({ id: name, cells }))
  const findings = [
    ...trimFindings(trimmed.map(({ arm, ...rest }) => ({ id: arm.name, ...rest }))),
    ...(usable.length > 0 ? overlapFindings(usable, armOverlap(usable), options) : []),
  ]
  return { ...test, arms, findings }
}
