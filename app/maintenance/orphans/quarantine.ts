import store from '#app/storage/main'
import { noteQuarantined, unmark } from '#app/maintenance/orphans/marks'

/** Below it lies what no row owns, under its own key, until its second grace is over. */
export const QUARANTINE = 'quarantine/orphans/'

/** Moves an object out of the way. A crash in between leaves it in both places, and is repeated. */
export async function quarantine(key: string): Promise<void> {
  await store.copy(key, QUARANTINE + key)
  await noteQuarantined([key])
  await store.delete([key])
}

/** Moves an object back, unless another one has taken its place. */
export async function release(key: string): Promise<void> {
  if (!(await store.head(key))) await store.copy(QUARANTINE + key, key)
  await store.delete([QUARANTINE + key])
  await unmark([key])
}

/** Erases objects permanently. */
export async function erase(keys: string[]): Promise<void> {
  await store.delete(keys.map((key) => QUARANTINE + key))
  await unmark(keys)
}
