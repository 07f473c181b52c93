/*
 * `npm run benchmark`: what the production build does, each figure beside a bound that is measured
 * in the same run. Needs a build: `npm run build`.
 */
import { mkdir } from 'node:fs/promises'
import { measureBackpressure } from './backpressure/measure_backpressure.js'
import { measureApi } from './api/measure_api.js'
import { measurePipeline } from './pipeline/measure_pipeline.js'
import { measureStore } from './store/measure_store.js'
import { BenchmarkInstallation } from './support/installation.js'

await mkdir('tmp', { recursive: true })
const installation = await BenchmarkInstallation.make()
try {
  console.log(await measureApi(installation))
  console.log(`\n${await measureStore(installation)}`)
  console.log(`\n${await measurePipeline(installation)}`)
  console.log(`\n${await measureBackpressure(installation)}`)
} finally {
  await installation.stop()
}
