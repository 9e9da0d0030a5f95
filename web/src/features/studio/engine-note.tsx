import { Link } from '@tanstack/react-router'
import { TriangleAlert } from 'lucide-react'
import { isAway, type Engine } from '../../api/engine.ts'
import { studioWords } from '../../strings/en-studio.ts'

const words = studioWords

/** Says before anything is asked for that nothing can draw it, or that it will have to wait, with the reason and where to read on. */
export function EngineNote({ engine }: { readonly engine: Engine }) {
  const { can, why } = engine.capabilities.generate
  if (!isAway(engine)) return null
  return (
    <div className="note note--warning" role="status">
      <TriangleAlert className="icon" aria-hidden="true" />
      <div>
        <strong>{can ? words.nobodyAnswers : words.nothingDraws}</strong>
        {why.map((reason) => (
          <p key={reason}>{reason}</p>
        ))}
        <Link to="/settings">{words.seeEngines}</Link>
      </div>
    </div>
  )
}
