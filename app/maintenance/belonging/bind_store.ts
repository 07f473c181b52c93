import { v4 } from 'uuid'
import type pg from 'pg'
import { originalKey } from '#app/assets/object_keys'
import { claimId, readId, sampleAssets } from '#app/maintenance/belonging/installation_row'
import { readMarker, writeMarker } from '#app/maintenance/belonging/store_marker'
import { StartError } from '#app/process/start_error'
import type { ObjectStore } from '#app/storage/object_store'

/** Assets of either age whose originals are looked for where there are no ids to compare. */
const SAMPLE = 10

export interface Sides {
  client: pg.ClientBase
  store: ObjectStore
  /** What the operator calls each, for messages. */
  names: { database: string; store: string; variables: string }
}

/**
 * Makes sure that database and store belong together, and marks both with one id where neither has
 * another: at the first start, and at the first one after the upgrade from a release without ids.
 * Throws a `StartError` that says which is which and what to do where they do not.
 */
export async function bindStore(sides: Sides): Promise<void> {
  const [id, marker] = await Promise.all([readId(sides.client), readMarker(sides.store)])
  if (id && id === marker) return
  if (marker) throw mismatch(sides, ofInstallation(marker), id ? ofInstallation(id) : 'is new')
  await assertContentsMatch(sides)
  await adoptStore(sides)
}

/** Has the store belong to the database from now on, whatever it holds. Returns their id. */
export async function adoptStore({ client, store }: Sides): Promise<string> {
  const id = await claimId(client, v4())
  await writeMarker(store, id)
  return id
}

async function assertContentsMatch(sides: Sides) {
  const { client, store } = sides
  const ids = await sampleAssets(client, SAMPLE)
  const first = await store.list('assets/')[Symbol.asyncIterator]().next()
  const isEmpty = first.done
  if (isEmpty && ids.length === 0) return
  if (isEmpty) throw mismatch(sides, 'is empty', 'has assets')
  if (ids.length === 0) throw mismatch(sides, 'holds objects', 'has no assets')

  const heads = await Promise.all(ids.map((id) => store.head(originalKey(id))))
  const found = heads.filter((head) => head !== null).length
  if (found * 2 < ids.length) throw mismatch(sides, 'holds other objects', 'has other assets')
}

function mismatch({ names }: Sides, store: string, database: string) {
  return new StartError(
    `The store and the database do not belong together: the store (${names.store}) ${store}, ` +
      `the database (${names.database}) ${database}. Correct ${names.variables}, or bring the ` +
      'other one back. Only if these two are to belong together: node ace store:adopt'
  )
}

function ofInstallation(id: string) {
  return `belongs to the installation ${id}`
}
