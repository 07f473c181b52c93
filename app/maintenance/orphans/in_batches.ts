/** The items in arrays of so many, the last one shorter; nothing where there are none. */
export async function* inBatches<Item>(
  items: AsyncIterable<Item>,
  size: number
): AsyncGenerator<Item[], undefined> {
  let batch: Item[] = []
  for await (const item of items) {
    batch.push(item)
    if (batch.length < size) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}
