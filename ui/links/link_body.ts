/** What the form says, as `POST /links` takes it. An empty password leaves it as it is. */
export function bodyOf(given: FormData) {
  const text = (name: string) => String(given.get(name) ?? '').trim()
  const number = (name: string, factor = 1) => Math.round(Number(text(name)) * factor) || null
  const until = text('expiresAt')
  return {
    title: text('title'),
    message: text('message') || null,
    maxAssets: number('maxAssets'),
    maxFileSize: number('maxFileSize', 1_000_000),
    expiresAt: until ? new Date(until).toISOString() : null,
    ...(text('password') && { password: text('password') }),
    sender: { name: text('name'), email: text('email') },
    notify: given.has('notify'),
  }
}

/** A time as an input of the browser's own zone has it. */
export function inputTime(time?: string | null) {
  if (!time) return ''
  const date = new Date(time)
  const local = new Date(date.getTime() - date.getTimezoneOffset() * 60_000)
  return local.toISOString().slice(0, 16)
}
