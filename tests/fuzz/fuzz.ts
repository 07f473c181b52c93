/*
 * `npm run fuzz -- [--seed=N] [--count=N]`: mutations of real files through the whole of
 * `processFile`. Every one has to be shown or turned away with a documented code. One that is not
 * is kept under tmp/fuzz; one that ends this very process is the last in the temporary folder.
 */
import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { fuzz } from '#tests/fuzz/fuzz_run'
import { fixture } from '#tests/unit/media/harness'

const { values } = parseArgs({
  options: { seed: { type: 'string', default: '1' }, count: { type: 'string', default: '2000' } },
})
const files: string[] = []
for (const folder of ['good', 'recordings', 'documents']) {
  for (const name of await readdir(fixture(folder))) files.push(fixture(`${folder}/${name}`))
}
const started = performance.now()
let failures = 0

const outcomes = await fuzz({
  files,
  seed: Number(values.seed),
  count: Number(values.count),
  onFailure: async (name, bytes, error) => {
    failures++
    await mkdir('tmp/fuzz', { recursive: true })
    await writeFile(`tmp/fuzz/${name}`, bytes)
    console.error(`tmp/fuzz/${name}:`, error)
  },
})

for (const outcome of Object.keys(outcomes).sort()) {
  console.log(String(outcomes[outcome]).padStart(6), outcome)
}
const seconds = Math.round((performance.now() - started) / 1000)
const peak = Math.round(process.resourceUsage().maxRSS / 1024)
console.log(`seed ${values.seed}, ${seconds} s, peak memory ${peak} MiB`)
console.log(`${Number(values.count) - failures} passed, ${failures} failed`)
process.exitCode = failures > 0 ? 1 : 0
