import type { ImportedFile } from '#schema/answer/import-report.ts'
import { toSentence } from '../../format/words.ts'
import { Disclosure } from '../../ui/disclosure.tsx'
import { Notice } from '../../ui/notice.tsx'
import type { ImportItem } from '../import/import-state.ts'
import { AnswerForm } from '../import-answers/answer-form.tsx'
import { listQuestions } from '../import-answers/file-questions.ts'
import { MappingForm } from '../import-answers/mapping-form.tsx'
import { Notes } from '../provenance/notes.tsx'
import { ColumnList } from './column-list.tsx'
import { FileFacts } from './file-facts.tsx'
import { ProblemList } from './problem-list.tsx'
import { Replacement } from './replacement.tsx'
import { StatusWord } from './status-word.tsx'
import classes from './table-preview.module.css'
import { Totals } from './totals.tsx'

/** What one table of a file is, what storing it does, and what it still needs. */
export function TablePreview({ item, table }: { item: ImportItem; table: ImportedFile }) {
  const questions = listQuestions(table)
  const mapped = table.status === 'needs_mapping' || item.options.map !== undefined
  const open = item.phase === 'ready' || item.phase === 'failed'
  const recognised = table.source !== null || table.sourceLabel !== null

  return (
    <div className={classes.preview}>
      <div className={classes.source}>
        <StatusWord status={table.status} />
        <span>
          {recognised ? (
            <>
              <strong>{table.sourceLabel ?? table.source}</strong>
              {table.layout !== null && <span className={classes.quiet}> · {table.layout}</span>}
            </>
          ) : (
            <strong>Not a report permille knows</strong>
          )}
          {table.file !== item.file.name && <span className={classes.quiet}> · {table.file}</span>}
        </span>
      </div>
      {table.refusal && (
        <Notice severity="warning">
          {toSentence(table.refusal.message)}
          {/* What else is missing is asked for below. */}
          {table.status === 'refused' &&
            table.refusal.remedy !== null &&
            ` ${toSentence(table.refusal.remedy)}`}
        </Notice>
      )}
      {open && questions.length > 0 && <AnswerForm item={item} questions={questions} />}
      {open && mapped && <MappingForm item={item} table={table} />}
      {table.rows.read > 0 && table.status !== 'needs_mapping' && (
        <>
          <FileFacts table={table} />
          <Totals table={table} />
          {table.replaces && (
            <Replacement
              replaces={table.replaces}
              totals={table.totals}
              currency={table.currency.value}
              done={table.status === 'stored'}
            />
          )}
        </>
      )}
      <Notes notes={table.notes} />
      {table.problems.length > 0 && <ProblemList problems={table.problems} />}
      {!mapped && table.columns.length > 0 && (
        <Disclosure summary={describeColumns(table)}>
          <ColumnList columns={table.columns} />
        </Disclosure>
      )}
      {open && questions.length === 0 && table.status !== 'refused' && table.status !== 'unchanged' && (
        <Disclosure summary="Say what the file does not say">
          <AnswerForm item={item} questions={['dateOrder', 'app', 'os']} />
        </Disclosure>
      )}
    </div>
  )
}

function describeColumns(table: ImportedFile): string {
  const read = table.columns.filter((column) => column.field !== null).length
  const left = table.columns.length - read
  return left === 0 ? `${read} columns read` : `${read} columns read, ${left} left out`
}
