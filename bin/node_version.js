/*
 * Loaded before all else that starts here, in plain JavaScript, because an old Node reads
 * nothing newer: says what is missing instead of failing somewhere later, then makes Node read
 * TypeScript.
 */
const NEEDED = 24

if (Number.parseInt(process.versions.node) < NEEDED) {
  fail(
    `Node ${NEEDED} or newer is needed, this is ${process.versions.node}. The project brings its own: ` +
      'run `npm ci` without --ignore-scripts, and then `npm start`, or `npm run ace` for its commands.'
  )
}

try {
  await import('@poppinss/ts-exec')
} catch {
  fail('The development dependencies are missing: run `npm ci`.')
}

function fail(message) {
  console.error(message)
  process.exit(1)
}
