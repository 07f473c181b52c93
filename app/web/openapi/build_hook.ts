import { execFileSync } from 'node:child_process'

/** Regenerates the API document before each production build, which copies it. */
export default function writeDocument({ cwdPath: cwd }: { cwdPath: string }) {
  execFileSync(process.execPath, ['ace.js', 'docs:generate'], { cwd, stdio: 'inherit' })
}
