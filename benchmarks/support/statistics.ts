/** The value that half of them do not pass. */
export function median(values: number[]) {
  return quantile(values, 0.5)
}

/** The value that so large a share of them does not pass. */
export function quantile(values: number[], share: number) {
  return values.toSorted((a, b) => a - b)[Math.floor(share * (values.length - 1))]
}
