import type { Scope } from '../actions/action.ts'
import { registry } from '../actions/registry.ts'
import { pressesOf } from '../actions/shortcut.ts'
import { text } from '../strings/en.ts'
import { Dialog } from '../ui/dialog.tsx'
import { Keys } from '../ui/tooltip.tsx'

const scopes: readonly Scope[] = ['global', 'studio', 'gallery', 'viewer', 'editor']

/** Every key of the Studio, read from the registry. */
export function HelpDialog({ onClose }: { readonly onClose: () => void }) {
  return (
    <Dialog title={text.help.title} intro={text.help.intro} open onClose={onClose} wide>
      {scopes.map((scope) => (
        <section key={scope} className="stack keys-scope">
          <h3>{text.help.scopes[scope]}</h3>
          <ul className="keys-list">
            {registry[scope].map((action) => (
              <li key={action.name}>
                {action.label}
                <span className="row">
                  {pressesOf(action.keys[0] ?? '').map((press) => (
                    <Keys key={press} keys={press} />
                  ))}
                </span>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </Dialog>
  )
}
