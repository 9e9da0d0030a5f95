import '@fontsource-variable/inter/opsz.css'
import './ui/tokens.css'
import './ui/base.css'
import './ui/fields.css'
import './ui/controls.css'
import './ui/floating.css'
import './ui/layers.css'
import './ui/panels.css'
import './ui/pictures.css'
import './ui/shell.css'
import './ui/touch.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { Studio } from './app/providers.tsx'

const root = document.getElementById('root')
if (root === null) throw new Error('index.html has no #root')
createRoot(root).render(
  <StrictMode>
    <Studio />
  </StrictMode>,
)
