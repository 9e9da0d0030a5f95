import { useQuery } from '@tanstack/react-query'
import { ChevronRight } from 'lucide-react'
import type { WireImage } from '../../api/images.ts'
import { presetsQuery } from '../../api/presets.ts'
import { text } from '../../strings/en.ts'
import { CopyButton } from '../../ui/copy-button.tsx'
import { labelOf } from '../../ui/picture-title.ts'

const words = text.viewer
type Line = { readonly term: string; readonly value: string; readonly mono?: boolean }

/** How the picture was made, each line to copy, and all of them at once. */
export function Recipe({ image }: { readonly image: WireImage }) {
  const presets = useQuery(presetsQuery).data
  const lines: readonly Line[] = [
    { term: words.scene, value: labelOf(presets?.scenes, image.scene) },
    { term: words.environment, value: labelOf(presets?.environments, image.environment) },
    { term: words.outfit, value: image.outfit },
    { term: words.shape, value: image.aspectRatio },
    { term: words.quality, value: words.qualityWords[image.qualityMode] },
    ...(image.seed === null ? [] : [{ term: words.seed, value: String(image.seed), mono: true }]),
    ...fromParams(image),
    ...(image.workflow === null ? [] : [{ term: words.workflow, value: image.workflow, mono: true }]),
    ...(image.userPrompt === null || image.userPrompt === '' ? [] : [{ term: words.yourWords, value: image.userPrompt }]),
  ]
  return (
    <>
      <div className="section">
        <div className="section__head">
          <h2 className="heading-sm">{words.recipe}</h2>
          <CopyButton what={words.wholeRecipe} value={lines.map(({ term, value }) => `${term}: ${value}`).join('\n')} />
        </div>
        <dl className="meta">
          {lines.map(({ term, value, mono = false }) => (
            <div key={term}>
              <dt>{term}</dt>
              <dd className={mono ? 'mono' : ''}>{value}</dd>
              <dd>
                <CopyButton what={term} value={value} />
              </dd>
            </div>
          ))}
        </dl>
      </div>
      <Avoided image={image} />
    </>
  )
}

/** Every picture avoids the usual faults. That list is long and says little, so it stays folded up; only words of one's own are announced. */
function Avoided({ image }: { readonly image: WireImage }) {
  if (image.negativePrompt === null || image.negativePrompt === '') return null
  return (
    <details className="section">
      <summary>
        <ChevronRight className="icon icon--sm" aria-hidden="true" />
        {words.avoid}
        <span className="muted small push">{image.params?.['negativePromptTyped'] === true ? words.avoidTyped : words.avoidUsual}</span>
      </summary>
      <div className="stack">
        <div className="quote secondary quote--small">
          {image.negativePrompt}
          <CopyButton what={words.avoid} value={image.negativePrompt} />
        </div>
      </div>
    </details>
  )
}

/** What the engine was told; some of it only an edit has. */
function fromParams(image: WireImage): readonly Line[] {
  const steps = image.params?.['steps']
  const drawn = typeof steps === 'number' ? [{ term: words.steps, value: String(steps) }] : []
  if (image.editType === null) return drawn
  const number = (name: string): number | null => (typeof image.params?.[name] === 'number' ? image.params[name] : null)
  const [strength, feather, grow] = [number('strength'), number('featherPx'), number('growPx')]
  return [
    ...drawn,
    ...(strength === null ? [] : [{ term: words.strength, value: `${Math.round(strength * 100)}%` }]),
    ...(feather === null ? [] : [{ term: words.softEdge, value: `${feather} px` }]),
    ...(grow === null || grow === 0 ? [] : [{ term: words.grow, value: `${grow} px` }]),
  ]
}
