import { createServer } from 'node:http'

/** Your server: it knows your users, and asks Media Inbox for a grant when one of them may send. */
export function makeServer({ inbox, key }) {
  return createServer(async (request, response) => {
    if (request.method === 'POST' && request.url === '/grant') {
      // Here you would look who is signed in.
      const rules = { maxAssets: 5, maxFileSize: 20_000_000, metadata: { order: 7 } }
      const answer = await fetch(`${inbox}/grants`, {
        method: 'POST',
        headers: { 'authorization': `Bearer ${key}`, 'content-type': 'application/json' },
        body: JSON.stringify(rules),
      })
      const { data } = await answer.json()
      response.writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-store' })
      return response.end(JSON.stringify({ inbox, token: data.token }))
    }
    response.writeHead(200, { 'content-type': 'text/html' })
    response.end('<input type="file"><script type="module">' + page + '</script>')
  })
}

const page = `
  document.querySelector('input').onchange = async ({ target: { files: [file] } }) => {
    const { inbox, token } = await (await fetch('/grant', { method: 'POST' })).json()
    const call = async (path, body) => {
      const headers = { authorization: 'Bearer ' + token, 'content-type': 'application/json' }
      const answer = await fetch(inbox + path, { method: 'POST', headers, body: JSON.stringify(body) })
      return (await answer.json()).data
    }
    const { name: filename, type: contentType, size } = file
    const { asset, upload } = await call('/uploads/presign', { filename, contentType, size })
    await fetch(upload.url, { method: upload.method, headers: upload.headers, body: file })
    await call('/uploads/complete', { assetId: asset.id })
  }`
