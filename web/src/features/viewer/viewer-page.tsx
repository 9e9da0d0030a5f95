import './viewer.css'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useCanGoBack, useNavigate, useParams, useRouter, useSearch } from '@tanstack/react-router'
import { useEffect, useMemo, useRef, useState } from 'react'
import { viewerActions, walkActions, type ViewerHands, type WalkHands } from '../../actions/viewer-actions.ts'
import { useActions } from '../../actions/use-actions.ts'
import { sentenceFor } from '../../api/http.ts'
import {
  downloadUrl,
  fileUrl,
  imageIdsQuery,
  imageQuery,
  lineageQuery,
  thumbnailUrl,
  useFavourite,
  useRestore,
  useTrash,
  type WireImage,
} from '../../api/images.ts'
import { text } from '../../strings/en.ts'
import { ActionButton } from '../../ui/action-button.tsx'
import { copyText } from '../../ui/copy-button.tsx'
import { usePictureTitle } from '../../ui/picture-title.ts'
import { filtersOf, type ViewerSearch } from '../../ui/search.ts'
import { ErrorState, Loading } from '../../ui/state.tsx'
import { toast } from '../../ui/toast.ts'
import { useTitle } from '../../ui/use-title.ts'
import { openedFrom } from '../../ui/way-back.ts'
import { Compared, useCompared } from './compared.tsx'
import { Film } from './film.tsx'
import { InfoPanel } from './info-panel.tsx'
import { toggleZoom, zoomStore } from './use-zoom.ts'
import { ZoomPicture, ZoomWord } from './zoom-picture.tsx'

const words = text.viewer

/** One picture in full, its recipe and its relatives; the arrows walk through the list it was opened from. */
export function ViewerPage() {
  const { imageId } = useParams({ from: '/inside/images/$imageId' })
  const image = useQuery(imageQuery(imageId))
  useTitle(words.title)
  useEffect(() => {
    document.body.classList.add('full')
    return () => document.body.classList.remove('full')
  }, [])
  if (image.isPending) return <Coming imageId={imageId} />
  if (image.data === undefined || image.data === null)
    return (
      <main id="main" className="page">
        <h1 className="vh">{words.title}</h1>
        <ErrorState
          title={image.isError ? words.failedToLoad : words.gone}
          hint={image.isError ? sentenceFor(image.error) : text.shell.notFoundHint}
          {...(image.isError ? { onRetry: () => void image.refetch() } : {})}
        >
          <Link className="btn" to="/gallery">
            {text.shell.toGallery}
          </Link>
        </ErrorState>
      </main>
    )
  return <Viewer image={image.data} />
}

/** A picture that is slow to come keeps nobody from walking on or out. */
function Coming({ imageId }: { readonly imageId: string }) {
  const { step, close } = useWalk(imageId)
  useActions<WalkHands>('viewer', walkActions, { step, close })
  return <Loading />
}

function Viewer({ image }: { readonly image: WireImage }) {
  const walk = useWalk(image.id)
  const { search, ids, at } = walk
  const [info, setInfo] = useState(true)
  const frame = useRef<HTMLDivElement>(null)
  const store = useMemo(() => zoomStore(), [image.id])
  const title = usePictureTitle()(image)
  const lineage = useQuery(lineageQuery(image.id)).data?.images ?? []
  const parent = lineage.find((one) => one.id === image.sourceImageId)
  const turnZoom = (): void => toggleZoom(store, frame.current, image)
  const hands = useHands({ image, walk, parent, toggleInfo: () => setInfo(!info), toggleZoom: turnZoom })
  useActions('viewer', viewerActions, hands)
  const source = fileUrl(image)
  const compared = useCompared(image, search.compare, parent)
  return (
    <main id="main" className={`viewer ${info ? '' : 'viewer--bare'}`}>
      <div className="viewer__stage">
        <div className="viewer__bar">
          <ActionButton action={viewerActions.close} hands={hands} />
          {at >= 0 && <span className="muted num small">{words.position(at + 1, ids.length)}</span>}
          <div className="row push viewer__tools">
            <button type="button" className="btn btn--ghost num" aria-label={viewerActions.zoom.label} onClick={hands.toggleZoom}>
              <ZoomWord store={store} frame={frame} picture={image} fit={words.fit} />
            </button>
            <ActionButton
              action={viewerActions.compare}
              hands={hands}
              aria-pressed={compared !== null}
              disabled={parent === undefined && compared === null}
            />
            <ActionButton action={viewerActions.info} hands={hands} aria-pressed={info} />
          </div>
        </div>
        <div className="viewer__pic">
          {source === null ? (
            <p className="secondary">{text.picture.hidden}</p>
          ) : compared !== null ? (
            <Compared key={image.id} image={image} source={source} other={compared} />
          ) : (
            <ZoomPicture
              key={image.id}
              frame={frame}
              store={store}
              source={source}
              preview={thumbnailUrl(image)}
              title={title}
              picture={image}
              onSwipe={hands.step}
            />
          )}
          {at > 0 && (
            <ActionButton action={viewerActions.previous} hands={hands} className="btn--lg btn--on-image viewer__nav viewer__nav--prev" />
          )}
          {at >= 0 && at < ids.length - 1 && (
            <ActionButton action={viewerActions.next} hands={hands} className="btn--lg btn--on-image viewer__nav viewer__nav--next" />
          )}
        </div>
        <Film ids={ids} at={at} search={search} />
      </div>
      {info && <InfoPanel image={image} title={title} lineage={lineage} hands={hands} search={search} />}
    </main>
  )
}

