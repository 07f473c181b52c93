import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { readIfPresent } from '#app/process/files'
import type { PostgresCluster } from '#app/installation/postgres_cluster'
import { isRunning } from '#app/process/process_identity'
import { StartError } from '#app/process/start_error'

/** How long to wait for temporary conditions, in milliseconds. */
const START_DEADLINE = 30_000

/** Another program took the port first; or processes of a killed server are still ending. */
const PASSING_REFUSALS = /TCP\/IP socket|shared memory block/

/** Ends a server that a crash left running, and takes a dead one off the record. */
export async function endLeftover(cluster: PostgresCluster) {
  if (await isServing(cluster)) return stopServer(cluster)

  // The number may be a stranger's or a zombie's by now, and PostgreSQL would take either for a
  // server. Ours it knows not to be one. The file must stay: by the rest of it PostgreSQL finds
  // out whether processes of the dead server are still at the data.
  const lock = lockFile(cluster)
  const text = await readIfPresent(lock)
  if (text !== undefined) await writeFile(lock, text.replace(/^\d+/, String(process.pid)))
}

/** Whether the server of this cluster, and no stranger with its number, is alive. */
export async function isServing(cluster: PostgresCluster) {
  const pid = Number.parseInt((await readIfPresent(lockFile(cluster))) ?? '')
  return pid > 0 && isRunning(pid, `-D ${cluster.folder} `)
}

function lockFile({ folder }: PostgresCluster) {
  return join(folder, 'postmaster.pid')
}

/** Starts the server, waits for temporary conditions to pass, and returns its settings. */
export async function launchPatiently(
  cluster: PostgresCluster,
  settings: Record<string, string>,
  choosePort: () => Promise<string>
) {
  const deadline = Date.now() + START_DEADLINE
  for (;;) {
    const all = { ...settings, port: await choosePort() }
    const refusal = await launch(cluster, all)
    if (!refusal) return all
    if (!PASSING_REFUSALS.test(refusal.message) || Date.now() > deadline) throw refusal
    await delay(250)
  }
}

/** Starts the server and waits until it accepts connections; the reason where it does not. */
async function launch(cluster: PostgresCluster, settings: Record<string, string>) {
  const flags = Object.entries(settings).map(([name, value]) => `-c ${name}='${value}'`)
  const log = join(cluster.folder, 'server.log')
  try {
    const to = ['-D', cluster.folder, '-l', log, '-o', flags.join(' ')]
    await cluster.account.run(cluster.binaries.pg_ctl, ['start', '-w', '-t', '60', ...to])
  } catch (cause) {
    const text = await readIfPresent(log)
    const reason = text?.split('\n').findLast((line) => line.includes('FATAL')) ?? 'unknown reason'
    return new StartError(`PostgreSQL did not start (${reason}). All of it is in ${log}.`, {
      cause,
    })
  }
}

/** Ends the server, with everything on disk. */
export async function stopServer({ account, binaries, folder }: PostgresCluster) {
  const stop = (mode: string) =>
    account.run(binaries.pg_ctl, ['stop', '-w', '-t', '30', '-m', mode, '-D', folder])
  // A stuck disk can keep a fast stop waiting; an immediate one is repaired at the next start.
  await stop('fast').catch(() => stop('immediate'))
}
