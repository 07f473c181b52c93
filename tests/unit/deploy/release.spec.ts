import { test } from '@japa/runner'
import { release, sectionOf } from '../../../bin/changelog.js'

const CHANGELOG = `# Changelog

## Unreleased

### Added

- Links.

## 0.1.0 - 2026-11-28

### Added

- Uploads.
`

test.group('The changelog', () => {
  test('a release dates what was unreleased and leaves an empty section above it', ({ assert }) => {
    const released = release(CHANGELOG, '0.2.0', new Date('2026-12-01T10:00:00Z'))
    assert.include(released, '## Unreleased\n\n## 0.2.0 - 2026-12-01\n\n### Added\n\n- Links.')
    assert.equal(sectionOf(released, 'Unreleased'), '')
    assert.equal(sectionOf(released, '0.2.0'), '### Added\n\n- Links.')
    assert.equal(sectionOf(released, '0.1.0'), '### Added\n\n- Uploads.')
  })

  test('a release without changes is refused', ({ assert }) => {
    const empty = release(CHANGELOG, '0.2.0', new Date())
    assert.throws(() => release(empty, '0.3.0', new Date()), /Nothing is unreleased/)
  })

  test('an unknown version has no section', ({ assert }) => {
    assert.throws(() => sectionOf(CHANGELOG, '9.9.9'), /no section "## 9.9.9 -"/)
  })
})