type HandsNeeds = {
  readonly image: WireImage
  readonly walk: Walk
  readonly parent: WireImage | undefined
  readonly toggleInfo: () => void
  readonly toggleZoom: () => void
}

function useHands({ image, walk, parent, toggleInfo, toggleZoom }: HandsNeeds): ViewerHands {
  const { ids, at, list, compare, close, goTo, step } = walk
  const navigate = useNavigate()
  const favourite = useFavourite()
  const trash = useTrash()
  const restore = useRestore()
  return {
    close,
    step,
    toggleInfo,
    toggleZoom,
    toggleCompare: () =>
      parent === undefined && compare === undefined
        ? void toast(words.noParent)
        : void navigate({
            to: '/images/$imageId',
            params: { imageId: image.id },
            search: compare === undefined ? { ...list, compare: true } : list,
            replace: true,
          }),
    lineage: () => void navigate({ to: '/images/$imageId/lineage', params: { imageId: image.id }, state: openedFrom(image.id) }),
    edit: () => void navigate({ to: '/images/$imageId/edit', params: { imageId: image.id }, state: openedFrom(image.id) }),
    remix: () => void navigate({ to: '/studio', search: { like: image.id } }),
    favourite: () => favourite.mutate({ id: image.id, favourite: !image.favourite }),
    download: () => window.location.assign(downloadUrl(image)),
    copyPrompt: () =>
      void copyText(image.editPrompt ?? image.prompt ?? '').then((done) => (done ? toast(words.copied) : toast.error(words.notCopied))),
    trash: () => {
      const next = ids[at + 1] ?? ids[at - 1]
      trash.mutate(image.id)
      toast(text.gallery.trashed(1), { duration: 8_000, action: { label: text.gallery.undo, onClick: () => restore.mutate(image.id) } })
      if (next === undefined) close()
      else goTo(next)
    },
  }
}

type Walk = ReturnType<typeof useWalk>

/** The way to the neighbours of a picture, and back to the list. */
function useWalk(imageId: string) {
  const search = useSearch({ from: '/inside/images/$imageId' })
  const { compare, ...list } = search
  const { ids, at } = useNeighbours(imageId, search)
  const navigate = useNavigate()
  const router = useRouter()
  const canGoBack = useCanGoBack()
  const goTo = (id: string): void => void navigate({ to: '/images/$imageId', params: { imageId: id }, search: list, replace: true })
  return {
    search,
    list,
    compare,
    ids,
    at,
    goTo,
    close: (): void => (canGoBack ? router.history.back() : void navigate({ to: '/gallery', search: list })),
    step: (by: 1 | -1): void => {
      const next = ids[at + by]
      if (at >= 0 && next !== undefined) goTo(next)
    },
  }
}

/** The ids of the list the picture was opened from, and its place in it; -1 when it is not in the list. Its neighbours come ahead. */
function useNeighbours(id: string, search: ViewerSearch): { readonly ids: readonly string[]; readonly at: number } {
  const cache = useQueryClient()
  const filters = useMemo(() => filtersOf(search), [search])
  const ids = useQuery(imageIdsQuery(filters)).data ?? none
  const at = useMemo(() => ids.indexOf(id), [ids, id])
  useEffect(() => {
    for (const near of [ids[at + 1], at > 0 ? ids[at - 1] : undefined])
      if (at >= 0 && near !== undefined)
        void cache.ensureQueryData(imageQuery(near)).then((image) => {
          const source = image === null ? null : fileUrl(image)
          if (source !== null) new Image().src = source
        }, ignored)
  }, [cache, ids, at])
  return { ids, at }
}

const none: readonly string[] = []
/** A neighbour that does not come ahead says so when it is gone to. */
const ignored = (): void => undefined
