import './welcome.css'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { ArrowRight, Info, Pencil } from 'lucide-react'
import { useState } from 'react'
import { charactersQuery, useCreateCharacter } from '../../api/characters.ts'
import { engineQuery } from '../../api/engine.ts'
import { sentenceFor } from '../../api/http.ts'
import { sessionQuery, useSetUp } from '../../api/session.ts'
import { text } from '../../strings/en.ts'
import { useTitle } from '../../ui/use-title.ts'
import { CredentialsForm } from './credentials-form.tsx'
import { starterCharacter } from './starter-character.ts'
import { WelcomeFrame } from './welcome-frame.tsx'

const words = text.welcome

/** First run: an account, then a ready-made character, then the Studio with everything chosen. Three clicks to a picture. */
export function WelcomePage() {
  useTitle(words.title)
  const user = useQuery(sessionQuery).data?.user ?? null
  return user === null ? <AccountStep /> : <CharacterStep />
}

function AccountStep() {
  const setUp = useSetUp()
  return (
    <WelcomeFrame headline={words.headline} lede={words.lede} step={0}>
      <CredentialsForm
        label={words.form}
        submit={words.create}
        fresh
        busy={setUp.isPending}
        problem={setUp.isError ? sentenceFor(setUp.error) : null}
        onSubmit={(credentials) => setUp.mutate(credentials)}
      />
    </WelcomeFrame>
  )
}

function CharacterStep() {
  const navigate = useNavigate()
  const create = useCreateCharacter()
  const engine = useQuery(engineQuery)
  const existing = useQuery(charactersQuery)
  const [problem, setProblem] = useState<string | null>(null)
  const keep = () => {
    const own = existing.data?.[0]
    if (own !== undefined) return void navigate({ to: '/studio', search: { character: own.id } })
    create.mutate(starterCharacter, {
      onSuccess: ({ id }) => void navigate({ to: '/studio', search: { character: id } }),
      onError: (error) => setProblem(sentenceFor(error)),
    })
  }
  return (
    <WelcomeFrame headline={words.meetHeadline} lede={words.meetLede} step={1}>
      <div className="starter">
        <img className="starter__face" src="/pictures/environment-home_bedroom.webp" width="192" height="192" alt="" />
        <div>
          <h2>{starterCharacter.name}</h2>
          <p className="secondary">{words.adultFacts(starterCharacter.age)}</p>
          <p className="muted small">@{starterCharacter.handle}</p>
        </div>
      </div>
      <div className="stack welcome__choices">
        <button type="button" className="btn btn--primary btn--lg" disabled={create.isPending || existing.isPending} onClick={keep}>
          {words.keep}
          <ArrowRight className="icon" aria-hidden="true" />
        </button>
        <button
          type="button"
          className="btn btn--ghost btn--lg"
          onClick={() => void navigate({ to: '/characters', search: { new: true } })}
        >
          <Pencil className="icon" aria-hidden="true" />
          {words.own}
        </button>
        {problem !== null && (
          <p className="hint hint--danger" role="alert">
            {problem}
          </p>
        )}
      </div>
      {engine.data?.engine === 'preview' && (
        <div className="note welcome__note">
          <Info className="icon" aria-hidden="true" />
          <span>
            {words.previewNote[0]}
            <strong>{words.previewNote[1]}</strong>
            {words.previewNote[2]}
          </span>
        </div>
      )}
    </WelcomeFrame>
  )
}
