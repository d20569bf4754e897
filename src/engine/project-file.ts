import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseDocument } from 'yaml'
import { z } from 'zod'
import { UNITS } from '#metrics/index.ts'
import { Day, WEEKDAYS } from '#schema/day.ts'
import { PermilleError } from '#schema/error.ts'
import { ProjectTest, TestId } from '#schema/project-test.ts'
import { SignInSettings } from './access/provider/provider-settings.ts'
import { AlertSettings } from './alerts/alert-settings.ts'
import { ConnectionConfig, ConnectionName } from './connections/connection-config.ts'
import { TaggingSettings } from './creative-tags/tagging-settings.ts'
import { NotifySettings } from './outbox/notify-settings.ts'
import { RetentionSettings } from './prune/retention-settings.ts'
import { ReportSettings } from './report/report-settings.ts'

export const PROJECT_FILE = 'permille.yaml'

const OwnMetric = z.object({
  label: z.string().optional(),
  description: z.string().optional(),
  /** Arithmetic on metrics, instead of a numerator and a denominator. */
  formula: z.string().optional(),
  numerator: z.string().optional(),
  denominator: z.string().optional(),
  scale: z.number().positive().default(1),
  unit: z.enum(UNITS).optional(),
  higherIsBetter: z.boolean().default(true),
})

const Mapping = z.object({ source: z.string(), columns: z.record(z.string(), z.string()) })

const LevelNaming = z.union([
  z.string(),
  z.array(z.union([z.string(), z.strictObject({ pattern: z.string(), network: z.string() })])),
])

const Naming = z.strictObject({
  campaign: LevelNaming.optional(),
  ad_group: LevelNaming.optional(),
  ad: LevelNaming.optional(),
  creative: LevelNaming.optional(),
  /** What a token may be: values, or values by what they are called. */
  values: z
    .record(
      z.string(),
      z.union([z.array(z.string()), z.record(z.string(), z.union([z.string(), z.array(z.string())]))]),
    )
    .optional(),
  /** Tokens that make two creatives one. */
  identity: z.array(z.string()).min(1).optional(),
})

const SiteRule = z
  .strictObject({ network: z.string().optional(), site: z.string().optional() })
  .refine(({ network, site }) => network !== undefined || site !== undefined, {
    message: 'name a network, a site, or both',
  })

/** What `permille.yaml` may say. */
/** Whose conversions answer, first choice first. */
const Outcomes = z.array(z.enum(['mmp', 'network', 'own']))

