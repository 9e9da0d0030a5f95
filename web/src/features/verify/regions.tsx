import { useState } from 'react'
import { verifyWords as words } from '../../strings/en-verify.ts'
import { SwitchRow } from '../../ui/fields.tsx'
import type { Region } from './credential-report.ts'

type RegionsProps = { readonly address: string; readonly label: string; readonly region: Region | null }

/** A picture with what an edit drew anew marked on it. The region is in the picture's own pixels, whatever size it is shown at. */
export function Regions({ address, label, region }: RegionsProps) {
  const [size, setSize] = useState<{ readonly width: number; readonly height: number } | null>(null)
  const [marked, setMarked] = useState(true)
  return (
    <>
      <div className="regions">
        <img
          src={address}
          alt={label}
          onLoad={({ currentTarget }) => setSize({ width: currentTarget.naturalWidth, height: currentTarget.naturalHeight })}
        />
        {region !== null && size !== null && marked && (
          <svg viewBox={`0 0 ${size.width} ${size.height}`} role="img" aria-label={words.region}>
            <rect className="regions__outer" {...region} />
            <rect className="regions__inner" {...region} />
          </svg>
        )}
      </div>
      {region !== null && <SwitchRow label={words.showRegion} checked={marked} onSwitch={setMarked} />}
    </>
  )
}
