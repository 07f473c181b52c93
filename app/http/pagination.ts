import vine from '@vinejs/vine'

/** What every list takes: how many, and the cursor that the page before gave. */
export const page = {
  limit: vine.number().withoutDecimals().range([1, 100]).optional(),
  cursor: vine.string().uuid().optional(),
}

/** An id in a path or an argument. */
export const idValidator = vine.create({ id: vine.string().uuid() })
