import type { S3Options } from '#app/storage/s3/client'
import { endsAbandonedUploads } from '#app/storage/s3/bucket_rules'
import { otherDigest, ProbeBench } from '#app/storage/s3/probe_bench'

/** What one probe found, and what to do where it should be otherwise. */
export interface Finding {
  outcome: 'pass' | 'warn' | 'fail'
  found: string
  fix?: string
}

const SETUP = 'Run: node ace store:setup'
const REFUSED = [400, 401, 403, 405, 409, 411, 412]

/** Tries on the bucket itself what the application relies on, one finding after the other. */
export async function* probeBucket(options: S3Options): AsyncGenerator<Finding> {
  await using bench = new ProbeBench(options)
  for (const [name, probe] of Object.entries(s3Probes)) {
    yield await probe(bench).catch((error: Error) => {
      return fail(
        `${name} can't be tried (${error.name})`,
        'Allow the key what docs/operations.md lists.'
      )
    })
  }
}

/** Each probe alone, over a bench that it leaves to be cleared. */
export const s3Probes = {
  createOnly: probeCreateOnly,
  length: probeLength,
  digest: probeDigest,
  privacy: probePrivacy,
  browsers: probeBrowsers,
  abandonedUploads: probeAbandonedUploads,
  clock: probeClock,
}

async function probeCreateOnly(bench: ProbeBench): Promise<Finding> {
  const sealed = await bench.presignedPut()
  const first = await bench.send(sealed)
  const second = await bench.send(sealed)
  if (first.ok && REFUSED.includes(second.status)) return pass('an object is created once only')
  if (!first.ok)
    return fail(`a presigned upload is refused (${first.status})`, 'Allow the key s3:PutObject.')
  return fail('a second upload overwrites the first', 'Use a store that honours if-none-match.')
}

async function probeLength(bench: ProbeBench): Promise<Finding> {
  const sealed = await bench.presignedPut()
  const { status } = await bench.send(sealed, Buffer.from('another length'))
  if (REFUSED.includes(status)) return pass('a body of another length is refused')
  return fail('a body of another length is taken', 'Use a store that checks signed headers.')
}

/** No failure where it is taken: the worker hashes what it reads, and decides. */
async function probeDigest(bench: ProbeBench): Promise<Finding> {
  const { status } = await bench.send(await bench.presignedPut({ sha256: otherDigest }))
  if (REFUSED.includes(status)) return pass('bytes with another digest are refused')
  return warn('bytes with another digest are taken, and found by the worker alone')
}

async function probePrivacy(bench: ProbeBench): Promise<Finding> {
  const { origin, pathname } = new URL(await bench.storedUrl())
  const { ok } = await bench.fetch(origin + pathname)
  if (!ok) return pass('the bucket is private')
  return fail('anybody can read the bucket', 'Block public access to it, and remove its policy.')
}

async function probeBrowsers(bench: ProbeBench): Promise<Finding> {
  const headers = { 'origin': 'https://photos.example.org', 'access-control-request-method': 'PUT' }
  const preflight = await bench.fetch(await bench.storedUrl(), { method: 'OPTIONS', headers })
  const answer = await bench.fetch(await bench.storedUrl(), { headers })
  const allowed = preflight.ok && preflight.headers.has('access-control-allow-origin')
  const exposed = answer.headers.get('access-control-expose-headers') ?? ''
  if (allowed && /etag/i.test(exposed)) return pass('browsers may use signed urls')
  return fail('browsers may not upload', SETUP)
}

async function probeAbandonedUploads({ bucket }: ProbeBench): Promise<Finding> {
  if (await endsAbandonedUploads(bucket)) return pass('abandoned uploads in parts are ended')
  return warn('abandoned uploads in parts stay for ever, should the application be gone', SETUP)
}

/** S3 refuses what is signed more than 15 minutes before or after its own time. */
async function probeClock(bench: ProbeBench): Promise<Finding> {
  const { headers } = await bench.fetch(await bench.storedUrl())
  const skew = Math.round(Math.abs(Date.now() - Date.parse(headers.get('date')!)) / 1000)
  if (skew < 30) return pass("the store's clock agrees with this one")
  return warn(`the store's clock is ${skew} s away from this one`, 'Synchronise both with NTP.')
}

function pass(found: string): Finding {
  return { outcome: 'pass', found }
}

function warn(found: string, fix?: string): Finding {
  return { outcome: 'warn', found, fix }
}

function fail(found: string, fix: string): Finding {
  return { outcome: 'fail', found, fix }
}
