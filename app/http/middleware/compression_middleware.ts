import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

// Lists are repetitive: the cheapest setting already makes one of 45 kB a tenth as long.
const encoders = {
  br: (text: string) => brotli(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } }),
  gzip: (text: string) => zip(text, { level: 1 }),
}
const brotli = promisify(brotliCompress)
const zip = promisify(gzip)

/** Characters below which compression saves less than it costs. */
const WORTH = 4_096

/** Compresses long JSON answers of a route for clients that accept it. */
export default class CompressionMiddleware {
  async handle({ request, response }: HttpContext, next: NextFn) {
    await next()
    response.vary('accept-encoding')
    const accepted =
      request.header('accept-encoding') && request.encoding(['br', 'gzip', 'identity'])
    if (!accepted || accepted === 'identity') return

    const text = JSON.stringify(response.getBody())
    if (text.length < WORTH) return
    response.header('content-encoding', accepted).type('application/json')
    response.send(await encoders[accepted](text))
  }
}
