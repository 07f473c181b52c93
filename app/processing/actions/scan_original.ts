import logger from '@adonisjs/core/services/logger'
import store from '#app/storage/main'
import type Asset from '#app/assets/models/asset'
import { malwareKey } from '#app/assets/object_keys'
import { scans } from '#app/observability/metrics/counters'
import { describeFailure } from '#app/observability/logging/failure'
import type { Clamd } from '#app/scanner/clamd'
import { Malware, ScannerUnavailable } from '#app/scanner/errors'
import { scanning } from '#config/scanner'

/**
 * Streams the original through the scanner, if there is one, before anything else reads it. Throws
 * `Malware` once a copy is in quarantine, and `ScannerUnavailable` where files wait for a scanner
 * that is down. What an administrator released is not scanned again.
 */
export async function scanOriginal(asset: Asset, signal: AbortSignal): Promise<void> {
  const { scanner, whenUnavailable } = scanning
  if (!scanner || asset.releasedAt) return
  try {
    const signature = await signatureIn(asset, scanner, signal)
    scans.inc({ outcome: signature ? 'infected' : 'clean' })
    if (!signature) return
    await store.copy(asset.originalKey, malwareKey(asset.id))
    throw new Malware(signature)
  } catch (error) {
    if (!(error instanceof ScannerUnavailable)) throw error
    scans.inc({ outcome: whenUnavailable === 'pass' ? 'passed' : 'held' })
    if (whenUnavailable === 'hold') throw error
    logger.warn({ asset_id: asset.id, reason: describeFailure(error) }, 'a file was not scanned')
  }
}

async function signatureIn(asset: Asset, scanner: Clamd, signal: AbortSignal) {
  const etag = asset.sha256 ? undefined : asset.etag!
  const { stream } = await store.read(asset.originalKey, { etag, signal })
  return scanner.scan(startOf(stream, scanning.maxBytes), signal)
}

async function* startOf(bytes: AsyncIterable<Buffer>, most: number) {
  let left = most
  for await (const chunk of bytes) {
    yield chunk.subarray(0, left)
    left -= chunk.length
    if (left <= 0) return
  }
}
