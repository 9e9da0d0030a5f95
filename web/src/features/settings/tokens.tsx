import { useQuery } from '@tanstack/react-query'
import { Trash2 } from 'lucide-react'
import { useState, type FormEvent } from 'react'
import { tokensQuery, useMakeToken, useRemoveToken, type Token } from '../../api/tokens.ts'
import { text } from '../../strings/en.ts'
import { ConfirmDialog } from '../../ui/dialog.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { Check, TextField } from '../../ui/fields.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { dayOf } from '../../ui/times.ts'
import { Known, SettingsCard } from './settings-card.tsx'

const words = text.settings
const scopes = [
  { scope: 'read', label: words.tokenRead },
  { scope: 'write', label: words.tokenWrite },
  { scope: 'audit', label: words.tokenAudit },
] as const

/** Tokens for programs: what each may do, and the secret once, when it is made. */
export function Tokens() {
  const tokens = useQuery(tokensQuery)
  const make = useMakeToken()
  return (
    <SettingsCard title={words.tokens}>
      <p className="hint">{words.tokensHint}</p>
      <Known query={tokens}>
        {(known) => (known.length === 0 ? <p className="secondary">{words.tokenNone}</p> : <TokenList tokens={known} />)}
      </Known>
      {make.data !== undefined && (
        <div className="note note--accent" role="status">
          <span className="grow">
            {words.tokenSecret}
            <br />
            <span className="mono token-secret">{make.data.secret}</span>
          </span>
          <CopyButton what={words.tokens} value={make.data.secret} />
        </div>
      )}
      <NewToken busy={make.isPending} onMake={(name, chosen) => make.mutate({ name, scopes: chosen })} />
    </SettingsCard>
  )
}

/** What is removed is gone for the programs that use it, so it is asked first. */
function TokenList({ tokens }: { readonly tokens: readonly Token[] }) {
  const remove = useRemoveToken()
  const [asked, setAsked] = useState<Token | null>(null)
  return (
    <>
      <ul className="stack">
        {tokens.map((token) => (
          <li key={token.id} className="row">
            <span className="grow">
              {token.name} <span className="muted mono">…{token.tail}</span>
              <br />
              <span className="hint">{[scopesOf(token), dayOf(token.createdAt)].join(' · ')}</span>
            </span>
            <IconButton label={words.tokenRemove(token.name)} icon={Trash2} onClick={() => setAsked(token)} />
          </li>
        ))}
      </ul>
      <ConfirmDialog
        title={words.tokenRemove(asked?.name ?? '')}
        hint={words.tokenRemoveHint}
        confirm={words.tokenRemoveDo}
        open={asked !== null}
        onClose={() => setAsked(null)}
        onConfirm={() => {
          if (asked !== null) remove.mutate(asked.id)
        }}
      />
    </>
  )
}

const scopesOf = (token: Token): string =>
  scopes
    .filter(({ scope }) => token.scopes.includes(scope))
    .map(({ label }) => label)
    .join(', ')

type Scope = (typeof scopes)[number]['scope']

function NewToken({ busy, onMake }: { readonly busy: boolean; readonly onMake: (name: string, scopes: Scope[]) => void }) {
  const [name, setName] = useState('')
  const [chosen, setChosen] = useState<readonly Scope[]>(['read'])
  const send = (event: FormEvent): void => {
    event.preventDefault()
    onMake(name, [...chosen])
    setName('')
  }
  return (
    <form className="stack" onSubmit={send}>
      <TextField label={words.tokenName} required maxLength={80} value={name} onChange={(event) => setName(event.target.value)} />
      <div className="row row--wrap">
        {scopes.map(({ scope, label }) => (
          <Check
            key={scope}
            label={label}
            checked={chosen.includes(scope)}
            onChange={(event) => setChosen(event.target.checked ? [...chosen, scope] : chosen.filter((one) => one !== scope))}
          />
        ))}
        <button type="submit" className="btn push" disabled={busy || chosen.length === 0}>
          {words.tokenMake}
        </button>
      </div>
    </form>
  )
}
