import { preparedRows } from '#app/persistence/prepared_rows'

/** The title of an upload link; null if it was revoked. */
export async function titleOfLink(id: string) {
  const text = 'select title from links where id = $1'
  const [link] = await preparedRows<{ title: string }>({
    name: 'title_of_link',
    text,
    values: [id],
  })
  return link?.title ?? null
}
