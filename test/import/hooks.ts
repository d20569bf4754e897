import { addDays } from '#schema/day.ts'
import type { OpenProject } from '../support/open-project.ts'

const START = '2026-05-01'
const HEADER = 'day,network,os,creative,impressions,installs'

/** Days of one creative with steady counts, installs alternating a little around their mean. */
function rows(
  creative: string,
  days: number,
  impressions: number,
  installs: number,
  first = START,
): string[] {
  return Array.from({ length: days }, (_, k) => {
    const wobble = k % 2 === 0 ? 1 : -1
    return `${addDays(first, k)},meta,ios,${creative},${impressions + 10 * wobble},${installs + wobble}`
  })
}

/** Names of the hooks. */
export const OLD = 'Old hook'
export const NEW = 'New hook'
/** Days of hooks on one network: `New hook` converts half as much again as the old one. */
export const TABLE = [
  HEADER,
  ...rows(OLD, 60, 10_000, 100),
  ...rows(NEW, 60, 10_000, 150),
  ...rows('Twin', 60, 10_000, 100),
  ...rows('Early', 5, 10_000, 100),
  ...rows('Shifted', 30, 10_000, 100),
  ...rows('Shifted', 30, 5_000, 50, '2026-05-31'),
]

/** A project file with tests over them, sound ones and others. */
export const SETTINGS = `# ours
name: tests # of hooks
tests:
  hook:
    arms: {old: ${OLD}, new: ${NEW}}
    control: old
    design: equal
    start: 2026-05-15
  reversed:
    arms: {old: ${OLD}, new: ${NEW}}
    control: new
    design: equal
    start: 2026-05-15
  watched:
    arms: {old: ${OLD}, new: ${NEW}}
    control: old
    start: 2026-05-15
    end: 2026-06-11
    looks: [2026-05-28]
  twins:
    arms: {old: ${OLD}, twin: Twin}
    control: old
    design: platform
    start: 2026-05-15
    smallestEffect: 1
    dispersion: 1
  uneven:
    arms: {old: ${OLD}, new: ${NEW}}
    control: old
    design: platform
    split: {old: 0.6, new: 0.4}
    start: 2026-05-15
  shifted:
    arms: {old: ${OLD}, shifted: Shifted}
    control: old
    design: platform
    start: 2026-05-11
    laterSplits:
      2026-05-31: {old: 0.6667, shifted: 0.3333}
  unshifted: {arms: {old: ${OLD}, shifted: Shifted}, control: old, design: platform, start: 2026-05-11}
  pooled:
    arms: {old: [${OLD}, Twin], new: ${NEW}}
    control: old
    start: 2026-05-15
    explorationDays: 3
    strata: [country]
  unknown: {arms: {old: ${OLD}, ghost: Nobody}, control: old, start: 2026-05-15}
  nowhere: {arms: {ghost: Nobody, shade: No one}, control: ghost, start: 2026-05-15}
  apart: {arms: {old: ${OLD}, early: Early}, control: old, start: 2026-05-15}
  future: {arms: {old: ${OLD}, new: ${NEW}}, control: old, start: 2026-12-01}
  single: {arms: {old: ${OLD}}, control: old, start: 2026-05-15}
  headless: {arms: {old: ${OLD}, new: ${NEW}}, control: none, start: 2026-05-15}
  backwards: {arms: {old: ${OLD}, new: ${NEW}}, control: old, start: 2026-05-15, end: 2026-05-01}
  lopsided: {arms: {old: ${OLD}, new: ${NEW}}, control: old, start: 2026-05-15, split: {old: 0.5}}
  looked: {arms: {old: ${OLD}, new: ${NEW}}, control: old, start: 2026-05-15, looks: [2026-05-20]}
  doubled: {arms: {old: ${OLD}, new: [${NEW}, ${OLD}]}, control: old, start: 2026-05-15}
  filtered: {arms: {old: ${OLD}, new: ${NEW}}, control: old, start: 2026-05-15, where: [planet = mars]}
`

const COLUMNS = { day: 'day', network: 'network', os: 'os', creative: 'creative', impressions: 'impressions' }
/** Imports such a table into a project. */
export const importTable = (project: OpenProject, lines: readonly string[], name = 'own.csv') =>
  project.importText(name, `${lines.join('\n')}\n`, {
    map: { ...COLUMNS, conversions: 'installs' },
    source: 'own',
    set: { app: 'game' },
  })
