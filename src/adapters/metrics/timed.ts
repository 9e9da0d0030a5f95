/** Runs an act and ends its timer with how it went: `error` where it threw, else what `resultOf` says of the answer. */
export async function timed<Answer>(
  end: (labels: { readonly result: string }) => unknown,
  act: () => Promise<Answer>,
  resultOf: (answer: Answer) => string = () => 'ok',
): Promise<Answer> {
  try {
    const answer = await act()
    end({ result: resultOf(answer) })
    return answer
  } catch (error) {
    end({ result: 'error' })
    throw error
  }
}
