import { askQuery } from './ask.ts'
import { postJson } from './client.ts'

/** A state of the page under a name. */
export interface SavedView {
  name: string
  address: string
  user: string | null
  savedAt: string
}

export const savedViewsQuery = askQuery<{ views: SavedView[] }>('views-list', {})

export const saveView = ({ name, address }: Pick<SavedView, 'name' | 'address'>): Promise<unknown> =>
  postJson('/api/v1/views-save', { name, address })

export const renameView = (name: string, as: string): Promise<unknown> =>
  postJson('/api/v1/views-rename', { name, as })

export const removeView = (name: string): Promise<{ view: SavedView }> =>
  postJson('/api/v1/views-remove', { name })
