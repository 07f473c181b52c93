import { test } from '@japa/runner'
import Job from '#app/jobs/models/job'
import { CompleteUpload } from '#app/uploads/actions/complete_upload'
import { runJob } from '#tests/support/services/run_jobs'
import { UserFactory } from '#database/factories/user_factory'
import { uploaded } from '#tests/support/http/uploads'

/** Puts bytes, in hexadecimal, where `mark` ends. */
const after = (mark: string, hex: string) => (bytes: Buffer) => {
  bytes.write(hex, bytes.indexOf(mark, 'latin1') + mark.length, 'hex')
  return bytes
}

/** Its title is `A`, NUL and half a character. */
const pdf = `%PDF-1.4
1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj
2 0 obj << /Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [0 0 300 200] >> endobj
3 0 obj << /Type /Page /Parent 2 0 R >> endobj
4 0 obj << /Title <FEFF00410000D800> >> endobj
trailer << /Root 1 0 R /Info 4 0 R /Size 5 >>
%%EOF
`

const duration = '\x44\x89\x88'
const claims = [
  {
    claim: 'pixels four thousand million times as wide as high',
    name: 'recordings/clip.mp4',
    change: after('pasp', 'ffffffff00000001'),
  },
  {
    claim: 'an endless duration',
    name: 'recordings/clip.webm',
    change: after(duration, '7ff0000000000000'),
  },
  {
    claim: 'a duration that is no number',
    name: 'recordings/clip.webm',
    change: after(duration, '7ff8000000000000'),
  },
  { claim: 'no time scale', name: 'recordings/iphone.mov', change: after('mdhd', '00'.repeat(16)) },
  {
    claim: 'a NUL in its title',
    name: 'recordings/cover.mp3',
    change: after('TIT2\0\0\0\b\0\0\0A', '00'),
  },
  { claim: 'a NUL in its title', name: 'documents/two-pages.pdf', change: () => Buffer.from(pdf) },
  { claim: 'a NUL in its camera', name: 'good/gps.jpg', change: after('NIK', '00') },
]

test.group('What a file claims of itself', () => {
  test('{name} with {claim} becomes ready')
    .with(claims)
    .run(async ({ assert }, { name, change }) => {
      const user = await UserFactory.create()
      const asset = await uploaded(user, name, change)
      await new CompleteUpload().handle({ asset })
      const job = await Job.findByOrFail({ assetId: asset.id })
      await runJob(job.id)

      await asset.refresh()
      await job.refresh()
      assert.equal(asset.status, 'ready', job.lastError ?? undefined)
    })
})
