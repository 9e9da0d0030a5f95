import { Check, Copy } from 'lucide-react'
import { useState } from 'react'
import { text } from '../strings/en.ts'
import { IconButton } from './icon-button.tsx'
import { toast } from './toast.ts'

/** Copies one value. The clipboard needs https or localhost; elsewhere it says that it could not. */
export function CopyButton({ what, value }: { readonly what: string; readonly value: string }) {
  const [copied, setCopied] = useState(false)
  const copy = async () => {
    if (!(await copyText(value))) return void toast.error(text.viewer.notCopied)
    setCopied(true)
    setTimeout(() => setCopied(false), 1_500)
  }
  return (
    <IconButton label={copied ? text.ui.copied : text.viewer.copy(what)} icon={copied ? Check : Copy} small onClick={() => void copy()} />
  )
}

export async function copyText(value: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(value)
    return true
  } catch (error) {
    console.info('The clipboard is not open to this page', error)
    return false
  }
}
