import { render } from 'preact'
import { App } from './app'
import { restore } from './session/session'
import './styles/tokens.css'
import './styles/base.css'
import './styles/controls.css'

render(<App />, document.body)
restore()
