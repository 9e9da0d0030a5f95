import { Link, useNavigate } from '@tanstack/react-router'
import { Brush, ChevronRight, Ellipsis, Info, ScanFace, ScrollText, Trash2 } from 'lucide-react'
import type { ReactNode } from 'react'
import { viewerActions, type ViewerHands } from '../../actions/viewer-actions.ts'
import { useSetReference } from '../../api/characters.ts'
import { useRestore, type WireImage } from '../../api/images.ts'
import { auditWords } from '../../strings/en-audit.ts'
import { text } from '../../strings/en.ts'
import { ActionButton } from '../../ui/action-button.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { Menu } from '../../ui/menu.tsx'
import type { ViewerSearch } from '../../ui/search.ts'
import { dayAndTime, daysUntil, megabytes } from '../../ui/times.ts'
import { toast } from '../../ui/toast.ts'
import { Keys } from '../../ui/tooltip.tsx'
import { openedFrom } from '../../ui/way-back.ts'
import { Lineage } from './lineage.tsx'
import { Recipe } from './recipe.tsx'

const words = text.viewer

type InfoPanelProps = {
  readonly image: WireImage
  readonly title: string
  readonly lineage: readonly WireImage[]
  readonly hands: ViewerHands
  readonly search: ViewerSearch
}

/** Everything known of a picture: what can be done, the edit, the relatives, the recipe. */
export function InfoPanel({ image, title, lineage, hands, search }: InfoPanelProps) {
  const setReference = useSetReference(image.characterId, () => toast.success(words.referenceSet))
  const navigate = useNavigate()
  return (
    <aside className="panel viewer__panel" aria-label={words.about}>
      <div className="panel__scroll" tabIndex={0} role="region" aria-label={words.info}>
        <div className="section">
          <div className="row">
            <div className="grow">
              <h1 className="viewer__title">{title}</h1>
              <p className="muted small num">
                {dayAndTime(image.createdAt)} · {words.size(image.width, image.height)} · {megabytes(image.bytes)}
              </p>
            </div>
            <ActionButton
              action={viewerActions.favourite}
              hands={hands}
              className="btn--ghost btn--fav"
              aria-pressed={image.favourite}
              iconClass={image.favourite ? 'icon--fill' : ''}
            />
          </div>
          {image.deletedAt !== null ? (
            <Restore id={image.id} purgeAt={image.purgeAt} />
          ) : (
            <div className="row">
              <Link
                className="btn btn--primary grow"
                to="/images/$imageId/edit"
                params={{ imageId: image.id }}
                state={openedFrom(image.id)}
              >
                <Brush className="icon" aria-hidden="true" />
                {viewerActions.edit.label}
                <Keys keys="e" />
              </Link>
              <button type="button" className="btn grow" onClick={hands.remix}>
                <viewerActions.remix.icon className="icon" aria-hidden="true" />
                {words.remix}
              </button>
              <ActionButton action={viewerActions.download} hands={hands} className="" />
              <Menu
                trigger={
                  <button type="button" className="btn btn--icon" aria-label={text.shell.more}>
                    <Ellipsis className="icon" aria-hidden="true" />
                  </button>
                }
                items={[
                  {
                    label: auditWords.history,
                    icon: ScrollText,
                    onSelect: () => void navigate({ to: '/audit', search: { image: image.id } }),
                  },
                  {
                    label: words.useAsReference,
                    icon: ScanFace,
                    onSelect: () => setReference.mutate(image.id),
                  },
                  { label: viewerActions.trash.label, icon: Trash2, danger: true, onSelect: hands.trash },
                ]}
              />
            </div>
          )}
        </div>
        {image.editPrompt !== null && (
          <div className="section">
            <div className="section__head">
              <h2 className="heading-sm">{words.theEdit}</h2>
              {image.maskCoveragePct !== null && (
                <span className="badge badge--accent">
                  <Brush className="icon" aria-hidden="true" />
                  {words.changed(image.maskCoveragePct)}
                </span>
              )}
            </div>
            <Quote what={words.theEdit} value={image.editPrompt} />
          </div>
        )}
        <Lineage image={image} lineage={lineage} search={search} />
        <Recipe image={image} />
        {image.prompt !== null && (
          <details className="section" open={image.editType === null}>
            <summary>
              <ChevronRight className="icon icon--sm" aria-hidden="true" />
              {image.editType === null ? words.fullPrompt : words.fullPromptOriginal}
            </summary>
            <div className="stack">
              <Quote what={words.fullPrompt} value={image.prompt} small />
            </div>
          </details>
        )}
        <Origin image={image} />
      </div>
    </aside>
  )
}

function Restore({ id, purgeAt }: { readonly id: string; readonly purgeAt: string | null }) {
  const restore = useRestore()
  return (
    <div className="note note--warning">
      <Trash2 className="icon" aria-hidden="true" />
      <span className="grow">
        {words.inTrash}
        {purgeAt !== null && ` · ${text.gallery.daysLeft(daysUntil(purgeAt))}`}
      </span>
      <button type="button" className="btn btn--sm" onClick={() => restore.mutate(id)}>
        {words.restore}
      </button>
    </div>
  )
}

function Quote({ what, value, small = false }: { readonly what: string; readonly value: string; readonly small?: boolean }) {
  return (
    <div className={`quote ${small ? 'secondary quote--small' : ''}`}>
      {value}
      <CopyButton what={what} value={value} />
    </div>
  )
}

function Origin({ image }: { readonly image: WireImage }) {
  const note: ReactNode = image.engine === 'preview' ? words.drawnByPreview : image.origin === 'uploaded' ? words.uploadedNote : null
  if (note === null) return null
  return (
    <div className="section">
      <div className="note">
        <Info className="icon" aria-hidden="true" />
        <span>{note}</span>
      </div>
    </div>
  )
}
