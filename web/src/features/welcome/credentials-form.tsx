import { ArrowRight, Eye, EyeOff } from 'lucide-react'
import { useId, useState, type FormEvent } from 'react'
import { text } from '../../strings/en.ts'
import { TextField } from '../../ui/fields.tsx'
import { IconButton } from '../../ui/icon-button.tsx'

const words = text.welcome
const leastPassword = 10

type CredentialsFormProps = {
  readonly label: string
  readonly submit: string
  /** The account is being made: the rules are shown and checked. */
  readonly fresh?: boolean
  readonly busy: boolean
  readonly problem: string | null
  readonly onSubmit: (credentials: { readonly username: string; readonly password: string }) => void
}

export function CredentialsForm({ label, submit, fresh = false, busy, problem, onSubmit }: CredentialsFormProps) {
  const [username, setUsername] = useState('')
  const [password, setPassword] = useState('')
  const send = (event: FormEvent) => {
    event.preventDefault()
    onSubmit({ username: username.trim(), password })
  }
  return (
    <form className="form-grid" aria-label={label} onSubmit={send}>
      <div className="wide">
        <TextField
          lg
          required
          label={words.username}
          hint={fresh ? words.usernameHint : undefined}
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          pattern={fresh ? '[A-Za-z0-9_.\\-]{3,30}' : undefined}
          value={username}
          onChange={(event) => setUsername(event.target.value)}
        />
      </div>
      <div className="wide">
        <PasswordField fresh={fresh} value={password} onChange={setPassword} />
      </div>
      {problem !== null && (
        <p className="hint hint--danger wide" role="alert">
          {problem}
        </p>
      )}
      <button type="submit" className="btn btn--primary btn--lg wide" disabled={busy}>
        {busy ? text.ui.working : submit}
        <ArrowRight className="icon" aria-hidden="true" />
      </button>
    </form>
  )
}

function PasswordField({
  fresh,
  value,
  onChange,
}: {
  readonly fresh: boolean
  readonly value: string
  readonly onChange: (value: string) => void
}) {
  const id = useId()
  const [shown, setShown] = useState(false)
  return (
    <div className="field">
      <label htmlFor={id}>{words.password}</label>
      <div className="input-wrap">
        <input
          id={id}
          className="input input--lg"
          type={shown ? 'text' : 'password'}
          required
          minLength={fresh ? leastPassword : undefined}
          autoComplete={fresh ? 'new-password' : 'current-password'}
          aria-describedby={fresh ? `${id}-hint` : undefined}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
        <span className="input-wrap__end">
          <IconButton
            label={shown ? words.hidePassword : words.showPassword}
            icon={shown ? EyeOff : Eye}
            small
            onClick={() => setShown(!shown)}
          />
        </span>
      </div>
      {fresh && (
        <p className="hint" id={`${id}-hint`}>
          {words.passwordHint}
        </p>
      )}
    </div>
  )
}
