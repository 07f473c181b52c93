/** What a mail says, without any markup: names and texts of strangers may be part of it. */
export interface MailMessage {
  subject: string
  paragraphs: string[]
  /** The one thing to do, as a button and as a plain link. */
  action?: { label: string; url: string }
  /** In small print at the end, such as what to do if it was not you. */
  note?: string
}

/** How the message reads as plain text. */
export function toText({ paragraphs, action, note }: MailMessage) {
  const parts = [...paragraphs, action && `${action.label}:\n${action.url}`, note]
  return `${parts.filter(Boolean).join('\n\n')}\n`
}

const BODY = 'margin:0;padding:32px 16px;font:16px/1.5 system-ui,-apple-system,sans-serif'
const CARD = 'max-width:34em;margin:0 auto;padding:32px;border-radius:12px'
const BUTTON =
  'display:inline-block;padding:12px 24px;border-radius:8px;font-weight:600;text-decoration:none'

/** How it reads as HTML: without pictures, scripts or anything that is loaded, dark or light. */
export function toHtml({ subject, paragraphs, action, note }: MailMessage) {
  const button = action && [
    `<p><a class="button" style="${BUTTON}" href="${escape(action.url)}">${escape(action.label)}</a></p>`,
    `<p class="small">If the button does not work, open this address:<br>`,
    `<span class="address">${escape(action.url)}</span></p>`,
  ]
  return [
    '<!doctype html>',
    '<html lang="en"><head><meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width">',
    '<meta name="color-scheme" content="light dark">',
    `<title>${escape(subject)}</title>`,
    `<style>${STYLE}</style></head>`,
    `<body style="${BODY}"><div class="card" style="${CARD}">`,
    `<h1>${escape(subject)}</h1>`,
    ...paragraphs.map((paragraph) => `<p>${escape(paragraph)}</p>`),
    ...(button ?? []),
    ...(note ? [`<p class="small">${escape(note)}</p>`] : []),
    '</div></body></html>',
  ].join('\n')
}

const STYLE = `
:root { color-scheme: light dark }
body { background: #f4f1ec; color: #26231f }
.card { background: #fff }
h1 { font-size: 22px; line-height: 1.3; margin: 0 0 16px }
.button { background: #26231f; color: #fff }
.small { font-size: 13px; color: #6b645b }
.address { word-break: break-all }
@media (prefers-color-scheme: dark) {
  body { background: #161412; color: #eee9e2 }
  .card { background: #221f1c }
  .button { background: #eee9e2; color: #161412 }
  .small { color: #a79e93 }
}`

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

function escape(text: string) {
  return text.replaceAll(/["&'<>]/g, (character) => ENTITIES[character])
}
