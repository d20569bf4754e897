import { PermilleError } from '#schema/error.ts'
import { nearest } from '#schema/nearest.ts'
import type { ProjectTest } from '#schema/project-test.ts'
import type { Project } from '../project.ts'
import type { Store } from '../store.ts'

/** The tests that may be asked for: those of the project, and the sample's where that answers. */
export async function declaredTests(
  project: Project,
  store: Store,
): Promise<ReadonlyMap<string, ProjectTest>> {
  if (store === project.own) return new Map(Object.entries(project.config.tests))
  const own = (await project.own.isEmpty()) ? project.config.tests : {}
  return new Map(Object.entries({ ...store.tests, ...own }))
}

/** The test of that name; throws `not_found` with the nearest one. */
export function findTest(id: string, tests: ReadonlyMap<string, ProjectTest>): ProjectTest {
  const test = tests.get(id)
  if (test !== undefined) return test
  const close = nearest(id, [...tests.keys()])
  throw new PermilleError(
    'not_found',
    `no test is called ${id}${close === null ? '' : ` (did you mean ${close}?)`}`,
    {
      remedy:
        tests.size === 0
          ? 'declare one with permille test plan … --save NAME'
          : 'see them with permille test list',
    },
  )
}
