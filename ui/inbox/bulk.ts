import { sentenceOf } from '../api/failure'
import type { Asset } from '../api/types'
import { toast } from '../components/toast'
import { count } from '../lib/format'
import { ask } from '../session/session'
import { drop, put } from './library'
import { clearSelection } from './selection'

export type BulkAction =
  'trash' | 'restore' | 'erase' | 'tag' | 'untag' | 'favorite' | 'unfavorite' | 'addToAlbum'

interface Result {
  id: string
  error?: { code: string; message: string }
}

/** How many the API takes at once. */
const MAX_IDS = 1_000

/** Does it to all of them; returns the ids for which it was done. Throws what stops all of it. */
export async function changeAll(action: BulkAction, ids: string[], more: object = {}) {
  const done: string[] = []
  for (let first = 0; first < ids.length; first += MAX_IDS) {
    const body = { action, ids: ids.slice(first, first + MAX_IDS), ...more }
    const { data } = await ask<{ data: { results: Result[] } }>('/assets/bulk', {
      method: 'POST',
      body,
    })
    done.push(...data.results.filter(({ error }) => !error).map(({ id }) => id))
  }
  return done
}

/** The same for the selection, which then ends, with a word about how it went. */
export async function changeSelected(
  action: BulkAction,
  chosen: Asset[],
  { says, more, undo }: { says: string; more?: object; undo?: BulkAction }
) {
  clearSelection()
  try {
    const ids = await changeAll(
      action,
      chosen.map(({ id }) => id),
      more
    )
    if (['trash', 'restore', 'erase'].includes(action)) ids.forEach(drop)
    const failed = chosen.length - ids.length
    const text = `${count(ids.length, 'file')} ${says}${failed ? `, ${failed} not` : ''}`
    toast(text, undo && { label: 'Undo', run: () => takeBack(undo, ids, chosen) })
  } catch (error) {
    toast(sentenceOf(error))
  }
}

async function takeBack(action: BulkAction, ids: string[], chosen: Asset[]) {
  try {
    const done = new Set(await changeAll(action, ids))
    chosen.filter(({ id }) => done.has(id)).forEach(put)
  } catch (error) {
    toast(sentenceOf(error))
  }
}
