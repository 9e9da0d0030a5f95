import { Link } from '@tanstack/react-router'
import { Brush, Check, Heart, type LucideIcon } from 'lucide-react'
import type { CSSProperties, ReactNode } from 'react'
import { thumbnailUrl, type WireImage } from '../api/images.ts'
import { text } from '../strings/en.ts'
import { Badges } from './badges.tsx'
import { CellPicture } from './cell-picture.tsx'
import type { ViewerSearch } from './search.ts'

const words = text.picture

export type PictureCellProps = {
  readonly image: WireImage
  readonly title: string
  /** The list the picture is shown in, for its neighbours in the viewer. */
  readonly search?: ViewerSearch
  readonly selected?: boolean
  readonly onSelect?: (range: boolean) => void
  readonly onFavourite?: () => void
  readonly actions?: ReactNode
  readonly style?: CSSProperties
}

/** One picture of a grid: whole, with its own address, and what can be done with it at once. */
export function PictureCell({ image, title, search = {}, selected = false, onSelect, onFavourite, actions, style }: PictureCellProps) {
  const shape = { '--ar': image.width / image.height, ...style } as CSSProperties
  const source = thumbnailUrl(image)
  return (
    <li
      className={`cell ${selected ? 'is-selected' : ''} ${image.favourite ? 'is-favourite' : ''} ${source === null ? 'is-hidden' : ''}`}
      style={shape}
      data-image={image.id}
    >
      <Link className="cell__link" to="/images/$imageId" params={{ imageId: image.id }} search={search}>
        <CellPicture image={image} source={source} title={title} />
      </Link>
      {onSelect !== undefined && (
        <div className="cell__tl">
          <CellButton className="cell__check cell__reveal" pressed={selected} label={words.select(title)} icon={Check} onClick={onSelect} />
        </div>
      )}
      {onFavourite !== undefined && (
        <div className="cell__tr">
          <CellButton
            className="cell__fav cell__reveal"
            pressed={image.favourite}
            label={words.favourite(title)}
            icon={Heart}
            fill={image.favourite}
            onClick={onFavourite}
          />
        </div>
      )}
      <div className="cell__foot">
        <Badges image={image} />
        {actions ?? (source !== null && <EditLink image={image} title={title} />)}
      </div>
    </li>
  )
}

function EditLink({ image, title }: { readonly image: WireImage; readonly title: string }) {
  return (
    <Link
      className="btn btn--sm btn--on-image cell__reveal cell__edit"
      to="/images/$imageId/edit"
      params={{ imageId: image.id }}
      aria-label={words.edit(title)}
    >
      <Brush className="icon icon--sm" aria-hidden="true" />
      <span className="cell__word">{words.editShort}</span>
    </Link>
  )
}

type CellButtonProps = {
  readonly className: string
  readonly pressed: boolean
  readonly label: string
  readonly icon: LucideIcon
  readonly fill?: boolean
  readonly onClick: (range: boolean) => void
}

function CellButton({ className, pressed, label, icon: Icon, fill = false, onClick }: CellButtonProps) {
  return (
    <button type="button" className={className} aria-pressed={pressed} aria-label={label} onClick={(event) => onClick(event.shiftKey)}>
      <Icon className={`icon icon--sm ${fill ? 'icon--fill' : ''}`} aria-hidden="true" />
    </button>
  )
}
