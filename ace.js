/*
 * Runs ace commands from the TypeScript sources. The production build replaces this file
 * with one that needs no compiler.
 */
import './bin/node_version.js'

await import('./bin/console.js')
