import { Fragment } from 'react'
import { editorActions, toolActions, type EditorHands, type Tool } from '../../actions/editor-actions.ts'
import { editorWords } from '../../strings/en-editor.ts'
import { ActionButton } from '../../ui/action-button.tsx'
import { Tooltip } from '../../ui/tooltip.tsx'
import { useEditor } from './editor-state.ts'

const words = editorWords
const groups: readonly (readonly Tool[])[] = [['brush', 'eraser'], ['lasso', 'polygon', 'rectangle', 'ellipse', 'wand'], ['hand']]

export function ToolRail({ hands }: { readonly hands: EditorHands }) {
  const chosen = useEditor((state) => state.tool)
  return (
    <div className="tools" role="toolbar" aria-label={words.maskTools}>
      {groups.map((tools, group) => (
        <Fragment key={tools[0]}>
          {group > 0 && <hr />}
          {tools.map((tool) => {
            const { label, icon: Icon, keys } = toolActions[tool]
            const key = (keys[0] ?? '').toUpperCase()
            return (
              <Tooltip key={tool} label={label} keys={keys[0]} side="right">
                <button
                  type="button"
                  className="tool"
                  aria-pressed={chosen === tool}
                  aria-label={words.toolKey(label, key)}
                  onClick={() => hands.chooseTool(tool)}
                >
                  <Icon className="icon" aria-hidden="true" />
                  <span className="tool__key" aria-hidden="true">
                    {key}
                  </span>
                </button>
              </Tooltip>
            )
          })}
        </Fragment>
      ))}
    </div>
  )
}

/** What is done to the mask as a whole, near the hand. */
export function StageHud({ hands }: { readonly hands: EditorHands }) {
  return (
    <div className="stage__hud" role="group" aria-label={words.maskActions}>
      {[editorActions.invert, editorActions.fill, editorActions.clear].map((action) => (
        <Tooltip key={action.name} label={action.label} keys={action.keys[0]} side="top">
          <button type="button" className="btn btn--sm" onClick={() => action.perform(hands)}>
            <action.icon className="icon icon--sm" aria-hidden="true" />
            {action.label}
          </button>
        </Tooltip>
      ))}
      <span className="vsep" />
      {[editorActions.grow, editorActions.shrink].map((action) => (
        <ActionButton key={action.name} action={action} hands={hands} small side="top" />
      ))}
    </div>
  )
}