export const ProjectConfig = z.strictObject({
  name: z.string().default('permille project'),
  /** Currency money is answered in; the first file's where none is given. */
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .optional(),
  /** Zone of files that name none. */
  timezone: z.string().default('UTC'),
  /** Where rows are kept: `duckdb`, in the project's folder, or the address of a ClickHouse. */
  warehouse: z.string().default('duckdb'),
  /** Day a week begins with. */
  weekStart: z.enum(WEEKDAYS).default('monday'),
  /** Days back from its observation on which conversions of a day are still expected. */
  matureAfter: z.number().int().min(0).max(90).default(3),
  /** Share of a day's conversions that has come when the day is 0, 1, 2 … days old, by source. */
  delays: z
    .record(
      z.string(),
      z
        .array(z.number().positive().max(1))
        .min(1)
        .max(90)
        .refine((shares) => shares.every((share, age) => share >= (shares[age - 1] ?? 0)), {
          message: 'shares never fall: what has come stays',
        }),
    )
    .default({}),
  /** Whether delays learnt from restated days and raw logs take the place of what is declared. */
  learnDelays: z.boolean().default(true),
  /** Event meant by `conversions`. */
  event: z.string().default('install'),
  /** What one unit of a currency is worth in the project's: one rate, or one per day from which it holds. */
  rates: z
    .record(z.string(), z.union([z.number().positive(), z.record(Day, z.number().positive())]))
    .default({}),
  /** Names of networks as they appear in files, and the network they mean. */
  networks: z.record(z.string(), z.string()).default({}),
  /** Store ids, packages and names of apps as they appear in files, and the app they mean; OS still tells its stores apart. */
  apps: z.record(z.string(), z.string().min(1)).default({}),
  metrics: z.record(z.string().regex(/^[a-z][a-z0-9_]*$/), OwnMetric).default({}),
  /** Filters by the name they are asked for with. */
  segments: z.record(z.string().regex(/^[a-z][a-z0-9_]*$/), z.string()).default({}),
  /** How campaigns, ad groups, ads and creatives are named; tokens of their names become dimensions. */
  naming: Naming.optional(),
  mappings: z.record(z.string(), Mapping).default({}),
  sourceOfTruth: z
    .strictObject({
      outcomes: Outcomes.default(['mmp', 'own', 'network']),
      /** The same for single networks, by what they are called. */
      networks: z.record(z.string(), Outcomes).default({}),
      /** The same for single apps, by any of their names, and for an app on single networks; the most specific wins. */
      apps: z
        .record(
          z.string(),
          z.union([
            Outcomes,
            z.strictObject({
              outcomes: Outcomes.optional(),
              networks: z.record(z.string(), Outcomes).default({}),
            }),
          ]),
        )
        .default({}),
      matchedShare: z.number().min(0).max(1).default(0.9),
    })
    .optional(),
  /** What metrics should be, for an app, an OS, a country, a network or everywhere; the most specific wins. */
  targets: z
    .array(
      z.strictObject({
        metric: z.string(),
        value: z.number().positive(),
        app: z.string().optional(),
        country: z.string().optional(),
        network: z.string().optional(),
        os: z.string().optional(),
      }),
    )
    .default([]),
  /** Creative tests, by the name they are asked for with. */
  tests: z.record(TestId, ProjectTest).default({}),
  /** What is known of sites: the first that fits holds, allow before reject before suspicious. */
  fraud: z
    .strictObject({
      allow: z.array(SiteRule).default([]),
      reject: z.array(SiteRule).default([]),
      suspicious: z.array(SiteRule).default([]),
      /** Seconds after the click below which every install is too early. */
      earlySeconds: z.number().min(0).max(60).default(0),
    })
    .prefault({}),
  /** Sources that are read through their APIs, by the name they are synced with. */
  connections: z.record(ConnectionName, ConnectionConfig).default({}),
  /** Whether the server syncs connections by itself. */
  schedules: z.boolean().default(true),
  /** Whether a sync or an import also fetches the files of creatives from where their sources say they are. */
  fetchCreatives: z.boolean().default(true),
  /** What creatives are asked, by whom, and rules of one's own. */
  tagging: TaggingSettings,
  /** What is watched, and when. */
  alerts: AlertSettings,
  /** Where messages go. */
  notify: NotifySettings,
  /** What is sent by itself. */
  reports: ReportSettings,
  /** How long rows of single installs and clicks are kept; `permille prune` deletes what is older. */
  retention: RetentionSettings,
  /** How people sign in beside their passwords. */
  signIn: SignInSettings,
})
export type ProjectConfig = z.infer<typeof ProjectConfig>

/** The configuration of a project folder; defaults where it has no file. Throws a sentence with the setting at fault. */
export async function readProjectFile(folder: string): Promise<ProjectConfig> {
  const path = join(folder, PROJECT_FILE)
  const text = await readFile(path, 'utf8').catch(() => '')
  const document = parseDocument(text)
  const [syntax] = document.errors
  if (syntax) {
    throw new PermilleError('usage', `${PROJECT_FILE} is not valid YAML: ${syntax.message.split('\n')[0]}`, {
      details: { path },
    })
  }
  const parsed = ProjectConfig.safeParse(document.toJS() ?? {})
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw new PermilleError(
    'usage',
    `${PROJECT_FILE}: ${issue?.path.join('.') || 'the file'}: ${issue?.message}`,
    {
      remedy: 'see docs/reference/settings.md for what it may say',
      details: { path },
    },
  )
}

/** Changes settings in the project file, keeping its comments and everything else. */
export async function changeProjectFile(
  folder: string,
  changes: Readonly<Record<string, unknown>>,
): Promise<void> {
  const path = join(folder, PROJECT_FILE)
  const document = parseDocument(await readFile(path, 'utf8').catch(() => ''))
  for (const [key, value] of Object.entries(changes)) {
    if (value === undefined) document.deleteIn(key.split('.'))
    else document.setIn(key.split('.'), value)
  }
  await writeFile(path, String(document))
}
