import { json } from 'node:stream/consumers'
import { ObjectMissing } from '#app/storage/errors'
import type { ObjectStore } from '#app/storage/object_store'

/** Outside `assets/`, so that no sweep and no check ever meets it. */
export const MARKER_KEY = 'installation.json'

/** The id of the installation that the store belongs to; null where none has marked it. */
export async function readMarker(store: ObjectStore): Promise<string | null> {
  try {
    const { stream } = await store.read(MARKER_KEY)
    const { id } = (await json(stream)) as { id: string }
    return id
  } catch (error) {
    if (error instanceof ObjectMissing) return null
    throw error
  }
}

/** Marks the store as that of an installation, whatever it was before. */
export async function writeMarker(store: ObjectStore, id: string): Promise<void> {
  const note = 'Names the installation of Media Inbox that these objects belong to. Leave it here.'
  const body = Buffer.from(`${JSON.stringify({ id, note })}\n`)
  await store.put(MARKER_KEY, body, { size: body.length, contentType: 'application/json' })
}
