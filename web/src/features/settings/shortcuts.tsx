import { globalActions } from '../../actions/global-actions.ts'
import { useGlobalHands } from '../../actions/global-hands.ts'
import { text } from '../../strings/en.ts'
import { Keys } from '../../ui/tooltip.tsx'
import { SettingsCard } from './settings-card.tsx'

const words = text.settings

/** Where the list of all keys is. */
export function Shortcuts() {
  const hands = useGlobalHands()
  return (
    <SettingsCard title={words.shortcuts}>
      <div className="row row--between">
        <span className="hint">{words.shortcutsHint}</span>
        <button type="button" className="btn" onClick={() => globalActions.help.perform(hands)}>
          {words.shortcutsOpen}
          <Keys keys={globalActions.help.keys[0]} />
        </button>
      </div>
    </SettingsCard>
  )
}
