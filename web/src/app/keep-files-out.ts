/**
 * A file that is dropped where nobody takes it would be opened by the browser in place of the page, with all that is on it. Returns the way to
 * stop.
 */
export function keepFilesOut(): () => void {
  const stop = new AbortController()
  for (const name of ['dragover', 'drop'] as const)
    window.addEventListener(
      name,
      (event) => {
        if (event.dataTransfer?.types.includes('Files') === true) event.preventDefault()
      },
      { signal: stop.signal },
    )
  return () => stop.abort()
}
