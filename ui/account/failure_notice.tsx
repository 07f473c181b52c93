import { ApiFailure, sentenceOf } from '../api/failure'

/** What went wrong with a form, unless it is said at one of its fields. */
export function FailureNotice({ failure }: { failure: unknown }) {
  if (!failure) return null
  if (failure instanceof ApiFailure && Object.keys(failure.fields).length > 0) return null
  return (
    <p class="notice bad" role="alert">
      {sentenceOf(failure)}
    </p>
  )
}

/** What was wrong with each field. */
export function fieldsOf(failure: unknown) {
  return failure instanceof ApiFailure ? failure.fields : {}
}
