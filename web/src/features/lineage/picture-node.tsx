import { useQuery } from '@tanstack/react-query'
import { Brush, EyeOff, Heart, Trash2 } from 'lucide-react'
import { useState, type AriaAttributes, type CSSProperties, type HTMLAttributes } from 'react'
import { maskUrl, thumbnailUrl, type WireImage } from '../../api/images.ts'
import { isLive, jobsQuery } from '../../api/jobs.ts'
import { presetsQuery } from '../../api/presets.ts'
import { lineageWords } from '../../strings/en-lineage.ts'
import { labelOf } from '../../ui/picture-title.ts'
import { changeLines } from './differences.ts'
import type { Member } from './family.ts'

const words = lineageWords
const linesShown = 2

type PictureNodeProps = {
  readonly member: Member
  readonly letter: string | null
  readonly current: boolean
  readonly masks: boolean
  readonly onPick: () => void
} & AriaAttributes &
  Pick<HTMLAttributes<HTMLElement>, 'role' | 'tabIndex'>

/** One picture of the tree: what it shows, what was asked for, and what was done otherwise than in its parent. */
export function PictureNode({ member, letter, current, masks, onPick, ...place }: PictureNodeProps) {
  const { image } = member
  const presets = useQuery(presetsQuery).data
  const [looked, setLooked] = useState(false)
  const title = image.editType === null && !image.erased ? labelOf(presets?.scenes, image.scene) : titleOf(image)
  const off = image.deletedAt !== null || image.erased
  return (
    <div
      className={`node ${current ? 'is-current' : ''} ${letter === null ? '' : 'is-picked'} ${off ? 'is-trashed' : ''}`}
      onClick={onPick}
      onPointerEnter={() => setLooked(true)}
      onPointerLeave={() => setLooked(false)}
      style={{ '--ar': image.width / image.height } as CSSProperties}
      data-member={image.id}
      aria-current={current ? true : undefined}
      {...place}
    >
      {letter !== null && (
        <span className="node__pick">
          <span className="vh">{words.picked} </span>
          {letter}
        </span>
      )}
      <Thumbnail image={image} withMask={masks || looked} />
      <span className="node__body">
        <span className="node__title">{title}</span>
        <Changes member={member} />
        <Badges image={image} />
      </span>
    </div>
  )
}

function titleOf(image: WireImage): string {
  if (image.erased) return words.erased
  return image.editType === null ? words.original : (image.editPrompt ?? words.edit)
}

function Thumbnail({ image, withMask }: { readonly image: WireImage; readonly withMask: boolean }) {
  const source = image.erased ? null : thumbnailUrl(image)
  const mask = withMask ? maskUrl(image) : null
  return (
    <span className="node__pic">
      {source === null ? (
        <EyeOff className="icon" aria-hidden="true" />
      ) : (
        <img src={source} alt="" width={image.width} height={image.height} decoding="async" />
      )}
      {mask !== null && (
        <span className="node__mask">
          <span style={{ '--mask': `url(${mask})` } as CSSProperties} />
        </span>
      )}
    </span>
  )
}

function Changes({ member: { image, changes } }: { readonly member: Member }) {
  if (image.editType === null)
    return (
      <span className="node__diff">
        {words.origins[image.origin]}
        {image.seed !== null && `, ${words.changed(words.fields.seed, null, String(image.seed)).toLowerCase()}`}
      </span>
    )
  const lines = changeLines(changes)
  const more = lines.length - linesShown
  return (
    <span className="node__diff" title={lines.join('\n')}>
      {lines.length === 0 && words.sameSettings}
      {lines.slice(0, linesShown).map((line) => (
        <span key={line} className="truncate">
          {line}
        </span>
      ))}
      {more > 0 && <span className="muted">{words.moreChanges(more)}</span>}
    </span>
  )
}

function Badges({ image }: { readonly image: WireImage }) {
  const running =
    useQuery({ ...jobsQuery, enabled: false }).data?.filter((job) => isLive(job) && job.sourceImageId === image.id).length ?? 0
  return (
    <span className="row node__badges">
      {image.editType === null && <span className="badge">{words.original}</span>}
      {image.maskCoveragePct !== null && (
        <span className="badge badge--accent">
          <Brush className="icon" aria-hidden="true" />
          {words.coverage(image.maskCoveragePct)}
        </span>
      )}
      {image.favourite && (
        <span className="badge">
          <Heart className="icon" aria-hidden="true" />
          {words.favourite}
        </span>
      )}
      {image.deletedAt !== null && !image.erased && (
        <span className="badge">
          <Trash2 className="icon" aria-hidden="true" />
          {words.inTrash}
        </span>
      )}
      {running > 0 && <span className="badge badge--accent">{words.onTheWay(running)}</span>}
    </span>
  )
}
