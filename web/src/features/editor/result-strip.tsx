import { Link } from '@tanstack/react-router'
import { Check, Heart, RotateCw, Trash2, X } from 'lucide-react'
import { useEffect, useRef, type CSSProperties } from 'react'
import { editorActions, type EditorHands } from '../../actions/editor-actions.ts'
import { thumbnailUrl, type WireImage } from '../../api/images.ts'
import { isLive } from '../../api/jobs.ts'
import { editorWords } from '../../strings/en-editor.ts'
import { text } from '../../strings/en.ts'
import { jobWords, samePlace } from '../../ui/job-cell.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { Keys } from '../../ui/tooltip.tsx'
import { useJobActs } from '../../ui/use-job-acts.ts'
import { useEditor, useEditorStore } from './editor-state.ts'
import type { ResultPlace, Results } from './use-results.ts'

const words = editorWords

/** The original and every result, never in the way: painting goes on while they come. */
export function ResultStrip({
  image,
  results,
  hands,
}: {
  readonly image: WireImage
  readonly results: Results
  readonly hands: EditorHands
}) {
  const store = useEditorStore()
  const shownId = useEditor((state) => state.shownImageId)
  const shownAt = results.places.findIndex((place) => place.image !== undefined && place.image.id === shownId)
  const shown = results.places[shownAt]?.image
  const list = useInSight(results.places.length, shownAt)
  return (
    <section className="strip" aria-label={words.results}>
      <ul className="strip__list" ref={list}>
        <li>
          <button
            type="button"
            className={`result ${shown === undefined ? 'is-shown' : ''}`}
            aria-pressed={shown === undefined}
            onClick={() => store.setState({ shownImageId: null, comparing: false })}
          >
            <img src={thumbnailUrl(image, 256) ?? ''} alt="" />
            <span className="badge badge--on-image">{words.original}</span>
          </button>
        </li>
        {results.places.map((place, at) => (
          <li key={place.job.id}>
            <Place
              place={place}
              number={at + 1}
              shown={at === shownAt}
              onShow={(id) => store.setState({ shownImageId: id, comparing: true })}
            />
          </li>
        ))}
      </ul>
      <p className="vh" role="status">
        {words.stripSpoken(
          results.places.filter((place) => place.image !== undefined).length,
          results.places.filter((place) => isLive(place.job)).length,
          results.places.filter((place) => place.job.state === 'failed').length,
        )}
      </p>
      {shown !== undefined && (
        <div className="stack push strip__shown">
          <div className="row">
            <strong>{words.result(shownAt + 1)}</strong>
            <span className="muted small num only-wide">{words.resultFacts(shown.seed)}</span>
          </div>
          <div className="row">
            <button type="button" className="btn btn--sm" onClick={hands.keep}>
              <Check className="icon icon--sm" aria-hidden="true" />
              {words.keep}
              <Keys keys={editorActions.keep.keys[0] ?? ''} />
            </button>
            <IconButton
              label={shown.favourite ? words.unfavourite : words.favourite}
              icon={Heart}
              iconClass={shown.favourite ? 'icon--fill' : ''}
              keys={editorActions.favourite.keys[0]}
              small
              side="top"
              aria-pressed={shown.favourite}
              onClick={hands.favourite}
            />
            <button type="button" className="btn btn--sm btn--ghost" onClick={hands.discard}>
              <Trash2 className="icon icon--sm" aria-hidden="true" />
              {words.discard}
              <Keys keys={editorActions.discard.keys[0] ?? ''} />
            </button>
            <Link className="btn btn--sm btn--ghost only-wide" to="/images/$imageId/edit" params={{ imageId: shown.id }}>
              {words.editFurther}
            </Link>
          </div>
        </div>
      )}
    </section>
  )
}

/** The place of a run that has just begun is brought into sight, and the one that is looked at: the acts beside it take room. */
function useInSight(count: number, shownAt: number) {
  const list = useRef<HTMLUListElement>(null)
  useEffect(() => bringIntoSight(list.current?.lastElementChild), [count])
  useEffect(() => {
    if (shownAt >= 0) bringIntoSight(list.current?.children[shownAt + 1])
  }, [shownAt])
  return list
}

/** Answers nothing: newer browsers answer a scroll with its end, which an effect would take for what undoes it. */
function bringIntoSight(place: Element | null | undefined): void {
  place?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
}

function Place({
  place: { job, image },
  number,
  shown,
  onShow,
}: {
  readonly place: ResultPlace
  readonly number: number
  readonly shown: boolean
  readonly onShow: (imageId: string) => void
}) {
  const acts = useJobActs()
  if (image !== undefined)
    return (
      <button type="button" className={`result ${shown ? 'is-shown' : ''}`} aria-pressed={shown} onClick={() => onShow(image.id)}>
        <img
          src={thumbnailUrl(image, 256) ?? ''}
          alt={`${words.result(number)}: ${image.editPrompt ?? ''}${image.favourite ? words.isFavourite : ''}`}
        />
        {image.favourite && (
          <span className="result__fav" aria-hidden="true">
            <Heart className="icon icon--sm icon--fill" />
          </span>
        )}
        <span className="badge badge--on-image" aria-hidden="true">
          {number}
        </span>
      </button>
    )
  if (job.status === 'failed')
    return (
      <button type="button" className="result is-failed" title={job.error?.title} onClick={() => acts.retry(job)}>
        <RotateCw className="icon" aria-hidden="true" />
        <span>{text.picture.retry}</span>
        <span className="vh">
          {words.result(number)}, {words.failedWith(job.error?.title ?? '')}
        </span>
      </button>
    )
  const percent = Math.round(job.progress * 100)
  const drawing = job.state === 'running'
  return (
    <div
      className="result is-running"
      role="group"
      aria-label={[words.result(number), ...(drawing ? [words.running(percent)] : []), jobWords(job)].join(', ')}
    >
      {job.previewUrl !== null && <img src={samePlace(job.previewUrl)} alt="" />}
      <span className="result__state">
        {drawing && <b className="num">{text.picture.percent(job.progress)}</b>}
        {jobWords(job)}
      </span>
      <button
        type="button"
        className="result__cancel"
        aria-label={text.picture.cancel(words.result(number))}
        onClick={() => acts.cancel(job)}
      >
        <X className="icon icon--sm" aria-hidden="true" />
      </button>
      <span className="progress progress--on-image" aria-hidden="true">
        <i style={{ '--v': `${percent}%` } as CSSProperties} />
      </span>
    </div>
  )
}
