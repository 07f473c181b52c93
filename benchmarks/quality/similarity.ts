import sharp from 'sharp'

const window = 8
const step = 4
const c1 = (0.01 * 255) ** 2
const c2 = (0.03 * 255) ** 2

/**
 * The mean structural similarity of two pictures of one size, 1 for the same (Wang, Bovik, Sheikh,
 * Simoncelli 2004), on brightness, in windows of 8 pixels.
 */
export async function similarity(one: Buffer, other: Buffer): Promise<number> {
  const [a, b] = await Promise.all([brightness(one), brightness(other)])
  let sum = 0
  let count = 0
  for (let y = 0; y + window <= a.height; y += step) {
    for (let x = 0; x + window <= a.width; x += step) {
      sum += similarityAt(a.data, b.data, a.width, x, y)
      count++
    }
  }
  return sum / count
}

async function brightness(picture: Buffer) {
  const { data, info } = await sharp(picture)
    .flatten({ background: 'white' })
    .greyscale()
    .raw()
    .toBuffer({ resolveWithObject: true })
  return { data, width: info.width, height: info.height }
}

function similarityAt(a: Buffer, b: Buffer, width: number, left: number, top: number) {
  let [sumA, sumB, squaresA, squaresB, products] = [0, 0, 0, 0, 0]
  for (let y = top; y < top + window; y++) {
    for (let index = y * width + left; index < y * width + left + window; index++) {
      sumA += a[index]
      sumB += b[index]
      squaresA += a[index] ** 2
      squaresB += b[index] ** 2
      products += a[index] * b[index]
    }
  }
  const n = window ** 2
  const [meanA, meanB] = [sumA / n, sumB / n]
  const variances = squaresA / n - meanA ** 2 + squaresB / n - meanB ** 2
  const covariance = products / n - meanA * meanB
  return (
    ((2 * meanA * meanB + c1) * (2 * covariance + c2)) /
    ((meanA ** 2 + meanB ** 2 + c1) * (variances + c2))
  )
}
