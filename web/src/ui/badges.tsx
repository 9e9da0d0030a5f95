import { GitBranch, Layers } from 'lucide-react'
import type { WireImage } from '../api/images.ts'
import { text } from '../strings/en.ts'
import { figure } from '../strings/plural.ts'

const words = text.picture

/** What a picture is in its family: made by an edit, and how often it was edited itself. */
export function Badges({ image, className = '' }: { readonly image: Pick<WireImage, 'editType' | 'edits'>; readonly className?: string }) {
  if (image.editType === null && image.edits === 0) return null
  return (
    <span className={`badges ${className}`}>
      {image.editType !== null && (
        <span className="badge badge--on-image">
          <GitBranch className="icon" aria-hidden="true" />
          <span className="cell__word">{words.edited}</span>
        </span>
      )}
      {image.edits > 0 && (
        <span className="badge badge--on-image num">
          <Layers className="icon" aria-hidden="true" />
          <span className="cell__word">{words.edits(image.edits)}</span>
          <span className="cell__figure" aria-hidden="true">
            {figure(image.edits)}
          </span>
        </span>
      )}
    </span>
  )
}
