/**
 * Does the work for all items at once. Throws the first failure only when all have ended, so that a
 * clean-up finds nothing still running.
 */
export async function together<Item, Result>(
  items: Item[],
  work: (item: Item, index: number) => Promise<Result>
): Promise<Result[]> {
  const ends = await Promise.allSettled(items.map(work))
  return ends.map((end) => {
    if (end.status === 'rejected') throw end.reason
    return end.value
  })
}
