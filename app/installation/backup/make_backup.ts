import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { checkpoint } from '#app/observability/tracing/checkpoints'
import { makeFolder, renameDurably } from '#app/process/files'
import { lockFolder } from '#app/process/folder_lock'
import { embeddedFiles } from '#app/process/variables'
import { syncFolder } from '#app/storage/disk/durable'
import { unless } from '#app/storage/disk/errno'
import type { ObjectStore } from '#app/storage/object_store'
import { backupName, beginBackup, findEarlier } from '#app/installation/backup/backups'
import { ObjectCopies } from '#app/installation/backup/copy_objects'
import { dumpDatabase } from '#app/installation/backup/dump_database'
import { BackupInterrupted } from '#app/installation/backup/errors'
import { DatabaseUnavailable } from '#app/http/exceptions/errors'
import { writeFile } from '#app/installation/backup/files'
import { FORMAT, type Manifest, writeManifest } from '#app/installation/backup/manifest'
import { NAMED_OBJECTS, type NamedObject } from '#app/installation/backup/named_objects'
import { readLines } from '#app/installation/backup/object_list'
import { holdRemovals } from '#app/persistence/removals'

/** Which objects there are to copy; gone when they are copied. */
const NAMED = 'named.jsonl'
const OBJECTS = 'objects.jsonl'

interface BackupOptions {
  /** Holds all backups, one folder each; absolute. */
  to: string
  dataDir: string
  databaseUrl: string
  store: ObjectStore
  /** The release that makes it. */
  version: string
}

/**
 * Backs up database and objects as they are at one moment, while the application runs. The backup
 * is made under another name and gets its own, the time, when all of it is durable.
 */
export class MakeBackup {
  /** How many objects rows name, once that is known. */
  named = 0
  copies?: ObjectCopies

  constructor(readonly options: BackupOptions) {}

  /** Returns the backup's folder and what it holds. */
  async handle() {
    const { to } = this.options
    await makeFolder(to)
    const release = await lockFolder(to, 'let the other backup end first')
    const unfinished = await beginBackup(to)
    try {
      const manifest = await this.#fill(unfinished)
      const folder = join(to, backupName(new Date(manifest.takenAt)))
      await renameDurably(unfinished, folder)
      return { folder, manifest }
    } finally {
      await rm(unfinished, { recursive: true, force: true })
      release()
    }
  }

  async #fill(folder: string) {
    const { databaseUrl: connectionString } = this.options
    const client = new pg.Client({ connectionString, keepAlive: true })
    const lost = new AbortController()
    client.on('error', () => lost.abort())
    await client.connect().catch((cause) => {
      throw new DatabaseUnavailable(undefined, { cause })
    })
    try {
      const manifest = await this.#copy(client, folder, lost.signal)
      // Only as long as this connection lived were removals held.
      await client.query('select 1')
      await writeManifest(folder, manifest)
      await syncFolder(folder)
      checkpoint('backup.written', folder)
      return manifest
    } catch (cause) {
      throw lost.signal.aborted ? new BackupInterrupted(undefined, { cause }) : cause
    } finally {
      await client.end()
    }
  }

  async #copy(client: pg.Client, folder: string, lost: AbortSignal): Promise<Manifest> {
    await holdRemovals(client)
    const takenAt = new Date().toISOString()
    const asked = { folder, question: NAMED_OBJECTS, answer: NAMED }
    const { migrations, tables, answers } = await dumpDatabase(client, asked)
    this.named = answers
    checkpoint('backup.dumped', folder)
    const objects = await this.#copyObjects(folder, lost)
    checkpoint('backup.copied', folder)
    const key = await this.#copyKey(folder)
    const missing = this.copies!.missing.length
    const { version } = this.options
    return { format: FORMAT, version, takenAt, migrations, tables, objects, missing, key }
  }

  async #copyObjects(folder: string, lost: AbortSignal) {
    const earlier = await findEarlier(this.options.to)
    const copies = new ObjectCopies({ store: this.options.store, folder, earlier, lost })
    this.copies = copies
    const named = readLines<NamedObject>(join(folder, NAMED))
    const facts = await writeFile(join(folder, OBJECTS), copies.lines(named))
    await rm(join(folder, NAMED))
    return { path: OBJECTS, ...facts, count: copies.count, bytes: copies.bytes }
  }

  async #copyKey(folder: string) {
    const path = embeddedFiles.appKey
    const key = await readFile(join(this.options.dataDir, path)).catch(unless('ENOENT'))
    return key ? { path, ...(await writeFile(join(folder, path), [key])) } : null
  }
}
