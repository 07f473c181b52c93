import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { checkpoint } from '#app/observability/tracing/checkpoints'
import { ensureApplicationKey } from '#app/installation/application_key'
import { EmbeddedPostgres } from '#app/installation/embedded_postgres'
import { writeDurably } from '#app/process/files'
import { lockFolder } from '#app/process/folder_lock'
import { beginRestore, clearRestored, endRestore } from '#app/installation/unfinished_restore'
import { isRestorable } from '#app/installation/unfinished_restore'
import { BackupNewer, FolderNotEmpty } from '#app/installation/backup/errors'
import {
  type BackedUpFile,
  type Manifest,
  readManifest,
  verifyFile,
} from '#app/installation/backup/manifest'
import { RestoreObjects } from '#app/installation/backup/restore_objects'

interface RestoreOptions {
  /** The folder of one backup; absolute. */
  from: string
  /** Where it goes; absolute. */
  dataDir: string
  /** The migrations of this release, by name. */
  migrations: string[]
  /** Boots the application, whose variables are complete by then. */
  boot: () => Promise<void>
}

/**
 * Makes an installation of a backup in an empty data folder. What is not as it was backed up is
 * refused, and nothing starts there before all of it is in place: a restore that was cut off is
 * simply run again.
 */
export class RestoreBackup {
  manifest?: Manifest
  readonly objects = new RestoreObjects()

  constructor(readonly options: RestoreOptions) {}

  async handle(): Promise<Manifest> {
    const { dataDir } = this.options
    this.manifest = await this.#open()
    const release = await lockFolder(dataDir, 'end that one, or set DATA_DIR to another folder')
    if (!(await isRestorable(dataDir))) throw new FolderNotEmpty(dataDir)

    await beginRestore(dataDir)
    await clear(dataDir)
    checkpoint('restore.begun', dataDir)
    try {
      await this.#fill(this.manifest)
    } catch (error) {
      await clear(dataDir)
      await endRestore(dataDir)
      throw error
    }
    await endRestore(dataDir)
    release()
    return this.manifest
  }

  /** Holds everything but the objects against the manifest: those are, while they are copied. */
  async #open() {
    const { from, migrations } = this.options
    const manifest = await readManifest(from)
    const unknown = manifest.migrations.find((name) => !migrations.includes(name))
    if (unknown) throw new BackupNewer(manifest.version, unknown)
    const { tables, objects, key } = manifest
    for (const file of [...tables, objects, ...(key ? [key] : [])]) await verifyFile(from, file)
    return manifest
  }

  async #fill(manifest: Manifest) {
    const { from, dataDir, boot } = this.options
    const root = join(dataDir, 'objects')
    await this.objects.handle({ from, list: manifest.objects, root })
    checkpoint('restore.copied', dataDir)
    if (manifest.key) await this.#restoreKey(manifest.key)

    process.env.APP_KEY ||= await ensureApplicationKey(dataDir)
    const postgres = await EmbeddedPostgres.start(dataDir)
    try {
      process.env.DATABASE_URL = postgres.url
      await boot()
      const { adoptStore } = await import('#app/maintenance/belonging/bind_store')
      const { withSides } = await import('#app/maintenance/belonging/with_sides')
      const { restoreDatabase } = await import('#app/installation/backup/restore_database')
      await restoreDatabase(from, manifest)
      await withSides(postgres.url, adoptStore)
      checkpoint('restore.loaded', dataDir)
    } finally {
      await postgres.stop()
    }
  }

  async #restoreKey({ path }: BackedUpFile) {
    const key = await readFile(join(this.options.from, path), 'utf8')
    await writeDurably(join(this.options.dataDir, path), key)
  }
}

async function clear(dataDir: string) {
  await EmbeddedPostgres.endLeftover(dataDir)
  await clearRestored(dataDir)
}
