import vine from '@vinejs/vine'

const SOURCES = ['ids', 'albumId', 'everything'] as const

const onlySource = vine.createRule((_value, _options, field) => {
  const given = SOURCES.filter((name) => (field.parent as Record<string, unknown>)[name])
  if (given.length > 1) field.report(`Name one of ${SOURCES.join(', ')} only`, 'single', field)
})

/** Exactly one of the three says what is in the archive. */
export const archiveValidator = vine.create({
  ids: vine
    .array(vine.string().uuid())
    .minLength(1)
    .maxLength(10_000)
    .distinct()
    .use(onlySource())
    .optional()
    .requiredIfMissing(['albumId', 'everything']),
  albumId: vine.string().uuid().use(onlySource()).optional(),
  everything: vine.literal(true).use(onlySource()).optional(),
})
