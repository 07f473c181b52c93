const UNRELEASED = '## Unreleased'

/** The text below the heading of a version, or of `Unreleased`; throws if there is no such heading. */
export function sectionOf(changelog: string, version: string) {
  const heading = version === 'Unreleased' ? UNRELEASED : `## ${version} - `
  const start = changelog.split('\n').findIndex((line) => line.startsWith(heading))
  if (start < 0) throw new Error(`CHANGELOG.md has no section "${heading.trim()}".`)
  const [, ...lines] = changelog.split('\n').slice(start)
  const end = lines.findIndex((line) => line.startsWith('## '))
  return (end < 0 ? lines : lines.slice(0, end)).join('\n').trim()
}

/** The changelog with all that is unreleased under the heading of a version and its date. */
export function release(changelog: string, version: string, date: Date) {
  if (!sectionOf(changelog, 'Unreleased')) throw new Error('Nothing is unreleased in CHANGELOG.md.')
  const heading = `## ${version} - ${date.toISOString().slice(0, 10)}`
  return changelog.replace(UNRELEASED, `${UNRELEASED}\n\n${heading}`)
}
