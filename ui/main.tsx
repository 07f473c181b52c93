import { render } from 'preact'
import { App } from './app'
import { readInstance } from './session/instance'
import { restore } from './session/session'
import './styles/tokens.css'
import './styles/base.css'
import './styles/controls.css'

render(<App />, document.body)
readInstance()
restore()
// Not where the address is not secure.
navigator.serviceWorker
  ?.register('/ui/service_worker.js', { scope: '/', type: 'module' })
  .catch((error) => {
    console.debug('the page does not open without a connection', error)
  })
