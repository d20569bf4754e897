import type { Project } from '../../api/answers.ts'
import { labelDimension } from '../../format/words.ts'
import type { Option } from '../../ui/select.tsx'

const GROUPINGS = ['creative', 'ad', 'ad_group', 'campaign', 'network', 'country', 'os', 'format'] as const

/** What rows may be grouped by: what people group by most first, the one asked for always among them. */
export function groupingsOf(project: Project | undefined, by: string): Option[] {
  const known: readonly string[] = project?.dimensions ?? GROUPINGS
  const names: string[] = [
    ...GROUPINGS.filter((name) => known.includes(name) || name === 'creative'),
    ...known.filter((name) => !GROUPINGS.some((grouping) => grouping === name) && !name.endsWith('_id')),
  ]
  if (!names.includes(by)) names.push(by)
  return names.map((name) => ({ value: name, label: labelDimension(name) }))
}
