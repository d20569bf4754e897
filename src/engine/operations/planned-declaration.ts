import { PermilleError } from '#schema/error.ts'
import { ProjectTest } from '#schema/project-test.ts'

/** An arm of a planned test: its label and the object it consists of. */
export interface PlannedArm {
  readonly arm: string
  readonly key: string
  /** Whether it was delivered before. */
  readonly delivered: boolean
}

/** Labels that differ, even where two objects have one name. */
export function labelArms(
  objects: readonly { readonly key: string; readonly name: string; readonly delivered: boolean }[],
): readonly PlannedArm[] {
  return objects.map(({ key, name, delivered }) => {
    const isShared = objects.filter((object) => object.name === name).length > 1
    return { arm: isShared ? `${name} (${key})` : name, key, delivered }
  })
}

/** The arm that is the control: the one named so, else the first. */
export function controlOf(arms: readonly PlannedArm[], asked: string | undefined): string {
  const [first] = arms
  const wanted = asked?.toLowerCase()
  const found =
    wanted === undefined
      ? first
      : arms.find(({ arm, key }) => [arm, key].some((text) => text.toLowerCase() === wanted))
  if (found !== undefined) return found.arm
  throw new PermilleError('usage', `the control, ${asked ?? 'none'}, is not one of the arms`, {
    remedy: `arms are ${arms.map(({ arm }) => arm).join(', ')}`,
  })
}

/** A split as it is written on the command line: equal, free, or ARM=SHARE for each arm. */
export function readSplit(words: readonly string[], arms: readonly PlannedArm[]): ProjectTest['split'] {
  const [first] = words
  if (first === undefined) return undefined
  if (words.length === 1 && (first === 'equal' || first === 'free')) return first
  return Object.fromEntries(
    words.map((word) => {
      const mark = word.lastIndexOf('=')
      const name = word.slice(0, mark).trim().toLowerCase()
      const text = word.slice(mark + 1).trim()
      const share = Number.parseFloat(text) / (text.endsWith('%') ? 100 : 1)
      const found = arms.find(({ arm, key }) => [arm, key].some((own) => own.toLowerCase() === name))
      if (mark > 0 && found !== undefined && share > 0 && share < 1) return [found.arm, share]
      throw new PermilleError('usage', `${word} is no share of an arm`, {
        remedy: 'write --split equal, --split free, or --split "ARM=0.5" for each arm',
      })
    }),
  )
}

/** The declaration with its defaults; throws `usage` with the field at fault. */
export function declare(given: Readonly<Record<string, unknown>>): ProjectTest {
  const stated = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
  const parsed = ProjectTest.safeParse(stated)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw new PermilleError('usage', `test plan: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`, {
    remedy: 'see `permille test plan --help`',
  })
}
