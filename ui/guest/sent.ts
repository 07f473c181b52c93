import { signal } from '@preact/signals'
import type { Asset, Page } from '../api/types'
import { refresh } from './link'
import { ask, visit } from './visit'

const LOOK_MS = 2_000

/** What this visit sent, newest first: the last hundred. */
export const sent = signal<Asset[]>([])

let looking = false

/** Shows an asset, and what becomes of it. */
export function show(asset: Asset) {
  sent.value = [asset, ...sent.value.filter(({ id }) => id !== asset.id)]
  void look()
}

/** Reads what this visit has sent. */
export async function readSent() {
  const { data } = await ask<Page<Asset>>('/assets?limit=100')
  sent.value = data.filter(({ status }) => status !== 'pending')
  void look()
}

/** Takes an asset back, so that another may be sent instead. */
export async function takeBack({ id }: Asset) {
  await ask(`/assets/${id}`, { method: 'DELETE' })
  sent.value = sent.value.filter((asset) => asset.id !== id)
  await refresh().catch(() => undefined)
}

/** Reads it again until all is processed. */
async function look() {
  if (looking) return
  looking = true
  while (visit.value && sent.value.some(({ status }) => status === 'processing')) {
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS))
    const answer = await ask<Page<Asset>>('/assets?limit=100').catch(() => null)
    if (answer) sent.value = answer.data.filter(({ status }) => status !== 'pending')
  }
  looking = false
}
