import string from '@adonisjs/core/helpers/string'
import { listShared } from '#app/sharing/actions/list_shared'
import type { OpenShare } from '#app/sharing/open_share'

/**
 * The title of a share's page, and what messengers show of a link to it (https://ogp.me): its title
 * and its newest picture. `url` is that of the visitors' calls.
 */
export async function sharePreview(share: OpenShare, url: string) {
  const title = string.escapeHTML(share.title ?? 'Shared files')
  const picture = await pictureOf(share, url)
  return [
    `<title>${title}</title>`,
    '<meta property="og:type" content="website" />',
    `<meta property="og:title" content="${title}" />`,
    ...(picture
      ? [
          `<meta property="og:image" content="${string.escapeHTML(picture)}" />`,
          '<meta name="twitter:card" content="summary_large_image" />',
        ]
      : []),
  ].join('\n    ')
}

async function pictureOf(share: OpenShare, url: string) {
  const { assets } = await listShared({ share, limit: 10 })
  for (const { id, variants } of assets) {
    const largest = variants.findLast(({ contentType }) => contentType.startsWith('image/'))
    if (largest) return `${url}/assets/${id}/${largest.name}`
  }
  return null
}
