import { VIEWS } from './index.ts'
import type { AskedView } from './view-input.ts'

/** Rows of a page to read, where nobody says how many. */
const ROWS = 100

/** The view with as many rows as a person reads. */
export function withFirstRows({ name, fields }: AskedView): AskedView {
  const takesLimit = 'limit' in VIEWS[name].operation.input.shape
  return { name, fields: takesLimit ? { limit: ROWS, ...fields } : fields }
}
