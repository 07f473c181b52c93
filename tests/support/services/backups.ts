import { cp, open, readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { gunzipSync } from 'node:zlib'
import pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import type { BackedUpTable, Manifest } from '#app/installation/backup/manifest'
import { readManifest, writeManifest } from '#app/installation/backup/manifest'
import { type BackedUpObject, readLines } from '#app/installation/backup/object_list'
import type { Installation } from '#tests/support/services/installation'
import { temporaryFolder } from '#tests/support/services/temporary_folder'

/** Runs a command to its end. */
export async function run(installation: Installation, args: string[], variables = {}) {
  const program = installation.ace(args, variables)
  return { code: await program.ended, output: program.output }
}

/** Backs the installation up below `to` and returns the backup's folder. */
export async function backUp(installation: Installation, to: string) {
  const { code, output } = await run(installation, ['inbox:backup', '--to', to])
  if (code !== 0) throw new Error(`inbox:backup ended with ${code}:\n${output}`)
  const [last] = await finished(to)
  return join(to, last)
}

/** The names of the backups there, the last one first. */
export async function finished(to: string) {
  const names = await readdir(to)
  return names
    .filter((name) => !name.startsWith('.'))
    .sort()
    .reverse()
}

/** All that a backup holds: its manifest, its objects, and the text of each table. */
export async function contentsOf(folder: string) {
  const manifest = await readManifest(folder)
  const objects = await Array.fromAsync(
    readLines<BackedUpObject>(join(folder, manifest.objects.path))
  )
  const rows = new Map<string, string[]>()
  for (const table of manifest.tables) {
    const bytes = await readFile(join(folder, table.path))
    rows.set(table.path, gunzipSync(bytes).toString().split('\n').sort())
  }
  return { manifest, objects, rows }
}

/** The text of the same tables in a database, as it is now. */
export async function rowsIn(url: string, tables: BackedUpTable[]) {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const rows = new Map<string, string[]>()
  for (const { schema, name, columns, path } of tables) {
    const select = `select ${columns.join(', ')} from ${schema}.${name}`
    const copied = await text(client.query(copyTo(`copy (${select}) to stdout`)))
    rows.set(path, copied.split('\n').sort())
  }
  await client.end()
  return rows
}

/** A copy of a backup of which one bit in the middle of one file is another one. */
export async function withFlippedBit(backup: string, path: string) {
  const copy = join(await temporaryFolder(), 'backup')
  await cp(backup, copy, { recursive: true })
  const file = await open(join(copy, path), 'r+')
  const { size } = await file.stat()
  const at = Math.floor(size / 2)
  const { buffer } = await file.read(Buffer.alloc(1), 0, 1, at)
  await file.write(Buffer.from([buffer[0] ^ 1]), 0, 1, at)
  await file.close()
  return copy
}

/** A copy of a backup that says something else of itself, with the right digest. */
export async function withManifest(backup: string, change: (manifest: Manifest) => void) {
  const copy = join(await temporaryFolder(), 'backup')
  await cp(backup, copy, { recursive: true })
  const manifest = await readManifest(copy)
  change(manifest)
  for (const name of ['manifest.json', 'manifest.sha256']) await rm(join(copy, name))
  await writeManifest(copy, manifest)
  return copy
}
