import type { AssetFields } from '#app/assets/fields'
import AssetTransformer from '#app/assets/transformers/asset_transformer'

// The event stream format: https://html.spec.whatwg.org/multipage/server-sent-events.html

/** How long a client waits before it connects again, in milliseconds. */
const RETRY_MS = 2_000

/** We end the stream: its client comes back soon, and not at the same time as all others. */
export function farewell() {
  return `retry: ${Math.round(RETRY_MS * (0.25 + Math.random() * 0.7))}\n\n`
}

/** Where the client stands. It names no event, so none is dispatched; it resumes from there. */
export function position(id: number) {
  return `retry: ${RETRY_MS}\nid: ${id}\n\n`
}

/** What is known of the asset, as in every other answer. */
export async function told(id: number, asset: AssetFields) {
  return message(id, 'asset', await new AssetTransformer(asset).toObject())
}

export function deleted(id: number, assetId: string) {
  return message(id, 'asset-deleted', { id: assetId })
}

/** The client was disconnected for too long: it must reload its list; events continue from now on. */
export function reset(id: number) {
  return message(id, 'reset', {})
}

/** Shows client and proxies that the connection lives. */
export function heartbeat() {
  return ':\n\n'
}

// JSON has no line breaks of its own, so that one line of data is enough.
function message(id: number, event: string, data: object) {
  return `id: ${id}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`
}
