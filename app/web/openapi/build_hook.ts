import { execFileSync } from 'node:child_process'

/** Writes the API document anew before each production build, which copies it. */
export default function writeDocument({ cwdPath: cwd }: { cwdPath: string }) {
  execFileSync(process.execPath, ['ace.js', 'docs:generate'], { cwd, stdio: 'inherit' })
}
