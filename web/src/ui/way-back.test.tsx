import { beforeEach, expect, it, jest } from '@jest/globals'
import {
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
  Link,
  Outlet,
  RouterProvider,
  useRouter,
} from '@tanstack/react-router'
import { act, fireEvent, render, screen } from '@testing-library/react'
import { openedFrom, useWayBack } from './way-back.ts'

const root = createRootRoute({ component: Outlet })
const gallery = createRoute({ getParentRoute: () => root, path: '/gallery', component: () => <p>the gallery</p> })
const picture = createRoute({ getParentRoute: () => root, path: '/images/$imageId', component: Picture })
const editor = createRoute({ getParentRoute: () => root, path: '/images/$imageId/edit', component: Editor })

function Picture() {
  const { history } = useRouter()
  const { imageId } = picture.useParams()
  return (
    <>
      <Link from="/images/$imageId" to="/images/$imageId/edit" params={{ imageId }} state={openedFrom(imageId)}>
        edit this
      </Link>
      <button onClick={() => history.back()}>leave</button>
    </>
  )
}

function Editor() {
  const back = useWayBack('one')
  return <button onClick={back}>to the picture</button>
}

// jsdom has nothing to scroll, and says so.
beforeEach(() => void jest.spyOn(window, 'scrollTo').mockImplementation(() => undefined))

/** A window that has been at these addresses, one after the other. */
async function windowAt(...addresses: string[]) {
  const history = createMemoryHistory({ initialEntries: addresses, initialIndex: addresses.length - 1 })
  const router = createRouter({ routeTree: root.addChildren([gallery, picture, editor]), history })
  await router.load()
  // The page's own router knows none of these routes.
  render(<RouterProvider router={router as never} />)
  const press = async (what: string): Promise<void> => {
    fireEvent.click(await screen.findByText(what))
    await act(() => router.load())
  }
  return { press, at: () => history.location.pathname }
}

it('goes from a picture into the editor, back to the picture and out of it', async () => {
  const { press, at } = await windowAt('/gallery', '/images/one?kind=edited')
  await press('edit this')
  expect(at()).toBe('/images/one/edit')
  await press('to the picture')
  expect(at()).toBe('/images/one')
  await press('leave')
  expect(at()).toBe('/gallery')
})

it('goes from the gallery into the editor, on to the picture and back to the gallery', async () => {
  const { press, at } = await windowAt('/gallery', '/images/one/edit')
  await press('to the picture')
  expect(at()).toBe('/images/one')
  await press('leave')
  expect(at()).toBe('/gallery')
})
