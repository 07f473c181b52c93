import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { MemoryBudget } from '#app/media/memory_budget'
import { findTools } from '#app/media/tools'
import { mutate, randomFrom } from '#tests/fuzz/mutations'
import { formatOfFixture, limits, outcomeOf } from '#tests/unit/media/harness'

interface Fuzzing {
  files: string[]
  /** The same seed gives the same mutations. */
  seed: number
  count: number
  /** Called with a file that ended in none of the documented ways. */
  onFailure: (name: string, bytes: Buffer, error: unknown) => void | Promise<void>
}

/**
 * Processes mutations of `files`, two at a time, as a worker would. Gives how often each outcome
 * came, by type.
 */
export async function fuzz({ files, seed, count, onFailure }: Fuzzing) {
  const folder = await mkdtemp(join(tmpdir(), 'media-fuzz-'))
  const tools = await findTools(process.env.PATH ?? '')
  const settings = {
    tools,
    budget: new MemoryBudget(limits.memory),
    limits: { ...limits, seconds: 20 },
  }
  const outcomes: Record<string, number> = {}

  const processOne = async (index: number) => {
    const random = randomFrom(seed * 1_000_003 + index)
    const file = files[Math.floor(random() * files.length)]
    const bytes = mutate(await readFile(file), random)
    const path = join(folder, `${seed}-${index}-${basename(file)}`)
    const { contentType } = formatOfFixture(file)
    await writeFile(path, bytes)
    try {
      const outcome = `${contentType} ${await outcomeOf(path, { contentType, ...settings })}`
      outcomes[outcome] = (outcomes[outcome] ?? 0) + 1
    } catch (error) {
      await onFailure(basename(path), bytes, error)
    }
    await rm(path)
  }

  let next = 0
  const processMany = async () => {
    while (next < count) await processOne(next++)
  }
  try {
    await Promise.all([processMany(), processMany()])
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
  return outcomes
}
