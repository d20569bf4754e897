import type { Dialect } from '#warehouse/dialect.ts'
import type { Component } from './metric.ts'
import type { Parameters } from './parameters.ts'
import type { Exclusion, Plan, ReachedDays, Variant } from './plan.ts'
import { placeSql } from './settle/place.ts'

function scopeCondition(
  scope: NonNullable<Exclusion['scope']>,
  dialect: Dialect,
  parameters: Parameters,
): string {
  const columns = [
    ['account', scope.account],
    ['app', scope.app],
    ['os', scope.os],
  ] as const
  return columns
    .map(([column, value]) => dialect.sameOrBothAbsent(column, `${parameters.bind(value)}::VARCHAR`))
    .join(' AND ')
}

function exclusionSql(exclusion: Exclusion, dialect: Dialect, parameters: Parameters): string {
  const days =
    exclusion.days === null
      ? 'f.day IS NULL'
      : `f.day BETWEEN ${parameters.bind(exclusion.days.from)}::DATE AND ${parameters.bind(exclusion.days.to)}::DATE`
  const scope =
    exclusion.scope === null
      ? ''
      : ` AND ${dialect.isAmong('f.member', `SELECT member FROM member WHERE load = ${exclusion.load} AND ${scopeCondition(exclusion.scope, dialect, parameters)}`)}`
  return `NOT coalesce(f.load = ${exclusion.load} AND ${days}${scope}, FALSE)`
}

/** Whether no other load holds such numbers, so that they tell their loads apart by being there. */
function isEverywhere({ catalogue }: Plan, component: Component, variant: Variant): boolean {
  const holders = catalogue.loads.filter(({ measures, kinds }) =>
    component.from === 'delivery'
      ? measures.has(component.measure)
      : kinds.some(({ kind }) => variant.kinds.includes(kind)),
  )
  return holders.every(({ load }) => variant.loads.includes(load))
}

/** SQL that holds for facts of install days whose users were old enough. */
function reachedSql(
  plan: Plan,
  reached: readonly ReachedDays[],
  dialect: Dialect,
  parameters: Parameters,
): string {
  const groups = reached.map(({ places, days, dateless }) => {
    const ranges = days.map(
      ({ from, to }) => `f.day BETWEEN ${parameters.bind(from)}::DATE AND ${parameters.bind(to)}::DATE`,
    )
    const loads = dateless.length === 0 ? [] : [`(f.day IS NULL AND f.load IN (${dateless.join(', ')}))`]
    const list = places.map((place) => `${parameters.bind(place)}::VARCHAR`).join(', ')
    const ofPlaces = dialect.isAmong(
      'f.member',
      `SELECT i.member FROM identity i WHERE ${placeSql(plan, parameters)} IN (${list})`,
    )
    return `(${ofPlaces} AND (${[...ranges, ...loads].join(' OR ') || 'FALSE'}))`
  })
  return `coalesce(${groups.join(' OR ') || 'FALSE'}, FALSE)`
}

function kindCondition({ kinds, touched }: Variant): readonly string[] {
  if (touched?.length === 0) return ['FALSE']
  const counted = touched ?? kinds
  return counted.length === 0 ? [] : [`f.kind IN (${counted.join(', ')})`]
}

/** SQL that holds for the facts a column counts. */
export function variantCondition(
  plan: Plan,
  component: Component,
  variant: Variant,
  dialect: Dialect,
  parameters: Parameters,
): string {
  const conditions = [
    ...(isEverywhere(plan, component, variant) ? [] : [`f.load IN (${variant.loads.join(', ')})`]),
    ...kindCondition(variant),
    ...variant.exclusions.map((exclusion) => exclusionSql(exclusion, dialect, parameters)),
    ...(variant.reached === null ? [] : [reachedSql(plan, variant.reached, dialect, parameters)]),
    ...(variant.acquisition ? ['p.acquisition'] : []),
  ]
  return conditions.length === 0 ? 'TRUE' : conditions.join(' AND ')
}
