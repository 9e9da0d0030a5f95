import { GitBranch, Layers, type LucideIcon } from 'lucide-react'
import type { WireImage } from '../api/images.ts'
import { text } from '../strings/en.ts'
import { figure } from '../strings/plural.ts'

const words = text.picture

/** What a picture is in its family: made by an edit, and how often it was edited itself. */
export function Badges({ image, className = '' }: { readonly image: Pick<WireImage, 'editType' | 'edits'>; readonly className?: string }) {
  if (image.editType === null && image.edits === 0) return null
  return (
    <span className={`badges ${className}`}>
      {image.editType !== null && <ImageBadge icon={GitBranch} word={words.edited} />}
      {image.edits > 0 && <ImageBadge icon={Layers} word={words.edits(image.edits)} n={image.edits} />}
    </span>
  )
}

type ImageBadgeProps = {
  readonly icon: LucideIcon
  readonly word: string
  /** Stands for the word in a narrow picture. */
  readonly n?: number
}

/** One thing that is said of a picture on the picture itself. */
export function ImageBadge({ icon: Icon, word, n }: ImageBadgeProps) {
  return (
    <span className={`badge badge--on-image ${n === undefined ? '' : 'num'}`}>
      <Icon className="icon" aria-hidden="true" />
      <span className="cell__word">{word}</span>
      {n !== undefined && (
        <span className="cell__figure" aria-hidden="true">
          {figure(n)}
        </span>
      )}
    </span>
  )
}
