const GB = 1_000_000_000

/** Each part has to answer within so many seconds. */
export const partSeconds = 2

/** However often it is asked, the report is made no more often than every so many seconds. */
export const reportSeconds = 1

/** Bytes that should be free where DATA_DIR is. */
export const diskSpace = { enough: 5 * GB }
