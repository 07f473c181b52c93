const GB = 1_000_000_000

/** Each part has to answer within so many seconds. */
export const partSeconds = 2

/** The report is made at most once in so many seconds, however many requests come. */
export const reportSeconds = 1

/** Bytes that should be free where DATA_DIR is. */
export const diskSpace = { enough: 5 * GB }
