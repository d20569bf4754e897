import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'vitest'
import { LocalPackages } from '#creatives/local/local-packages.ts'
import { chromiumPath } from './chromium-path.ts'
import { hasClickhouse } from './clickhouse.ts'
import { repository } from './repository.ts'

/** Why a part of the machine the tests would like is not there; `null` when it is. */
const whyMissing = {
  chromium: () =>
    chromiumPath() === null ? 'no Chromium found; install it or set CHROMIUM to its path' : null,
  'shared-data': () =>
    existsSync(join(repository, '../shared/data')) ? null : 'no ../shared/data beside the checkout',
  clickhouse: () =>
    hasClickhouse() ? null : 'no ClickHouse for tests; `npm run test:clickhouse` installs one',
  tagging: () =>
    LocalPackages.find()?.has('tesseract.js') === true
      ? null
      : 'no local taggers, or earlier ones; `npm run setup:tagging` installs them',
  'command-line': () =>
    existsSync(join(repository, 'src/cli/main.ts')) ? null : 'src/cli/main.ts does not exist yet',
}

export type RequirementName = keyof typeof whyMissing

export interface Requirement {
  readonly met: boolean
  /** Like Vitest's `describe`; skipped with the reason in its title when the requirement is not met. */
  describe(title: string, body: () => void): void
}

/** Asks for a part of the machine; its tests fail instead of being skipped when PERMILLE_REQUIRE lists the name. */
export function requirement(name: RequirementName): Requirement {
  const reason = whyMissing[name]()
  if (reason === null) return { met: true, describe: (title, body) => describe(title, body) }
  const required = (process.env.PERMILLE_REQUIRE ?? '').split(',').includes(name)
  return {
    met: false,
    describe(title, body) {
      if (required) {
        test(`${title}: needs ${name}, which PERMILLE_REQUIRE asks for`, () => {
          throw new Error(reason)
        })
        return
      }
      process.stderr.write(`skipped: ${title} (${reason})\n`)
      describe.skip(`${title} (${reason})`, body)
    },
  }
}
