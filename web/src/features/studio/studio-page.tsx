import './studio.css'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { UserPlus } from 'lucide-react'
import { useEffect, useState } from 'react'
import { studioActions, type StudioHands } from '../../actions/studio-actions.ts'
import { useActions } from '../../actions/use-actions.ts'
import { charactersQuery, type Character } from '../../api/characters.ts'
import { engineQuery } from '../../api/engine.ts'
import { sentenceFor } from '../../api/http.ts'
import { imageQuery } from '../../api/images.ts'
import { useGenerate, type GenerationRequest } from '../../api/jobs.ts'
import { wishInHand } from '../../api/wish.ts'
import { studioWords } from '../../strings/en-studio.ts'
import { text } from '../../strings/en.ts'
import { randomSeed } from '../../ui/seed.ts'
import { EmptyState, ErrorState, PageLoading } from '../../ui/state.tsx'
import { toast } from '../../ui/toast.ts'
import { useTitle } from '../../ui/use-title.ts'
import { Composer, type Looked } from './composer.tsx'
import { changeComposer, recall, requestOf, useComposer } from './composer-state.ts'
import { Jumps } from './jumps.tsx'
import { PromptCard } from './prompt-card.tsx'
import { Runs } from './runs.tsx'
import { SetAside } from './set-aside.tsx'
import { usePromptPreview } from './use-prompt-preview.ts'

const words = studioWords

/** Set up on the left, pictures as they come on the right. */
export function StudioPage() {
  useTitle(words.title)
  useAsked()
  const characters = useQuery(charactersQuery)
  const living = characters.data?.filter((character) => !character.archived) ?? []
  const chosen = useComposer((form) => form.characterId)
  const character = living.find((one) => one.id === chosen) ?? living[0]
  if (characters.isPending) return <PageLoading />
  if (character === undefined)
    return (
      <main id="main" className="page page--alone">
        <h1 className="vh">{words.title}</h1>
        {characters.isError ? (
          <ErrorState title={text.characters.failedToLoad} hint={sentenceFor(characters.error)} onRetry={() => void characters.refetch()} />
        ) : (
          <EmptyState icon={UserPlus} title={words.noCharacter} hint={words.noCharacterHint}>
            <Link className="btn btn--primary" to="/welcome">
              {words.startWithStarter}
            </Link>
            <Link className="btn" to="/characters" search={{ new: true }}>
              {text.characters.make}
            </Link>
          </EmptyState>
        )}
      </main>
    )
  return <Workbench character={character} living={living} />
}

function Workbench({ character, living }: { readonly character: Character; readonly living: readonly Character[] }) {
  const form = useComposer()
  const generate = useGenerate(({ warnings }) => warnings.forEach((warning) => toast(warning.text)))
  const [wish] = useState(() => wishInHand<ReturnType<typeof withSeed>>())
  const engine = useQuery(engineQuery).data
  const request = requestOf(form, character, engine?.capabilities.reference.can === true)
  const [looked, setLooked] = useState<Looked>({})
  const preview = usePromptPreview(request === null ? null : { ...request, ...looked })
  const hands: StudioHands = {
    generate: () => {
      if (request === null || generate.isPending || engine?.capabilities.generate.can === false) return
      const sent = wish.send(form.seedLocked ? request : { ...request, seed: null }, () => withSeed(request, form.seedLocked))
      if (!form.seedLocked) changeComposer({ seed: String(sent.input.seed) })
      generate.mutate(sent, { onSettled: (_, error) => wish.heard(error) })
    },
  }
  useActions('studio', studioActions, hands)
  return (
    <div className="studio">
      <Jumps />
      <Composer
        character={character}
        living={living}
        engine={engine}
        busy={generate.isPending}
        request={request}
        preview={preview}
        onLook={setLooked}
        onGenerate={hands.generate}
      />
      <main id="main" className="runs">
        <h1 className="vh">{words.title}</h1>
        <SetAside />
        <PromptCard preview={preview} ownWords={form.prompt} />
        <Runs />
      </main>
    </div>
  )
}

/** What the address asks for: a character to draw, or a picture whose recipe is wanted. Asked once, then the address is plain again. */
function useAsked(): void {
  const { character, like } = useSearch({ from: '/inside/shell/studio' })
  const navigate = useNavigate()
  const model = useQuery({ ...imageQuery(like ?? ''), enabled: like !== undefined })
  useEffect(() => {
    if (character === undefined) return
    changeComposer({ characterId: character })
    void navigate({ to: '/studio', search: {}, replace: true })
  }, [character, navigate])
  useEffect(() => {
    if (like === undefined || model.data === undefined || model.data === null) return
    recall(model.data)
    void navigate({ to: '/studio', search: {}, replace: true })
  }, [like, model.data, navigate])
}

/** An open seed is drawn here and not on the server, so that the person can see and keep it. */
const withSeed = (request: GenerationRequest, locked: boolean): GenerationRequest & { readonly seed: number } => ({
  ...request,
  seed: locked && request.seed !== undefined ? request.seed : randomSeed(),
})
