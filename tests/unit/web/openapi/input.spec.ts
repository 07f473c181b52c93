import vine from '@vinejs/vine'
import { test } from '@japa/runner'
import { inputSchema } from '#app/web/openapi/input'

test.group('inputSchema', () => {
  test('describes dates and booleans as JSON has them', ({ assert }) => {
    const schema = inputSchema(
      vine.create({ at: vine.date(), is: vine.boolean(), was: vine.boolean().nullable() })
    )
    assert.deepEqual(schema.properties, {
      at: { type: 'string', format: 'date-time' },
      is: { type: 'boolean' },
      was: { type: ['boolean', 'null'] },
    })
  })

  test('requires what may be null but not absent', ({ assert }) => {
    const name = vine.string()
    const schema = inputSchema(
      vine.create({ a: name.nullable(), b: name.optional(), c: name.nullable().optional() })
    )
    assert.deepEqual(schema.required, ['a'])
  })

  test('says that unknown fields are refused, at any depth', ({ assert }) => {
    const schema = inputSchema(
      vine.create({ list: vine.array(vine.object({ at: vine.date().optional() })) })
    )
    assert.deepEqual(schema.properties, {
      list: {
        type: 'array',
        items: {
          type: 'object',
          properties: { at: { type: 'string', format: 'date-time' } },
          required: [],
          additionalProperties: false,
        },
      },
    })
    assert.isFalse(schema.additionalProperties)
  })
})
