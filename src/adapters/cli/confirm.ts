import { createInterface } from 'node:readline/promises'

/** Asks at the terminal and takes only the expected word for a yes; where nobody sits, the answer is no. */
export async function confirm(question: string, expected: string): Promise<boolean> {
  if (process.stdin.isTTY !== true) return false
  const lines = createInterface({ input: process.stdin, output: process.stderr })
  try {
    return (await lines.question(question)).trim() === expected
  } finally {
    lines.close()
  }
}
