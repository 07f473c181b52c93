import { test } from '@japa/runner'
import { readFile } from 'node:fs/promises'
import { registry } from '#app/observability/metrics/registry'
import '#app/monitoring/metrics/main'

const FOLDER = new URL('../../../docs/monitoring/', import.meta.url)

test.group('docs/monitoring', () => {
  test('{$self} asks for nothing that is not measured')
    .with(['alerts.yml', 'alerts_test.yml', 'dashboard.json', 'README.md'])
    .run(async ({ assert }, file) => {
      const text = await readFile(new URL(file, FOLDER), 'utf8')
      const asked = text.match(/\b(media_inbox|nodejs|process)_\w*[a-z]\b/g) ?? []
      assert.isNotEmpty(asked)
      const measured = new Set(await measuredNames())
      assert.deepEqual(
        asked.filter((name) => !measured.has(name)),
        []
      )
    })

  test('lists everything that is measured here', async ({ assert }) => {
    const text = await readFile(new URL('README.md', FOLDER), 'utf8')
    const names = registry.getMetricsAsArray().map(({ name }) => name)
    const own = names.filter((name) => name.startsWith('media_inbox_') && !/_jobs_/.test(name))
    assert.isAbove(own.length, 8)
    for (const name of own) assert.include(text, `\`${name}\``)
  })
})

/** Every name that Prometheus knows, those of a histogram's parts included. */
async function measuredNames() {
  const metrics = await registry.getMetricsAsJSON()
  return metrics.flatMap(({ name }) => [name, `${name}_count`, `${name}_sum`, `${name}_bucket`])
}
