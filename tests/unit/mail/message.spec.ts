import { test } from '@japa/runner'
import { toHtml, toText } from '#app/mail/message'

const message = {
  subject: 'Ann <script> & "Bob"',
  paragraphs: ['Hello <b>you</b>'],
  action: { label: 'Open', url: 'https://inbox.example/#/reset/mi_reset_x?a=1&b="2"' },
  note: "It's small",
}

test.group('A mail', () => {
  test('shows text of strangers as text, never as markup', ({ assert }) => {
    const html = toHtml(message)
    assert.notInclude(html, '<script>')
    assert.notInclude(html, '<b>')
    assert.include(html, 'Ann &lt;script&gt; &amp; &quot;Bob&quot;')
    assert.include(html, 'href="https://inbox.example/#/reset/mi_reset_x?a=1&amp;b=&quot;2&quot;"')
  })

  test('loads nothing from anywhere', ({ assert }) => {
    assert.notMatch(toHtml(message), /src=|@import|url\(|<link/)
  })

  test('says the same in plain text, with the link at the end of its line', ({ assert }) => {
    assert.equal(
      toText(message),
      `Hello <b>you</b>\n\nOpen:\n${message.action.url}\n\nIt's small\n`
    )
  })
})
