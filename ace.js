/*
 * Runs ace commands from the TypeScript sources. The production build replaces this file
 * with one that needs no compiler.
 */
import '@poppinss/ts-exec'

await import('./bin/console.js')
