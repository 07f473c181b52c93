import { join } from 'node:path'
import { EmbeddedPostgres } from '#app/installation/embedded_postgres'
import { readIfPresent } from '#app/process/files'
import { lockFolder } from '#app/process/folder_lock'
import { StartError } from '#app/process/start_error'
import { embeddedFiles } from '#app/process/variables'

/**
 * Gives work the address of the database below `dataDir`: that of the installation which runs
 * there, or else of a server that is started for as long as the work takes.
 */
export async function withEmbeddedDatabase<Result>(
  dataDir: string,
  work: (url: string) => Promise<Result>
): Promise<Result> {
  const release = await lockFolder(dataDir, 'let it end first').catch((error) => {
    // Somebody else has it: the installation runs.
    if (!(error instanceof StartError)) throw error
  })
  if (!release) return work((await readIfPresent(join(dataDir, embeddedFiles.databaseUrl)))!)

  const postgres = await EmbeddedPostgres.start(dataDir)
  try {
    return await work(postgres.url)
  } finally {
    await postgres.stop()
    release()
  }
}
