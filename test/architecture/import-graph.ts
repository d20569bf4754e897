import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { cruise, type ICruiseResult } from 'dependency-cruiser'
import { ruleSet } from './rules.ts'

/** All modules below `root` with what they import and which rules they break. */
export async function readImportGraph(root: string): Promise<ICruiseResult> {
  const folders = ['src', 'web', 'test', 'bench', 'scripts', 'bin'].filter((name) =>
    existsSync(join(root, name)),
  )
  const { output } = await cruise(folders, {
    baseDir: root,
    validate: true,
    ruleSet,
    // Excluding node_modules instead would hide every import of a package.
    doNotFollow: 'node_modules',
    // What a browser runs of the pages of docs lies beside other files there.
    exclude: '^(web/dist|dist|scripts/docs-site/assets)/',
    tsPreCompilationDeps: true,
    combinedDependencies: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  })
  if (typeof output === 'string') throw new Error(`dependency-cruiser answered with text: ${output}`)
  return output
}

/** The room a path lies in: `stats` for `src/stats/index.ts`, `web` for all of web; `null` outside of rooms. */
export function roomOf(path: string): string | null {
  return /^src\/([^/]+)\//.exec(path)?.[1] ?? (path.startsWith('web/') ? 'web' : null)
}
