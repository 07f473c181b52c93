import { confirm } from '../components/confirm'
import { count } from '../lib/format'
import { changeSelected } from './bulk'
import { selectedAssets } from './selection'

/** Moves what is selected to the trash. */
export function trash() {
  const chosen = selectedAssets()
  return changeSelected('trash', chosen, { says: 'moved to the trash', undo: 'restore' })
}

/** Brings what is selected back from the trash. */
export function restore() {
  return changeSelected('restore', selectedAssets(), { says: 'restored' })
}

/** Erases what is selected, after a question. */
export async function erase() {
  const chosen = selectedAssets()
  const files = count(chosen.length, 'file')
  if (!(await confirm(`Erase ${files} for good? Nobody can bring them back.`, 'Erase'))) return
  await changeSelected('erase', chosen, { says: 'erased' })
}

/** All of them become favorites; if they all are, none is one any more. */
export function favorite() {
  const chosen = selectedAssets()
  return chosen.every((asset) => asset.favorite)
    ? changeSelected('unfavorite', chosen, { says: 'no longer favorites', undo: 'favorite' })
    : changeSelected('favorite', chosen, { says: 'marked as favorites' })
}
