import { defineConfig } from '@adonisjs/core/bodyparser'

/** JSON alone: bytes go to the store, never through a form. */
export default defineConfig({
  allowedMethods: ['POST', 'PUT', 'PATCH', 'DELETE'],
  json: {
    types: ['application/json'],
    // The validators tell more of a body that is no object than the parser does.
    strict: false,
    limit: '64kb',
    convertEmptyStringsToNull: false,
    // A password may begin or end with a space.
    trimWhitespaces: false,
  },
  form: { types: [] },
  raw: { types: [] },
  multipart: { types: [], autoProcess: false },
})
