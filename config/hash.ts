import { defineConfig, drivers } from '@adonisjs/core/hash'

/**
 * Argon2id with 19 MiB, 2 passes and 1 lane, the first choice of the OWASP password storage
 * cheat sheet.
 */
const hashConfig = defineConfig({
  default: 'argon',
  list: {
    argon: drivers.argon2({
      variant: 'id',
      version: 0x13,
      memory: 19_456,
      iterations: 2,
      parallelism: 1,
      saltSize: 16,
      hashLength: 32,
    }),
  },
})

export default hashConfig

declare module '@adonisjs/core/types' {
  export interface HashersList extends InferHashers<typeof hashConfig> {}
}
