import { render } from 'preact'
import { Share } from './share'
import { open } from './state'
import '../styles/tokens.css'
import '../styles/base.css'
import '../styles/controls.css'
import './share.css'
import './viewer.css'

render(<Share />, document.body)
void open()
