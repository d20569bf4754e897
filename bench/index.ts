import { benchFirstRanking } from './first-ranking.ts'
import { benchHttp } from './http.ts'
import { benchImport } from './import.ts'
import { benchRank } from './rank.ts'
import { benchSync } from './sync.ts'
import { benchWarehouse } from './warehouse.ts'
import { benchWatch } from './watch.ts'

// `npm run bench` measures in full and writes docs/benchmarks.md; `npm run bench -- --quick` only looks.
await benchImport()
await benchRank()
await benchWarehouse()
await benchSync()
await benchWatch()
await benchHttp()
await benchFirstRanking()
