import type { PromptPreview } from '../../api/presets.ts'
import { studioWords } from '../../strings/en-studio.ts'
import { text } from '../../strings/en.ts'
import { CopyButton } from '../../ui/copy-button.tsx'

const words = studioWords

/** The prompt as it will be sent, each part marked: what the presets say, and what the person adds. */
export function PromptCard({ preview, ownWords }: { readonly preview: PromptPreview | undefined; readonly ownWords: string }) {
  return (
    <section className="card" aria-label={words.preview}>
      <div className="card__head">
        <h2 className="heading-sm">{words.preview}</h2>
        <span className="badge">{words.live}</span>
        <span className="push">
          <CopyButton what={text.characters.prompt} value={preview?.prompt ?? ''} />
        </span>
      </div>
      <div className="prompt-preview">
        <p>
          {preview === undefined ? <span className="skeleton prompt-preview__wait" /> : <Parts preview={preview} ownWords={ownWords} />}
        </p>
      </div>
    </section>
  )
}

const marked = ['outfit', 'environment', 'scene']

function Parts({ preview, ownWords }: { readonly preview: PromptPreview; readonly ownWords: string }) {
  return preview.parts.map(({ part, text: phrase }, at) => {
    const own = phrase === ownWords.trim() && phrase !== ''
    const shown = own ? <mark className="mine">{phrase}</mark> : marked.includes(part) ? <mark>{phrase}</mark> : phrase
    return (
      <span key={part}>
        {at > 0 && ', '}
        {shown}
      </span>
    )
  })
}
