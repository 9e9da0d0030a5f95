import { useQuery } from '@tanstack/react-query'
import { Lock } from 'lucide-react'
import { useState, type FormEvent } from 'react'
import { sentenceFor } from '../../api/http.ts'
import { sessionQuery } from '../../api/session.ts'
import { useAddUser, usersQuery, useResetPassword, type User } from '../../api/users.ts'
import { adminWords as words } from '../../strings/en-admin.ts'
import { text } from '../../strings/en.ts'
import { FormDialog } from '../../ui/dialog.tsx'
import { Segmented, TextField } from '../../ui/fields.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { EmptyState, ErrorState, Loading } from '../../ui/state.tsx'
import { dayOf } from '../../ui/times.ts'
import { toast } from '../../ui/toast.ts'
import { useTitle } from '../../ui/use-title.ts'
import { StatusCard } from './status-card.tsx'

const leastPassword = 10
const mostPassword = 128

/** Who has an account here. An admin adds people and gives them new passwords. */
export function UsersPage() {
  useTitle(words.title)
  const me = useQuery(sessionQuery).data?.user
  if (me?.role !== 'admin')
    return (
      <main id="main" className="page page--narrow">
        <h1 className="vh">{words.title}</h1>
        <EmptyState icon={Lock} title={words.notYours} hint={words.notYoursHint} />
      </main>
    )
  return (
    <main id="main" className="page page--narrow">
      <PageHead title={words.title} lede={words.lede} />
      <StatusCard />
      <Users myId={me.id} />
      <NewUser />
    </main>
  )
}

function Users({ myId }: { readonly myId: string }) {
  const users = useQuery(usersQuery)
  const [asked, setAsked] = useState<User | null>(null)
  if (users.isPending) return <Loading />
  if (users.isLoadingError)
    return <ErrorState title={text.settings.unknown} hint={sentenceFor(users.error)} onRetry={() => void users.refetch()} />
  return (
    <section className="card" aria-label={words.title}>
      <div className="card__body table-wrap">
        <table className="table table--fit">
          <thead>
            <tr>
              <th scope="col">{words.name}</th>
              <th scope="col">{words.role}</th>
              <th scope="col">{words.since}</th>
              <th scope="col" className="r">
                <span className="vh">{words.reset}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {users.data.map((user) => (
              <tr key={user.id}>
                <th scope="row">
                  {user.username} {user.id === myId && <span className="muted">({words.you})</span>}
                </th>
                <td>{words.roles[user.role]}</td>
                <td className="num">{dayOf(user.createdAt)}</td>
                <td className="r">
                  <button type="button" className="btn btn--sm" aria-label={words.resetOf(user.username)} onClick={() => setAsked(user)}>
                    {words.reset}
                  </button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {asked !== null && <ResetDialog user={asked} onClose={() => setAsked(null)} />}
    </section>
  )
}

function ResetDialog({ user, onClose }: { readonly user: User; readonly onClose: () => void }) {
  const reset = useResetPassword(() => toast.success(words.resetDone(user.username)))
  const [password, setPassword] = useState('')
  const send = (): void => reset.mutate({ id: user.id, password }, { onSuccess: onClose })
  return (
    <FormDialog
      title={words.resetOf(user.username)}
      intro={words.resetHint}
      send={words.resetDo}
      ready={!reset.isPending && password.length >= leastPassword}
      onSend={send}
      onClose={onClose}
    >
      <PasswordField value={password} onType={setPassword} />
    </FormDialog>
  )
}

function NewUser() {
  const add = useAddUser(({ user }) => toast.success(words.added(user.username)))
  const [username, setUsername] = useState('')
  const [password, setPassword] = useState('')
  const [role, setRole] = useState<User['role']>('member')
  const send = (event: FormEvent): void => {
    event.preventDefault()
    add.mutate(
      { username, password, role },
      {
        onSuccess: () => {
          setUsername('')
          setPassword('')
        },
      },
    )
  }
  return (
    <section className="card" aria-label={words.add}>
      <div className="card__head">
        <h2>{words.add}</h2>
      </div>
      <form className="card__body stack" onSubmit={send}>
        <TextField
          label={words.username}
          hint={words.usernameHint}
          required
          pattern="[A-Za-z0-9_.\-]{3,30}"
          autoComplete="off"
          value={username}
          onChange={(event) => setUsername(event.target.value)}
        />
        <PasswordField value={password} onType={setPassword} />
        <div className="row row--between row--wrap">
          <Segmented
            label={words.role}
            value={role}
            choices={(['member', 'admin'] as const).map((value) => ({ value, label: words.roles[value] }))}
            onChoose={setRole}
          />
          <button type="submit" className="btn btn--primary" disabled={add.isPending}>
            {words.addDo}
          </button>
        </div>
      </form>
    </section>
  )
}

function PasswordField({ value, onType }: { readonly value: string; readonly onType: (password: string) => void }) {
  return (
    <TextField
      label={words.password}
      hint={words.passwordHint}
      type="password"
      required
      minLength={leastPassword}
      maxLength={mostPassword}
      autoComplete="new-password"
      value={value}
      onChange={(event) => onType(event.target.value)}
    />
  )
}
