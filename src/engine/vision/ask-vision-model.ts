import { setTimeout as wait } from 'node:timers/promises'
import type { z } from 'zod'
import { LocalPackages } from '#creatives/local/local-packages.ts'
import { type TaxonomyKey, taxonomyOf } from '#creatives/taxonomy/taxonomy.ts'
import { missingPackages } from '#creatives/vision-model/ai-sdk.ts'
import { mostTokens, VisionModel, type VisionReply } from '#creatives/vision-model/vision-model.ts'
import { type VisionQuestion, visionQuestion } from '#creatives/vision-model/vision-question.ts'
import type { HttpClient } from '#net/http-client.ts'
import type { VisionRun } from '#schema/answer/tag-answer.ts'
import type { Asset } from '../assets/asset-records.ts'
import type { Assets } from '../assets/assets.ts'
import type { Work } from '../assets/work.ts'
import { resolveVariable } from '../connections/field-values.ts'
import type { TaggingSettings, VisionModelSetting } from '../creative-tags/tagging-settings.ts'
import { beyondBudget } from './budget.ts'
import type { VisionAnswers } from './vision-answers.ts'

type Run = z.output<typeof VisionRun>

/** What asking needs of a project. */
export interface VisionHost {
  readonly assets: Assets
  readonly answers: VisionAnswers
  readonly http: HttpClient
  readonly now: Date
}

const LONGEST_WAIT_SECONDS = 60
const MOST_WAITS = 3
/** Failures in a row after which nothing is asked any more. */
const MOST_FAILURES = 3

/** The picture a model is shown of a file: a video's nine frames, else its poster; `null` where it has none. */
function pictureOf({ sha256, facts, previews }: Asset, { files }: Assets): string | null {
  const preview = facts?.type === 'video' ? 'sheet' : 'poster'
  return previews.includes(preview) ? files.preview(sha256, preview) : null
}

interface Due {
  readonly sha256: string
  readonly picture: string
  readonly question: VisionQuestion
}

/** What is to be asked of a file; `null` where there is no picture of it. */
function dueOf(sha256: string, assets: Assets, taxonomy: readonly TaxonomyKey[]): Due | null {
  const asset = assets.records.find(sha256)
  const picture = asset === null ? null : pictureOf(asset, assets)
  if (asset === null || asset.facts === null || picture === null) return null
  return { sha256, picture, question: visionQuestion(taxonomy, asset.facts, asset.tags) }
}

/** Asks once, and again after the waits a provider asks for where they are short. */
async function askPatiently(
  model: VisionModel,
  { picture, question }: Due,
  signal?: AbortSignal,
): Promise<VisionReply> {
  for (let waits = 0; ; waits += 1) {
    const reply = await model.ask(picture, question, signal)
    const seconds = reply.kind === 'limited' ? (reply.waitSeconds ?? 2 ** waits) : null
    if (seconds === null || seconds > LONGEST_WAIT_SECONDS || waits >= MOST_WAITS) return reply
    await wait(seconds * 1000, undefined, signal === undefined ? {} : { signal })
  }
}

function openModel(setting: VisionModelSetting, http: HttpClient): VisionModel | string {
  const packages = LocalPackages.find()
  const missing = missingPackages(packages, setting.provider)
  if (packages === null || missing.length > 0)
    return `${missing.join(' and ')} are not installed: run \`permille setup tagging\``
  const key = setting.key === undefined ? null : resolveVariable('tagging.visionModel.key', setting.key)
  const { provider, model, url = null } = setting
  return new VisionModel(packages, http, { provider, model, url, key })
}

/** Asks the vision model of a project about every file it was not asked about; `null` where the project names none. */
export async function askVisionModel(
  { assets, answers, http, now }: VisionHost,
  { taxonomy: own, visionModel: setting }: TaggingSettings,
  { onProgress, signal }: Work,
): Promise<Run | null> {
  if (setting === undefined) return null
  const called = `${setting.provider} ${setting.url ?? ''} ${setting.model}`
  const taxonomy = taxonomyOf(own)
  const files = assets.records.list()
  const counts = { asked: 0, answered: 0, known: 0, tokens: 0 }
  let model: VisionModel | string | null = null
  let failures = 0
  let failure: string | null = null
  for (const [index, { sha256 }] of files.entries()) {
    signal?.throwIfAborted()
    onProgress?.({ fraction: (index + 1) / files.length, rows: 0 })
    const due = dueOf(sha256, assets, taxonomy)
    if (due === null) continue
    const asked = { sha256, question: due.question.hash, model: called }
    if (answers.isKnown(asked)) {
      counts.known += 1
      continue
    }
    model ??= openModel(setting, http)
    const stopped =
      typeof model === 'string'
        ? model
        : beyondBudget(setting, answers.usedInMonth(now), mostTokens(due.question))
    if (typeof model === 'string' || stopped !== null) return { ...counts, stopped }
    const reply = await askPatiently(model, due, signal)
    counts.asked += 1
    if (reply.kind === 'limited') return { ...counts, stopped: reply.reason }
    if (reply.kind === 'failed') {
      failure = reply.reason
      failures += 1
      if (failures >= MOST_FAILURES) break
      continue
    }
    failures = 0
    counts.answered += reply.kind === 'answered' ? 1 : 0
    counts.tokens += reply.tokens.input + reply.tokens.output
    const [tags, reason] = reply.kind === 'answered' ? [[...reply.tags], null] : [[], reply.reason]
    answers.add({ ...asked, tags, reason }, now, reply.tokens)
  }
  return { ...counts, stopped: failure }
}
