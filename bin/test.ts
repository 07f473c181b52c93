/*
 * Entry point of the tests: `npm test -- [suites] [--files=…] [--tests=…]`. Starts what they
 * need, so that nothing has to be installed before.
 */
process.env.NODE_ENV = 'test'

// `npm run test:all` names all but the last two; together they take over ten minutes.
const ON_REQUEST = ['integration', 'installation', 'browser', 'screenshots', 'long']

await import('reflect-metadata')
const { startServices } = await import('../tests/support/services/services.js')
const { reportFailedStart } = await import('#app/process/start_error')

try {
  const stopServices = await startServices()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => stopServices().finally(() => process.exit(1)))
  }
  await runTests().finally(stopServices)
} catch (error) {
  reportFailedStart(error)
}

async function runTests() {
  const { configure, processCLIArgs, run } = await import('@japa/runner')
  const { Tally } = await import('../tests/support/measure/tally.js')
  const { ignite } = await import('./ignite.js')
  const tally = new Tally()

  await ignite()
    .testRunner()
    .configure(async (app) => {
      const { plugins, setup, configureSuite } = await import('../tests/bootstrap.js')
      const { suites, ...settings } = app.rcFile.tests
      const args = process.argv.slice(2)
      processCLIArgs(args)
      configure({
        ...settings,
        // What takes minutes or needs a browser runs only if it is named.
        suites: suites.filter(({ name }) => !ON_REQUEST.includes(name) || args.includes(name)),
        plugins: [...plugins, tally.plugin],
        setup,
        configureSuite,
        teardown: [() => app.terminate()],
      })
    })
    .run(() => run())

  if (process.exitCode) tally.countOutsideFailure()
  if (!tally.isGood) process.exitCode = 1
  process.once('exit', () => console.log(tally.line))
}
