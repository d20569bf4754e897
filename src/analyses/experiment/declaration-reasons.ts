import type { Reason } from '#schema/answer/rank-answer.ts'
import type { ProjectTest } from '#schema/project-test.ts'

function splitReasons({ arms, split, laterSplits, start }: ProjectTest): Reason[] {
  const names = Object.keys(arms)
  const splits = [split, ...Object.values(laterSplits)].filter((given) => typeof given === 'object')
  const reasons = splits.flatMap((shares): Reason[] => {
    const wrong = [
      ...Object.keys(shares).filter((arm) => !names.includes(arm)),
      ...names.filter((arm) => shares[arm] === undefined),
    ]
    if (wrong.length > 0)
      return [
        {
          code: 'invalid_share',
          message: `The split must give each arm its share and no other: see ${wrong.join(', ')}.`,
        },
      ]
    const sum = Object.values(shares).reduce((total, share) => total + share, 0)
    return Math.abs(sum - 1) < 1e-6
      ? []
      : [{ code: 'invalid_share', message: `The shares of the split sum to ${sum.toFixed(3)}, not to 1.` }]
  })
  const early = Object.keys(laterSplits).filter((day) => day <= start)
  if (early.length > 0)
    reasons.push({
      code: 'invalid_share',
      message: `A later split must begin after the start: ${early.join(', ')}.`,
    })
  return reasons
}

function dayReasons({ start, end, stopped, looks }: ProjectTest): Reason[] {
  if (stopped !== undefined && stopped < start)
    return [
      { code: 'ends_before_start', message: `It was stopped on ${stopped}, before it starts on ${start}.` },
    ]
  if (end !== undefined && end < start)
    return [{ code: 'ends_before_start', message: `It ends on ${end}, before it starts on ${start}.` }]
  if (looks.length > 0 && end === undefined)
    return [{ code: 'invalid_look', message: 'Declared looks need a declared end.' }]
  const outside = looks.filter((look) => look < start || (end !== undefined && look > end))
  return outside.length === 0
    ? []
    : [{ code: 'invalid_look', message: `Declared looks lie outside of the test: ${outside.join(', ')}.` }]
}

/** Why a test cannot be read as `permille.yaml` declares it. */
export function declarationReasons(test: ProjectTest): Reason[] {
  const names = Object.keys(test.arms)
  const reasons: Reason[] = []
  if (names.length < 2)
    reasons.push({
      code: 'only_one_arm',
      message: `There is ${names.length === 0 ? 'no arm' : `a single arm, ${names[0]}`}; a test needs two.`,
    })
  if (!names.includes(test.control))
    reasons.push({
      code: 'control_missing',
      message: `The control, ${test.control}, is not one of the arms: ${names.join(', ')}.`,
    })
  if (test.power <= test.alpha)
    reasons.push({ code: 'invalid_power', message: 'The power must be above the error rate.' })
  return [...reasons, ...splitReasons(test), ...dayReasons(test)]
}
