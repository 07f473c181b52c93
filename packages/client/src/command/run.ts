import { MediaInbox } from '../client.js'
import { pause } from '../retry.js'
import { type Arguments, readArguments, USAGE, WrongUsage } from './arguments.js'
import { findFiles, type FoundFile } from './files.js'
import { Report } from './report.js'
import { uploadFound } from './upload_found.js'

const WATCH_MILLISECONDS = 2_000
const INTERRUPTED = 130

/** Runs the command and resolves with its exit code. */
export async function runCommand(args: string[]): Promise<number> {
  const stop = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort())
  try {
    const given = readArguments(args, process.env)
    if (!given) console.log(USAGE)
    return given ? await run(given, stop.signal) : 0
  } catch (error) {
    const { message, cause } = error as Error & { cause?: Error }
    if (stop.signal.aborted) {
      console.error('\nInterrupted. Run it again to resume.')
      return INTERRUPTED
    }
    const isUsage = error instanceof WrongUsage
    console.error(
      isUsage ? `${message}\n\n${USAGE}` : [message, cause?.message].filter(Boolean).join(': ')
    )
    return isUsage ? 2 : 3
  }
}

async function run({ folder, url, key, atOnce, watch, json }: Arguments, signal: AbortSignal) {
  const client = new MediaInbox({ url, token: key })
  const report = new Report(json)
  const seen = new Map<string, string>()
  let before = await list(folder)
  // A wrong address shows at once, and not after all retries.
  await client.send('GET /health/live', { signal })
  let waiting = before
  for (;;) {
    report.add(waiting)
    for (const file of waiting) seen.set(file.name, versionOf(file))
    await uploadAll(client, waiting, { atOnce, report, signal })
    if (!watch) break
    await pause(WATCH_MILLISECONDS, signal)
    const now = await list(folder)
    // A file that still grows is taken when it has stopped.
    const rested = new Map(before.map((file) => [file.name, versionOf(file)]))
    waiting = now.filter((file) => {
      const version = versionOf(file)
      return rested.get(file.name) === version && seen.get(file.name) !== version
    })
    before = now
  }
  report.end()
  return report.counts.failed > 0 ? 1 : 0
}

async function list(folder: string) {
  try {
    return await findFiles(folder)
  } catch (error) {
    throw new WrongUsage((error as Error).message)
  }
}

interface Work {
  atOnce: number
  report: Report
  signal: AbortSignal
}

async function uploadAll(client: MediaInbox, files: FoundFile[], { atOnce, report, signal }: Work) {
  const waiting = files.values()
  const failed = new AbortController()
  const stop = AbortSignal.any([signal, failed.signal])
  const lane = async () => {
    for (const file of waiting) {
      const onProgress = (sent: number) => report.progress(file, sent)
      report.done(file, await uploadFound(client, file, { signal: stop, onProgress }))
    }
  }
  const lanes = Array.from({ length: atOnce }, lane)
  await Promise.all(lanes).catch(async (error) => {
    failed.abort(error)
    await Promise.allSettled(lanes)
    throw error
  })
}

function versionOf({ size, modified }: FoundFile) {
  return `${size} ${modified}`
}
