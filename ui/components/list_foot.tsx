interface Props {
  /** Why the list could not be read. */
  failure: string
  /** What is said of an empty list. */
  nothing: string
  more: (() => void) | null | ''
}

/** What stands below a list: that it could not be read, that it is empty, or that there is more. */
export function ListFoot({ failure, nothing, more }: Props) {
  if (failure) return <p class="notice bad">{failure}</p>
  if (nothing) return <p class="quiet">{nothing}</p>
  if (!more) return null
  return (
    <button class="button" onClick={more}>
      Show more
    </button>
  )
}
