/**
 * Variables that are set but that nothing reads, and whose name is one slip away from one that is
 * read: a letter too much, missing, wrong, or two in the wrong order.
 */
export function misspelt(set: string[], known: string[]) {
  return set.flatMap((name) => {
    const meant = known.includes(name) ? undefined : known.find((other) => isSlip(name, other))
    return meant ? [{ name, meant }] : []
  })
}

/** Shorter names, such as the system's own, are too often near each other. */
const MIN_LENGTH = 4

function isSlip(given: string, meant: string) {
  if (Math.min(given.length, meant.length) < MIN_LENGTH) return false
  let start = 0
  while (start < given.length && given[start] === meant[start]) start++
  let end = 0
  const most = Math.min(given.length, meant.length) - start
  while (end < most && given.at(-1 - end) === meant.at(-1 - end)) end++

  const left = given.slice(start, given.length - end)
  const right = meant.slice(start, meant.length - end)
  const isSwapped = left.length === 2 && right === left[1] + left[0]
  return isSwapped || (left.length <= 1 && right.length <= 1)
}
