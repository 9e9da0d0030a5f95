import { Link } from '@tanstack/react-router'
import { Brush, Repeat, RotateCw, ScrollText } from 'lucide-react'
import { useState } from 'react'
import { fileUrl, type WireImage } from '../../api/images.ts'
import { auditWords } from '../../strings/en-audit.ts'
import { lineageWords } from '../../strings/en-lineage.ts'
import { CompareView } from '../../ui/compare-view.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { differencesOf } from './differences.ts'
import type { Member } from './family.ts'
import { RerunDialog } from './rerun-dialog.tsx'

const words = lineageWords

/** The picked pictures on top of each other, in what they differ, and what can be done with the last one. */
export function CompareSide({
  members,
  picks,
  onSwap,
}: {
  readonly members: readonly Member[]
  readonly picks: readonly string[]
  readonly onSwap: () => void
}) {
  const found = picks.flatMap((id) => members.find((member) => member.image.id === id) ?? [])
  const [a, b] = found
  const last = found.at(-1)
  const parent = members.find((member) => member.image.id === last?.parentId)
  return (
    <aside className="lineage__side" aria-label={words.compare}>
      <div className="section">
        <div className="row row--between">
          <h2>{words.compare}</h2>
          {b !== undefined && <IconButton label={words.swap} icon={Repeat} small onClick={onSwap} />}
        </div>
        {a !== undefined && b !== undefined ? <Both a={a.image} b={b.image} /> : <p className="hint">{words.compareHint}</p>}
      </div>
      {a !== undefined && b !== undefined && <Differences a={a.image} b={b.image} />}
      {last !== undefined && !last.image.erased && (
        <Again key={last.image.id} image={last.image} parent={parent?.image} letter={found.length === 2 ? 'B' : 'A'} />
      )}
    </aside>
  )
}

function Both({ a, b }: { readonly a: WireImage; readonly b: WireImage }) {
  const [before, after] = [a.erased ? null : fileUrl(a), b.erased ? null : fileUrl(b)]
  if (before === null || after === null) return <p className="hint">{words.hidden}</p>
  return (
    <div className="lineage__compare">
      <CompareView
        key={`${a.id} ${b.id}`}
        before={before}
        after={after}
        width={a.width}
        height={a.height}
        label={words.compareLabel}
        beforeWord={words.a(a.editType === null ? words.original : words.edit)}
        afterWord={words.b(b.editType === null ? words.original : words.edit)}
      />
    </div>
  )
}

function Differences({ a, b }: { readonly a: WireImage; readonly b: WireImage }) {
  const { differing, same } = differencesOf(a, b)
  return (
    <div className="section">
      <h3>{words.differs}</h3>
      {differing.length === 0 ? (
        <p className="hint">{words.nothingDiffers}</p>
      ) : (
        <table className="table table--fit lineage__table">
          <thead>
            <tr>
              <th scope="col">{words.setting}</th>
              <th scope="col">A</th>
              <th scope="col">B</th>
            </tr>
          </thead>
          <tbody>
            {differing.map((row) => (
              <tr key={row.name}>
                <th scope="row" className="muted">
                  {row.name}
                </th>
                <td>{row.a ?? <span className="muted">{words.none}</span>}</td>
                <td className={row.b === null ? '' : 'diff-new'}>{row.b ?? <span className="muted">{words.none}</span>}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {same > 0 && <p className="hint">{words.same(same)}</p>}
    </div>
  )
}

function Again({ image, parent, letter }: { readonly image: WireImage; readonly parent: WireImage | undefined; readonly letter: string }) {
  const [asking, setAsking] = useState(false)
  const isEdit = image.editType !== null
  const gone = parent === undefined || parent.deletedAt !== null || parent.erased
  return (
    <div className="section">
      <h3>{isEdit ? words.again : words.chosen(letter)}</h3>
      {isEdit && <p className="hint">{gone ? words.againGone : words.againHint(letter)}</p>}
      <div className="row row--wrap">
        {isEdit && (
          <button type="button" className="btn btn--primary grow lineage__again" disabled={gone} onClick={() => setAsking(true)}>
            <RotateCw className="icon" aria-hidden="true" />
            {words.againOpen}
          </button>
        )}
        {image.deletedAt === null ? (
          <Link className="btn grow" to="/images/$imageId/edit" params={{ imageId: image.id }}>
            <Brush className="icon" aria-hidden="true" />
            {words.openEditor}
          </Link>
        ) : (
          <Link className="btn grow" to="/images/$imageId" params={{ imageId: image.id }}>
            {words.open}
          </Link>
        )}
        <Link className="btn" to="/audit" search={{ image: image.id }}>
          <ScrollText className="icon" aria-hidden="true" />
          {auditWords.history}
        </Link>
      </div>
      {asking && <RerunDialog image={image} onClose={() => setAsking(false)} />}
    </div>
  )
}
