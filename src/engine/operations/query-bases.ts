import {
  type AnsweredRow,
  componentsOf,
  evaluateMetric,
  type Metric,
  type MetricAnswer,
  rowMarks,
} from '#metrics/index.ts'
import type { Note } from '#schema/note.ts'
import { type QueryColumn, queryColumns } from './query-columns.ts'
import { type Cells, queryCells } from './query-rows.ts'

/** The same question answered on one basis. */
export interface BasisAnswer {
  readonly basis: string
  readonly answer: MetricAnswer
}

export interface BesideCells {
  readonly rows: readonly Cells[]
  readonly totals: Record<string, number | null>
  readonly notComputed: Record<string, string>
  readonly columns: QueryColumn[]
}

/** Whether a metric counts conversions: whoever shows something else agrees with itself. */
function tellsBases({ plan }: MetricAnswer, index: number): boolean {
  const metric = plan.metrics[index]
  return metric !== undefined && componentsOf(metric).some(({ from }) => from === 'outcome')
}

type Answers = readonly [BasisAnswer, BasisAnswer]

function networksKnown(metric: Metric, row: AnsweredRow): ReadonlySet<string> {
  const known = row.parts.filter((part) => evaluateMetric(metric, { ...row, parts: [part] }).value !== null)
  return new Set(known.map(({ network }) => network))
}

/** The second basis for each one of the first, over networks both know: organic installs are claimed by nobody. */
function ratioOf(metric: Metric | undefined, rows: readonly (AnsweredRow | undefined)[]): number | null {
  const [one, other] = rows
  if (metric === undefined || one === undefined || other === undefined) return null
  const both = networksKnown(metric, one).intersection(networksKnown(metric, other))
  const [below, above] = [one, other].map((row) => {
    const parts = row.parts.filter(({ network }) => both.has(network))
    return evaluateMetric(metric, { ...row, parts }).value
  })
  return typeof below === 'number' && typeof above === 'number' && below !== 0 ? above / below : null
}

/** Cells of both bases for one place. */
function beside(
  cells: readonly (Cells | undefined)[],
  rows: readonly (AnsweredRow | undefined)[],
  answers: Answers,
  metrics: readonly string[],
): Cells {
  const [one = {}, other = {}] = cells
  const merged: Cells = { ...other, ...one }
  for (const [index, name] of metrics.entries()) {
    if (!tellsBases(answers[0].answer, index)) {
      merged[name] = one[name] ?? other[name] ?? null
      continue
    }
    delete merged[name]
    merged[`${name}_${answers[0].basis}`] = one[name] ?? null
    merged[`${name}_${answers[1].basis}`] = other[name] ?? null
    merged[`${name}_ratio`] = ratioOf(answers[0].answer.plan.metrics[index], rows)
  }
  return merged
}

function columnsBeside(answers: Answers, metrics: readonly string[]): QueryColumn[] {
  const [{ answer, basis }, { basis: second }] = answers
  const marks = new Set(answers.flatMap((one) => rowMarks(one.answer.plan).map(({ name }) => name)))
  return queryColumns(answer, metrics, [], [...marks]).flatMap((column) => {
    const index = metrics.indexOf(column.name)
    if (index === -1 || column.type !== 'number' || !tellsBases(answer, index)) return [column]
    const { name, label } = column
    return [
      { ...column, name: `${name}_${basis}`, label: `${label} (${basis})` },
      { ...column, name: `${name}_${second}`, label: `${label} (${second})` },
      { name: `${name}_ratio`, label: `${second} ÷ ${basis}`, unit: 'ratio', type: 'number' },
    ]
  })
}

/** Rows of two bases side by side, with what the second counts for each one of the first; never added. */
export function cellsBeside(answers: Answers, metrics: readonly string[]): BesideCells {
  const found = answers.map(({ answer }) => queryCells(answer, metrics, []))
  const groupings = answers[0].answer.plan.groupings.map(({ name }) => `${name}_key`)
  const cellsAt = found.map(
    ({ rows }) =>
      new Map(rows.map((row) => [JSON.stringify(groupings.map((name) => row[name] ?? null)), row])),
  )
  const rowsAt = answers.map(
    ({ answer }) => new Map(answer.rows.map((row) => [JSON.stringify(row.keys), row])),
  )
  const places = new Set(cellsAt.flatMap((rows) => [...rows.keys()]))
  const at = (place: string) =>
    beside(
      cellsAt.map((rows) => rows.get(place)),
      rowsAt.map((rows) => rows.get(place)),
      answers,
      metrics,
    )
  const totals = beside(
    found.map((cells) => cells.totals),
    answers.map(({ answer }) => answer.totals),
    answers,
    metrics,
  )
  const notComputed = found.flatMap(({ notComputed: reasons }, place) =>
    Object.entries(reasons).map(([name, reason]) => {
      const tells = tellsBases(answers[0].answer, metrics.indexOf(name))
      return [tells ? `${name}_${answers[place]?.basis}` : name, reason] as const
    }),
  )
  return {
    rows: [...places].map(at),
    totals: Object.fromEntries(
      Object.entries(totals).map(([name, value]) => [name, typeof value === 'number' ? value : null]),
    ),
    notComputed: Object.fromEntries(notComputed),
    columns: columnsBeside(answers, metrics),
  }
}

/** Says how two bases beside each other are read. */
export function besideNote([one, other]: readonly [BasisAnswer, BasisAnswer]): Note {
  return {
    code: 'bases_beside',
    severity: 'info',
    message: `${one.basis} and ${other.basis} count the same conversions: they stand side by side and are never added.`,
  }
}
