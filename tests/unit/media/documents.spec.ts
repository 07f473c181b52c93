import { test } from '@japa/runner'
import { findTools } from '#app/media/tools'
import { run, write } from '#tests/unit/media/harness'

const tools = await findTools(process.env.PATH ?? '')

/** Two empty pages of 300 by 200 points. A reader finds the objects without a cross reference. */
const pdf = `%PDF-1.4
1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj
2 0 obj << /Type /Pages /Kids [3 0 R 4 0 R] /Count 2 /MediaBox [0 0 300 200] >> endobj
3 0 obj << /Type /Page /Parent 2 0 R >> endobj
4 0 obj << /Type /Page /Parent 2 0 R >> endobj
5 0 obj << /Title (Two pages) >> endobj
trailer << /Root 1 0 R /Info 5 0 R /Size 6 >>
%%EOF
`

test.group('Documents', () => {
  test('a PDF shows its first page exactly where poppler is installed', async ({ assert }) => {
    const path = await write('a.pdf', pdf)
    const { meta, variants } = await run(path, { contentType: 'application/pdf', tools })

    const sizes = variants.map(({ name, width, height }) => [name, width, height])
    const facts = {
      title: 'Two pages',
      pages: 2,
      isEncrypted: false,
      pageSize: { width: 300, height: 200 },
    }
    const page = [
      ['thumbnail', 320, 213],
      ['preview', 1600, 1067],
    ]
    assert.deepEqual(meta, tools.pdfinfo ? facts : {})
    assert.deepEqual(sizes, tools.pdftoppm ? page : [])
  })

  test('a PDF is kept {name}')
    .with([
      { name: 'where no program can read it', content: pdf, tools: {} },
      { name: 'when it is damaged', content: '%PDF-1.7\n\0\0\0', tools },
    ])
    .run(async ({ assert }, { content, ...options }) => {
      const path = await write('a.pdf', content)
      const inspection = await run(path, { contentType: 'application/pdf', ...options })

      assert.deepEqual(inspection, {
        contentType: 'application/pdf',
        kind: 'document',
        width: null,
        height: null,
        meta: {},
        placeholder: null,
        variants: [],
      })
    })
})
