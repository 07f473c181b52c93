import db from '@adonisjs/lucid/services/db'
import store from '#app/storage/main'
import { type OwnedObject, ownedObjects } from '#app/assets/models/owned_objects'
import { findOrphans } from '#app/maintenance/actions/find_orphans'
import { findUnowned } from '#app/maintenance/actions/sweep_multiparts'
import type { ListedObject, OpenMultipart } from '#app/storage/object_store'
import { compareBatch } from '#config/sweep'

export type Inconsistency =
  | { kind: 'orphan'; object: ListedObject }
  | { kind: 'missing' | 'changed'; owned: OwnedObject }
  | { kind: 'abandoned parts'; upload: OpenMultipart }

/**
 * Compares all rows with all objects, both read once and in the order of their keys, so that it
 * needs no more memory for a million than for one. Each inconsistency is checked again before it is
 * reported, since the service may be running meanwhile.
 */
export class CheckConsistency {
  /** How many assets were read so far. */
  assets = 0

  async *inconsistencies(): AsyncGenerator<Inconsistency> {
    let suspects: Inconsistency[] = []
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

  async *#suspects(): AsyncGenerator<Inconsistency> {
    const objects = store.list('assets/')[Symbol.asyncIterator]()
    let next = await objects.next()
    for await (const owned of this.#ownedObjects()) {
      while (!next.done && next.value.key < owned.key) {
        yield { kind: 'orphan', object: next.value }
        next = await objects.next()
      }
      if (!next.done && next.value.key === owned.key) {
        if (differs(next.value, owned)) yield { kind: 'changed', owned }
        next = await objects.next()
      } else if (owned.isRequired) yield { kind: 'missing', owned }
    }
    for (; !next.done; next = await objects.next()) yield { kind: 'orphan', object: next.value }
  }

  /** In the order of the keys: ids sort alike as UUIDs and as text. */
  async *#ownedObjects(): AsyncGenerator<OwnedObject> {
    let after = FIRST_ID
    for (;;) {
      const { rows: assets } = await db.rawQuery(PAGE, [after, compareBatch])
      for (const { owned } of assets) {
        yield* owned ?? []
        this.assets++
      }
      if (assets.length < compareBatch) return
      after = assets.at(-1)!.id
    }
  }
}

const FIRST_ID = '00000000-0000-0000-0000-000000000000'

const PAGE = `
  with page as materialized (select * from assets where id > ? order by id limit ?)
  select page.id, owned
  from page left join (
    select "assetId", json_agg(owned order by key collate "C") as owned
    from (${ownedObjects('page')}) owned group by "assetId"
  ) owned on page.id = "assetId"
  order by page.id
`

const ONE = `
  with page as (select * from assets where id = ?)
  select * from (${ownedObjects('page')}) owned where key = ?
`

async function confirmed(suspects: Inconsistency[]): Promise<Inconsistency[]> {
  const orphans = new Set(await findOrphans(orphansAmong(suspects)))
  const found: Inconsistency[] = []
  for (const suspect of suspects) {
    const holds =
      suspect.kind === 'orphan'
        ? orphans.has(suspect.object)
        : 'owned' in suspect && (await stillDiffers(suspect.owned))
    if (holds) found.push(suspect)
  }
  return found
}

function orphansAmong(suspects: Inconsistency[]) {
  return suspects.flatMap((suspect) => (suspect.kind === 'orphan' ? suspect.object : []))
}

async function stillDiffers({ key, assetId, size }: OwnedObject) {
  const { rows } = await db.rawQuery(ONE, [assetId, key])
  const owned = rows[0]
  if (!owned || (size !== null && Number(owned.size) !== size)) return false
  const object = await store.head(key)
  return object ? differs(object, { size }) : owned.isRequired
}

function differs(object: { size: number }, owned: Pick<OwnedObject, 'size'>) {
  return owned.size !== null && owned.size !== object.size
}
