import { alerts } from './alerts.ts'
import { alertsCheck } from './alerts-check.ts'
import { alertsSnooze } from './alerts-snooze.ts'
import { assets } from './assets.ts'
import { assetsAdd } from './assets-add.ts'
import { assetsFetch } from './assets-fetch.ts'
import { assetsLink } from './assets-link.ts'
import { assetsUndo } from './assets-undo.ts'
import { assetsUnlink } from './assets-unlink.ts'
import { audit } from './audit.ts'
import { backup } from './backup.ts'
import { budget } from './budget.ts'
import { compare } from './compare.ts'
import { connect } from './connect.ts'
import { connections } from './connections.ts'
import { coverage } from './coverage.ts'
import { creatives } from './creatives.ts'
import { creativesHistory } from './creatives-history.ts'
import { creativesMerge } from './creatives-merge.ts'
import { creativesSplit } from './creatives-split.ts'
import { decisions } from './decisions.ts'
import { decisionsDone } from './decisions-done.ts'
import { decisionsRecord } from './decisions-record.ts'
import { decisionsRemove } from './decisions-remove.ts'
import { doctor } from './doctor.ts'
import { elements } from './elements.ts'
import { erase } from './erase.ts'
import { explain } from './explain.ts'
import { exportRows } from './export.ts'
import { fatigue } from './fatigue.ts'
import { fraud } from './fraud.ts'
import { importFiles } from './import.ts'
import { init } from './init.ts'
import { jobs } from './jobs.ts'
import { jobsCancel } from './jobs-cancel.ts'
import { journal } from './journal.ts'
import { journalAdd } from './journal-add.ts'
import { journalEdit } from './journal-edit.ts'
import { journalEffect } from './journal-effect.ts'
import { journalRemove } from './journal-remove.ts'
import { journalUndo } from './journal-undo.ts'
import { matches } from './matches.ts'
import { matchesHistory } from './matches-history.ts'
import { matchesMerge } from './matches-merge.ts'
import { matchesSplit } from './matches-split.ts'
import { maturity } from './maturity.ts'
import { migrate } from './migrate.ts'
import { naming } from './naming.ts'
import type { Operation } from './operation.ts'
import { pages } from './pages.ts'
import { pagesTime } from './pages-time.ts'
import { power } from './power.ts'
import { project } from './project.ts'
import { prune } from './prune.ts'
import { query } from './query.ts'
import { rank } from './rank.ts'
import { ratesFetch } from './rates-fetch.ts'
import { reconcileTotals } from './reconcile.ts'
import { replay } from './replay.ts'
import { report } from './report.ts'
import { reportWeekly } from './report-weekly.ts'
import { restatements } from './restatements.ts'
import { restore } from './restore.ts'
import { secretsRotate } from './secrets-rotate.ts'
import { sessionsEnd } from './sessions-end.ts'
import { sessionsList } from './sessions-list.ts'
import { setupTagging } from './setup-tagging.ts'
import { shareCreate } from './share-create.ts'
import { shareList } from './share-list.ts'
import { shareRevoke } from './share-revoke.ts'
import { sources } from './sources.ts'
import { sql } from './sql.ts'
import { sync } from './sync.ts'
import { syncs } from './syncs.ts'
import { tag } from './tag.ts'
import { tags } from './tags.ts'
import { tagsRemove } from './tags-remove.ts'
import { tagsSet } from './tags-set.ts'
import { tagsUndo } from './tags-undo.ts'
import { testCheck } from './test-check.ts'
import { testList } from './test-list.ts'
import { testPlan } from './test-plan.ts'
import { testShow } from './test-show.ts'
import { tokensCreate } from './tokens-create.ts'
import { tokensList } from './tokens-list.ts'
import { tokensRevoke } from './tokens-revoke.ts'
import { usersAdd } from './users-add.ts'
import { usersDisable } from './users-disable.ts'
import { usersEnable } from './users-enable.ts'
import { usersList } from './users-list.ts'
import { usersPassword } from './users-password.ts'
import { usersRemove } from './users-remove.ts'
import { usersRole } from './users-role.ts'
import { value } from './value.ts'
import { viewsList } from './views-list.ts'
import { viewsRemove } from './views-remove.ts'
import { viewsRename } from './views-rename.ts'
import { viewsSave } from './views-save.ts'

/** Every operation; commands, routes and reference pages follow from this list. */
export const OPERATIONS: readonly Operation[] = [
  init,
  importFiles,
  connect,
  connections,
  sync,
  syncs,
  jobs,
  jobsCancel,
  coverage,
  secretsRotate,
  rank,
  compare,
  explain,
  fatigue,
  elements,
  value,
  fraud,
  budget,
  decisions,
  decisionsRecord,
  decisionsDone,
  decisionsRemove,
  journal,
  journalAdd,
  journalEdit,
  journalRemove,
  journalUndo,
  journalEffect,
  pages,
  pagesTime,
  alerts,
  alertsCheck,
  alertsSnooze,
  query,
  sql,
  power,
  testPlan,
  testList,
  testShow,
  testCheck,
  sources,
  matches,
  matchesMerge,
  matchesSplit,
  matchesHistory,
  reconcileTotals,
  restatements,
  maturity,
  creatives,
  creativesMerge,
  creativesSplit,
  creativesHistory,
  assets,
  assetsAdd,
  assetsFetch,
  assetsLink,
  assetsUnlink,
  assetsUndo,
  tag,
  tags,
  tagsSet,
  tagsRemove,
  tagsUndo,
  setupTagging,
  naming,
  ratesFetch,
  exportRows,
  report,
  reportWeekly,
  shareCreate,
  shareList,
  shareRevoke,
  viewsList,
  viewsSave,
  viewsRename,
  viewsRemove,
  replay,
  migrate,
  backup,
  erase,
  prune,
  restore,
  doctor,
  project,
  usersAdd,
  usersList,
  usersRole,
  usersPassword,
  usersDisable,
  usersEnable,
  usersRemove,
  tokensCreate,
  tokensList,
  tokensRevoke,
  sessionsList,
  sessionsEnd,
  audit,
]
