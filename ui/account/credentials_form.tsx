import { Field } from '../components/field'

interface Props {
  isNew: boolean
  isBusy: boolean
  button: string
  /** What was wrong with each field. */
  wrong: Record<string, string>
  onSubmit: (event: SubmitEvent) => void
}

/** Email and password, and a name for a new account. */
export function CredentialsForm({ isNew, isBusy, button, wrong, onSubmit }: Props) {
  return (
    <form onSubmit={onSubmit}>
      {isNew && (
        <Field
          label="Name"
          name="fullName"
          autocomplete="name"
          maxLength={200}
          wrong={wrong.fullName}
        />
      )}
      <Field
        label="Email"
        name="email"
        type="email"
        autocomplete="username"
        required
        wrong={wrong.email}
      />
      <Field
        label="Password"
        name="password"
        type="password"
        autocomplete={isNew ? 'new-password' : 'current-password'}
        required
        minLength={isNew ? 12 : undefined}
        maxLength={isNew ? 128 : undefined}
        hint={isNew ? 'At least 12 characters; a few words work well.' : undefined}
        wrong={wrong.password}
      />
      <button class="button primary" disabled={isBusy}>
        {button}
      </button>
    </form>
  )
}
