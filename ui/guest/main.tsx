import { render } from 'preact'
import { Guest } from './guest'
import { open } from './link'
import '../styles/tokens.css'
import '../styles/base.css'
import '../styles/controls.css'
import './guest.css'

render(<Guest />, document.body)
open()
