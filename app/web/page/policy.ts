import store from '#app/storage/main'

/**
 * What the page may do: run its own scripts, talk to its own application, and exchange bytes with
 * the store, wherever that is.
 */
export async function pagePolicy() {
  const own = `'self' ${await storeOrigin()}`
  return [
    `default-src 'none'`,
    `script-src 'self'`,
    `style-src 'self'`,
    `worker-src 'self'`,
    `manifest-src 'self'`,
    `img-src ${own} blob:`,
    `media-src ${own}`,
    `connect-src ${own}`,
    `base-uri 'none'`,
    `form-action 'none'`,
    `frame-ancestors 'none'`,
  ].join('; ')
}

// Where the store's urls lead is for the store alone to say.
async function storeOrigin() {
  const url = await store.presignGet('origin', {
    ttlSeconds: 60,
    contentType: 'text/plain',
    disposition: 'inline',
  })
  return new URL(url).origin
}
