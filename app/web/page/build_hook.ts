import { build } from 'vite'

/** Builds the page before each production build, which copies it. */
export default async function buildPage() {
  await build({ root: 'ui', logLevel: 'warn' })
}
