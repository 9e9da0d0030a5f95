import { Brush, Check, Download, Heart, Hourglass, RotateCcw, Trash2, type LucideIcon } from 'lucide-react'
import { memo } from 'react'
import { thumbnailUrl, type WireImage } from '../../api/images.ts'
import { text } from '../../strings/en.ts'
import { Badges, ImageBadge } from '../../ui/badges.tsx'
import { CellPicture } from '../../ui/cell-picture.tsx'
import { daysUntil } from '../../ui/times.ts'

const words = text.picture
const gallery = text.gallery

/** What a button of a cell asks for. The grid hears it once for all cells. */
export type CellAct = 'select' | 'favourite' | 'edit' | 'download' | 'trash' | 'restore' | 'erase'

export type GalleryCellProps = {
  readonly id: string
  /** Undefined while it is on its way: the place is kept. */
  readonly image: WireImage | undefined
  readonly title: string
  readonly href: string
  readonly widthPx: number
  readonly heightPx: number
  readonly selected: boolean
  /** Under the pointer or with the focus: only then its buttons are in the page, which keeps thousands of cells cheap. */
  readonly hot: boolean
  readonly inTrash: boolean
}

/** One place of the gallery: nothing but a link and a picture until somebody turns to it. */
export const GalleryCell = memo(function GalleryCell(props: GalleryCellProps) {
  const { id, image, title, href, widthPx, heightPx, selected, hot } = props
  const style = { width: widthPx, height: heightPx }
  if (image === undefined)
    return (
      <li className={`cell is-coming ${selected ? 'is-selected' : ''}`} style={style} data-image={id}>
        <a className="cell__link" href={href} aria-label={gallery.coming} />
      </li>
    )
  const source = thumbnailUrl(image, Math.max(widthPx, heightPx) * window.devicePixelRatio <= 256 ? 256 : 512)
  const state = `${selected ? 'is-selected' : ''} ${image.favourite ? 'is-favourite' : ''} ${source === null ? 'is-hidden' : ''}`
  return (
    <li className={`cell ${state}`} style={style} data-image={id}>
      <a className="cell__link" href={href}>
        <CellPicture image={image} source={source} title={title} />
      </a>
      {(hot || selected) && (
        <button type="button" className="cell__check cell__tl" data-act="select" aria-pressed={selected} aria-label={words.select(title)}>
          <Check className="icon icon--sm" aria-hidden="true" />
        </button>
      )}
      {props.inTrash ? <TrashedActs image={image} title={title} hot={hot} /> : <LivingActs image={image} title={title} hot={hot} />}
    </li>
  )
})

function LivingActs({ image, title, hot }: { readonly image: WireImage; readonly title: string; readonly hot: boolean }) {
  return (
    <>
      {(hot || image.favourite) && (
        <button
          type="button"
          className="cell__fav cell__tr"
          data-act="favourite"
          aria-pressed={image.favourite}
          aria-label={words.favourite(title)}
        >
          <Heart className={`icon icon--sm ${image.favourite ? 'icon--fill' : ''}`} aria-hidden="true" />
        </button>
      )}
      <Badges image={image} className="cell__badge" />
      {hot && (
        <span className="cell__acts">
          {!image.hidden && <ActButton act="edit" icon={Brush} label={words.edit(title)} />}
          {!image.hidden && <ActButton act="download" icon={Download} label={gallery.downloadOne(title)} />}
          <ActButton act="trash" icon={Trash2} label={gallery.trashOne(title)} />
        </span>
      )}
    </>
  )
}

function TrashedActs({ image, title, hot }: { readonly image: WireImage; readonly title: string; readonly hot: boolean }) {
  return (
    <>
      {image.purgeAt !== null && <DaysLeft days={daysUntil(image.purgeAt)} />}
      {hot && (
        <span className="cell__acts">
          <ActButton act="restore" icon={RotateCcw} label={gallery.restoreOne(title)} />
          <ActButton act="erase" icon={Trash2} label={gallery.eraseOne(title)} />
        </span>
      )}
    </>
  )
}

function DaysLeft({ days }: { readonly days: number }) {
  return (
    <span className="badges cell__badge cell__badge--trash">
      <ImageBadge icon={Hourglass} word={gallery.daysLeft(days)} n={days} />
    </span>
  )
}

function ActButton({ act, icon: Icon, label }: { readonly act: CellAct; readonly icon: LucideIcon; readonly label: string }) {
  return (
    <button type="button" className="btn btn--sm btn--icon btn--on-image" data-act={act} aria-label={label} title={label}>
      <Icon className="icon icon--sm" aria-hidden="true" />
    </button>
  )
}
