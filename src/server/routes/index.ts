import { assetFile } from './assets.ts'
import { healthz, metrics, readyz } from './health.ts'
import { allJobEvents, job, jobEvents } from './jobs.ts'
import { beginAtProvider, comeFromProvider } from './provider.ts'
import type { ServiceRoute } from './service-route.ts'
import { acceptInvitation, readSession, signIn, signOut } from './session.ts'
import { share } from './share.ts'
import { shownTable } from './table-file.ts'
import { removeUpload, upload } from './uploads.ts'

/** Routes beside the operations. */
export const SERVICE_ROUTES: readonly ServiceRoute[] = [
  healthz,
  readyz,
  metrics,
  readSession,
  signIn,
  acceptInvitation,
  signOut,
  beginAtProvider,
  comeFromProvider,
  upload,
  removeUpload,
  assetFile,
  allJobEvents,
  job,
  jobEvents,
  share,
  shownTable,
]
