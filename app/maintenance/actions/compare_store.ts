import db from '@adonisjs/lucid/services/db'
import store from '#app/storage/main'
import Asset, { type AssetStatus, ORIGINAL_MISSING } from '#app/assets/models/asset'
import type { Variant } from '#app/assets/models/variant'
import { findOrphans } from '#app/maintenance/actions/find_orphans'
import { findUnowned } from '#app/maintenance/actions/sweep_multiparts'
import type { ListedObject, OpenMultipart } from '#app/storage/object_store'
import { compareBatch } from '#config/sweep'

/** An object that a row names. Of a pending asset it may be missing. */
export interface NamedObject {
  key: string
  assetId: string
  /** Bytes. */
  size: number
  isRequired: boolean
}

/** An asset with its variants. */
interface AssetRow {
  id: string
  status: AssetStatus
  size: string
  etag: string | null
  error_code: string | null
  variants: Variant[]
}

export type Difference =
  | { kind: 'orphan'; object: ListedObject }
  | { kind: 'missing' | 'changed'; named: NamedObject }
  | { kind: 'abandoned parts'; upload: OpenMultipart }

/**
 * Compares all rows with all objects, both read once and in the order of their keys, so that it
 * needs no more memory for a million than for one. Each difference is looked at again before it is
 * told: the service may have gone on meanwhile.
 */
export class CompareStore {
  /** How many assets were read so far. */
  assets = 0

  async *differences(): AsyncGenerator<Difference> {
    let suspects: Difference[] = []
    for await (const suspect of this.#suspects()) {
      suspects.push(suspect)
      if (suspects.length < compareBatch) continue
      yield* await confirmed(suspects)
      suspects = []
    }
    yield* await confirmed(suspects)
    for await (const upload of store.listMultiparts('assets/')) {
      const [unowned] = await findUnowned([upload])
      if (unowned) yield { kind: 'abandoned parts', upload }
    }
  }

  async *#suspects(): AsyncGenerator<Difference> {
    const objects = store.list('assets/')[Symbol.asyncIterator]()
    let next = await objects.next()
    for await (const named of this.#namedObjects()) {
      while (!next.done && next.value.key < named.key) {
        yield { kind: 'orphan', object: next.value }
        next = await objects.next()
      }
      if (!next.done && next.value.key === named.key) {
        if (next.value.size !== named.size) yield { kind: 'changed', named }
        next = await objects.next()
      } else if (named.isRequired) yield { kind: 'missing', named }
    }
    for (; !next.done; next = await objects.next()) yield { kind: 'orphan', object: next.value }
  }

  /** In the order of the keys: ids sort alike as UUIDs and as text. */
  async *#namedObjects(): AsyncGenerator<NamedObject> {
    let after: string | undefined
    for (;;) {
      const page = assetRows().orderBy('id').limit(compareBatch)
      const assets: AssetRow[] = await (after ? page.where('id', '>', after) : page)
      for (const asset of assets) {
        yield* namedBy(asset)
        this.assets++
      }
      if (assets.length < compareBatch) return
      after = assets.at(-1)!.id
    }
  }
}

function assetRows() {
  return db.from('assets').select('id', 'status', 'size', 'etag', 'error_code', 'variants')
}

function namedBy({ id, status, size, etag, variants, error_code: code }: AssetRow): NamedObject[] {
  if (status === 'rejected') return []
  // Without a version of it the object may still have to be made out of its parts.
  const isRequired = status !== 'pending' && etag !== null && code !== ORIGINAL_MISSING.code
  const original = { key: Asset.originalKey(id), size: Number(size) }
  const derived = variants.map(({ objectKey, size: bytes }) => ({ key: objectKey, size: bytes }))
  return [original, ...derived]
    .map((object) => ({ ...object, assetId: id, isRequired }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
}

async function confirmed(suspects: Difference[]): Promise<Difference[]> {
  const orphans = new Set(await confirmedOrphans(suspects))
  const found: Difference[] = []
  for (const suspect of suspects) {
    const holds =
      suspect.kind === 'orphan'
        ? orphans.has(suspect.object)
        : 'named' in suspect && (await stillDiffers(suspect.named))
    if (holds) found.push(suspect)
  }
  return found
}

/** What a deletion is still to remove is no orphan. */
async function confirmedOrphans(suspects: Difference[]) {
  const objects = suspects.flatMap((suspect) => (suspect.kind === 'orphan' ? suspect.object : []))
  const orphans = await findOrphans(objects)
  const prefixes = orphans.map(({ key }) => prefixOf(key))
  const deletions = await db.from('deletions').whereIn('prefix', prefixes).select('prefix')
  const awaited = new Set(deletions.map(({ prefix }) => prefix))
  return orphans.filter(({ key }) => !awaited.has(prefixOf(key)))
}

async function stillDiffers({ key, assetId, size }: NamedObject) {
  const asset: AssetRow | null = await assetRows().where('id', assetId).first()
  const named = asset && namedBy(asset).find((object) => object.key === key)
  if (!named || named.size !== size) return false
  const object = await store.head(key)
  return object ? object.size !== size : named.isRequired
}

function prefixOf(key: string) {
  return key.slice(0, key.lastIndexOf('/') + 1)
}
