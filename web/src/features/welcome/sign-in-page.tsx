import './welcome.css'
import { useRouter, useSearch } from '@tanstack/react-router'
import { sentenceFor } from '../../api/http.ts'
import { useSignIn } from '../../api/session.ts'
import { text } from '../../strings/en.ts'
import { useTitle } from '../../ui/use-title.ts'
import { CredentialsForm } from './credentials-form.tsx'
import { WelcomeFrame } from './welcome-frame.tsx'

const words = text.welcome

/** Signs in and goes back to where the person was. */
export function SignInPage() {
  useTitle(words.signIn)
  const router = useRouter()
  const { back } = useSearch({ from: '/sign-in' })
  const signIn = useSignIn()
  return (
    <WelcomeFrame headline={words.signInHeadline} lede={words.signInLede} step={null}>
      <CredentialsForm
        label={words.signInForm}
        submit={words.signIn}
        busy={signIn.isPending}
        problem={signIn.isError ? sentenceFor(signIn.error) : null}
        onSubmit={(credentials) => signIn.mutate(credentials, { onSuccess: () => router.history.push(back ?? '/studio') })}
      />
    </WelcomeFrame>
  )
}
