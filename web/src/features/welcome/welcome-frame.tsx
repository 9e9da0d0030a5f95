import { Contrast } from 'lucide-react'
import type { ReactNode } from 'react'
import { text } from '../../strings/en.ts'
import { BrandMark } from '../../ui/brand.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { switchTheme } from '../../ui/theme.ts'

const words = text.welcome
const steps = [words.stepAccount, words.stepCharacter, words.stepPicture]
const art = [
  ['fitness_motivation', 'professional_portrait', 'cafe'],
  ['candid_lifestyle', 'beach_day', 'morning_vibes'],
  ['night_out', 'cozy_home', 'fashion_editorial'],
]

/** The two halves of the entry screens: what to do on the left, what it leads to on the right. */
export function WelcomeFrame({
  headline,
  lede,
  step,
  children,
}: {
  readonly headline: string
  readonly lede: string
  readonly step: number | null
  readonly children: ReactNode
}) {
  return (
    <main id="main" className="welcome">
      <div className="welcome__form">
        <div className="welcome__top">
          <span className="brand">
            <BrandMark />
            <span>{text.product}</span>
          </span>
          <IconButton label={text.shell.theme} icon={Contrast} className="btn--ghost push" onClick={switchTheme} />
        </div>
        <div className="stack">
          <h1>{headline}</h1>
          <p className="lede">{lede}</p>
        </div>
        {step !== null && (
          <ol className="steps" aria-label={words.steps}>
            {steps.map((name, at) => (
              <li key={name} aria-current={at === step ? 'step' : undefined}>
                <span>{at + 1}</span>
                {name}
              </li>
            ))}
          </ol>
        )}
        {children}
      </div>
      <div className="welcome__art" aria-hidden="true">
        {art.map((column) => (
          <div key={column[0]}>
            {column.map((name) => (
              <img key={name} src={`/pictures/tall-${name}.webp`} alt="" width="400" height="600" />
            ))}
          </div>
        ))}
      </div>
    </main>
  )
}
