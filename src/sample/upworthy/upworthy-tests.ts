import archive from './tests.json' with { type: 'json' }

/** Weeks (ISO, `YYYYWW`) in which the archive's arms were not individually randomised. */
const DEFECTIVE = { first: '201326', last: '201402' } as const

/** One headline with its picture, as it was shown. */
export interface UpworthyArm {
  readonly headline: string
  readonly eyecatcher: string
  readonly impressions: number
  readonly clicks: number
}

/** One randomised test of headlines. */
export interface UpworthyTest {
  readonly test: string
  readonly week: string
  /** Whether readers were split as designed: not in the weeks with the published defect. */
  readonly isRandomised: boolean
  readonly arms: readonly UpworthyArm[]
}

/** Real headline tests of 2013–2015, oldest first; origin and licence are in SOURCE.md. */
export const UPWORTHY_TESTS: readonly UpworthyTest[] = archive.map(({ test, week, arms }) => ({
  test,
  week,
  isRandomised: week < DEFECTIVE.first || week > DEFECTIVE.last,
  arms,
}))
