import './welcome.css'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useRouter, useSearch } from '@tanstack/react-router'
import { useEffect } from 'react'
import { sentenceFor } from '../../api/http.ts'
import { sessionQuery, useSignIn } from '../../api/session.ts'
import { text } from '../../strings/en.ts'
import { useTitle } from '../../ui/use-title.ts'
import { CredentialsForm } from './credentials-form.tsx'
import { WelcomeFrame } from './welcome-frame.tsx'

const words = text.welcome

/** Signs in and goes back to where the person was. */
export function SignInPage() {
  useTitle(words.signIn)
  const router = useRouter()
  const navigate = useNavigate()
  const { back } = useSearch({ from: '/sign-in' })
  const session = useQuery(sessionQuery)
  const signIn = useSignIn()
  const setupNeeded = session.data?.setupNeeded === true
  useEffect(() => {
    if (setupNeeded) void navigate({ to: '/welcome' })
  }, [setupNeeded, navigate])
  return (
    <WelcomeFrame headline={words.signInHeadline} lede={words.signInLede} step={null}>
      <CredentialsForm
        label={words.signInForm}
        submit={words.signIn}
        busy={signIn.isPending}
        problem={signIn.isError ? sentenceFor(signIn.error) : null}
        onSubmit={(credentials) => signIn.mutate(credentials, { onSuccess: () => router.history.push(isOwnPage(back) ? back : '/studio') })}
      />
    </WelcomeFrame>
  )
}

/** Only a path of this site: nobody may be sent elsewhere after signing in. */
const isOwnPage = (back: string | undefined): back is string =>
  back !== undefined && back.startsWith('/') && !back.startsWith('//') && !back.includes('\\')
