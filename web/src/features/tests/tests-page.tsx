import { useView } from '../scope/use-view.ts'
import { OneTest } from './one-test.tsx'
import { TestList } from './test-list.tsx'
import { testsView } from './tests-view.ts'

/** All declared tests, or the one the address names. */
export function TestsPage() {
  const { view, changeView } = useView(testsView)
  if (view.test === null) return <TestList sample={view.sample} />
  return <OneTest view={view} test={view.test} changeView={changeView} />
}
