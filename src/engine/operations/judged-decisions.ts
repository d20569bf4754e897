import { judgeAdvice, type Later } from '#analyses/advice/judge-advice.ts'
import { scoreAdvice } from '#analyses/advice/score-advice.ts'
import { conversionField } from '#analyses/evidence/gather-evidence.ts'
import { newestMatureDay } from '#metrics/index.ts'
import type { DecisionRow, DecisionsAnswer, Suggestion } from '#schema/answer/decisions-answer.ts'
import { FatigueAnswer } from '#schema/answer/fatigue-answer.ts'
import { RankAnswer } from '#schema/answer/rank-answer.ts'
import { addDays, earlierDay } from '#schema/day.ts'
import { PermilleError } from '#schema/error.ts'
import type { Note } from '#schema/note.ts'
import type { Project } from '../project.ts'
import type { SampleName } from '../sample/sample-name.ts'
import { fatigue } from './fatigue.ts'
import { rank } from './rank.ts'

/** Questions whose later days are ranked; older ones are not judged again. */
const MOST_QUESTIONS = 20

export interface AskedDecisions {
  /** Days after the evidence that are looked at. */
  readonly days: number
  readonly sample: SampleName | undefined
}

/** Days that a reading of fatigue takes as the newest ones. */
const WEEK = 7

const questionOf = ({ advice, by, event, where, from, to }: Suggestion) =>
  JSON.stringify([by, event, where, to, ...(advice === 'fatigue' ? [from] : [])])

interface LaterQuestion extends Pick<Suggestion, 'by' | 'event' | 'where' | 'from' | 'to'> {
  /** First day of a suggestion of fatigue; `null` for one that only ranks. */
  readonly watchedFrom: string | null
  readonly sample?: SampleName
}

/** The ranking of later days; `null` while some network has none but immature ones, or where its rows cannot be asked so any more. */
async function readLater(
  project: Project,
  { watchedFrom, ...question }: LaterQuestion,
): Promise<Later | null> {
  const asked = { localFiles: false }
  try {
    const ranked = RankAnswer.parse(await rank.run(project, question, asked))
    const isWaiting = ranked.notes.some(({ code }) => code === 'only_immature')
    if (isWaiting) return null
    const { from, to } = question
    const watched =
      watchedFrom === null
        ? null
        : FatigueAnswer.parse(await fatigue.run(project, { ...question, from: watchedFrom }, asked))
    return { from, to, ranked, watched }
  } catch (error) {
    // An event, a token or a tag that was asked by may be gone since.
    if (error instanceof PermilleError) return null
    throw error
  }
}

/** Everything that was suggested with what became of it, newest first, and the score of all. */
export async function judgedDecisions(
  project: Project,
  { days, sample }: AskedDecisions,
): Promise<DecisionsAnswer> {
  const store = await project.store(sample)
  const context = await store.metricContext()
  const { sampleLabel } = await store.freshness(context)
  const logged = project.advice
    .all()
    .filter(({ sample: about }) => about === (sampleLabel ?? ''))
    .toReversed()
  const questions = [...new Set(logged.map(({ suggestion }) => questionOf(suggestion)))]
  const kept = new Set(questions.slice(0, MOST_QUESTIONS))
  const known = new Map<string, Later | null>()
  const laterOf = async (suggestion: Suggestion): Promise<Later | null> => {
    const question = questionOf(suggestion)
    const before = known.get(question)
    if (before !== undefined) return before
    const newest = newestMatureDay(context.catalogue, context, conversionField(suggestion.event))
    const from = addDays(suggestion.to, 1)
    const to = newest === null ? null : earlierDay(newest, addDays(suggestion.to, days))
    const { by, event, where, advice } = suggestion
    const isFatigue = advice === 'fatigue'
    const needed = isFatigue ? addDays(from, WEEK - 1) : from
    const watchedFrom = isFatigue ? suggestion.from : null
    const of = sample === undefined ? {} : { sample }
    const found =
      to === null || to < needed
        ? null
        : await readLater(project, { by, event, where, from, to, watchedFrom, ...of })
    known.set(question, found)
    return found
  }
  const rows: DecisionRow[] = []
  for (const { number, at, suggestion, done } of logged) {
    if (!kept.has(questionOf(suggestion))) continue
    rows.push({ number, at, ...suggestion, ...judgeAdvice(suggestion, done, await laterOf(suggestion)) })
  }
  const notes: Note[] = [
    {
      code: 'advice_on_itself',
      severity: 'info',
      message:
        'Later days are compared with the others of the same places by themselves, so a rate that chance had raised falls back here: the believed rate of the advice already expects that, the measured one does not.',
    },
  ]
  if (rows.length < logged.length)
    notes.push({
      code: 'older_advice',
      severity: 'info',
      message: `${logged.length - rows.length} older suggestions are kept and not judged again; only those of the newest ${MOST_QUESTIONS} questions are.`,
    })
  return { days, rows, score: scoreAdvice(rows), notes, freshness: await store.freshness(context) }
}
