// A browser on a busy machine may miss a moment; what fails twice is broken. The first failure is printed all the same.
jest.retryTimes(1, { logErrorsBeforeRetry: true })
