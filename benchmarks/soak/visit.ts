import { setTimeout as delay } from 'node:timers/promises'
import { upload } from '../pipeline/upload.js'
import type { Client } from '../support/client.js'

const LOOK_EVERY_MS = 200
const READY_WITHIN_MS = 120_000

/**
 * What a person does: sends a photo, looks at the list until it is ready, opens it, and deletes it,
 * so that nothing of the visit remains.
 */
export async function visit(client: Client, photo: Buffer) {
  const id = await upload(client, photo)
  const deadline = Date.now() + READY_WITHIN_MS
  for (;;) {
    await client.get('/assets')
    const { status, error } = await client.get(`/assets/${id}`)
    if (status === 'ready') break
    if (error) throw new Error(`a photo ended as ${status}: ${error.code}`)
    if (Date.now() > deadline) throw new Error('a photo was not ready in time')
    await delay(LOOK_EVERY_MS)
  }
  await client.delete(`/assets/${id}?permanent=true`)
}
