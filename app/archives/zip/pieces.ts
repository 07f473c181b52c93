/** A run of bytes of a file that is made while it is read. */
export interface Piece {
  /** Bytes, known before any of them is made. */
  length: number
  /** The bytes from `from` on, before `to`. */
  read(from: number, to: number): AsyncIterable<Uint8Array> | Iterable<Uint8Array>
}

/** The bytes of a range of pieces that follow each other; pieces outside of it are not read. */
export async function* readPieces(
  pieces: Iterable<Piece> | AsyncIterable<Piece>,
  from: number,
  to: number
): AsyncGenerator<Uint8Array> {
  let start = 0
  for await (const piece of pieces) {
    const end = start + piece.length
    if (end > from && start < to) {
      yield* piece.read(Math.max(from - start, 0), Math.min(to - start, piece.length))
    }
    if (end >= to) return
    start = end
  }
}

/** A piece of bytes that are there. */
export function bytesPiece(bytes: Uint8Array): Piece {
  return { length: bytes.length, read: (from, to) => [bytes.subarray(from, to)] }
}

/** A piece that consists of others, which are only made when it is read. */
export function lazyPiece(length: number, make: () => Promise<Piece[]> | AsyncIterable<Piece>) {
  return {
    length,
    async *read(from: number, to: number) {
      yield* readPieces(await make(), from, to)
    },
  } satisfies Piece
}
