/** Works on every item, on so many at a time. */
export async function atOnce<Item>(
  limit: number,
  items: Item[],
  work: (item: Item) => Promise<unknown>
) {
  const rest = items.values()
  await Promise.all(Array.from({ length: limit }, () => takeFrom(rest, work)))
}

async function takeFrom<Item>(rest: Iterable<Item>, work: (item: Item) => Promise<unknown>) {
  for (const item of rest) await work(item)
}
