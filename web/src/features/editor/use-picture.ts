import { useEffect, useState } from 'react'

/** The picture's own pixels, decoded before anything is drawn. */
export function usePicture(source: string | null): HTMLImageElement | 'failed' | null {
  const [picture, setPicture] = useState<HTMLImageElement | 'failed' | null>(source === null ? 'failed' : null)
  useEffect(() => {
    if (source === null) return
    let wanted = true
    const image = new Image()
    image.src = source
    image.decode().then(
      () => wanted && setPicture(image),
      () => wanted && setPicture('failed'),
    )
    return () => {
      wanted = false
    }
  }, [source])
  return picture
}
