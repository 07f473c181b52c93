/*
 * Boots and starts the API without a listener, and says how many packages were loaded for it, of those
 * that trace. The interface of them all is not counted: prom-client loads it anyway.
 */
import 'reflect-metadata'
import { createRequire } from 'node:module'
import { ignite } from '../../../bin/ignite.js'

const app = ignite().createApp('web')
await app.init()
await app.boot()
await app.start(async () => {})

const { cache } = createRequire(import.meta.url)
const traces = /node_modules\/(@opentelemetry\/(?!api\/)[\w-]+)\//
const names = Object.keys(cache).flatMap((path) => traces.exec(path)?.[1] ?? [])
console.log(`tracing packages: ${new Set(names).size}.`)
await app.terminate()
process.exit()
