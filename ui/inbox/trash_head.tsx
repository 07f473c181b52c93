import { useState } from 'preact/hooks'
import { sentenceOf } from '../api/failure'
import type { Asset, Page } from '../api/types'
import { confirm } from '../components/confirm'
import { toast } from '../components/toast'
import { ask } from '../session/session'
import { Room } from '../session/room'
import { changeAll } from './bulk'
import { assets, reread } from './library'

/** What the trash is, how much room is left, and how to empty it. */
export function TrashHead() {
  const [isEmptying, setEmptying] = useState(false)

  async function empty() {
    const question = 'Erase everything in the trash for good? Nobody can bring it back.'
    if (!(await confirm(question, 'Empty the trash'))) return
    setEmptying(true)
    try {
      await eraseAll()
      toast('The trash is empty')
    } catch (error) {
      toast(sentenceOf(error))
    }
    setEmptying(false)
    await reread()
  }
  return (
    <div class="trash-head">
      <div>
        <h1>Trash</h1>
        <p class="quiet">
          Deleted files stay here for a while, count as used space, and are then erased.
        </p>
        <Room />
      </div>
      {assets.value.length > 0 && (
        <button class="button danger" disabled={isEmptying} onClick={empty}>
          {isEmptying ? 'Emptying …' : 'Empty the trash'}
        </button>
      )}
    </div>
  )
}

async function eraseAll() {
  for (;;) {
    const { data } = await ask<Page<Asset>>('/assets?trashed=true&limit=100')
    const erased = await changeAll(
      'erase',
      data.map(({ id }) => id)
    )
    if (erased.length === 0) return
  }
}
