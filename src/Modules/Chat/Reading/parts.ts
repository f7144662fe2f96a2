// Files and reactions of a message.
import type { Doc } from './documents'

const pictures = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp'])

export function drawFiles(place: HTMLElement, doc: Doc, host: HTMLElement) {
  const paths = doc.files.map(f => f.path).join(' ')
  if (place.dataset.paths === paths) return
  place.dataset.paths = paths
  place.replaceChildren(...doc.files.map(file => {
    if (file.mediaType.startsWith('audio/') || file.name.startsWith('voice-')) {
      const voice = document.createElement('audio')
      voice.className = 'msg-voice'
      voice.controls = true
      voice.preload = 'none'
      voice.src = file.path
      voice.ariaLabel = host.dataset.voice ?? ''
      return voice
    }
    const link = document.createElement('a')
    link.href = file.path
    if (pictures.has(file.mediaType)) {
      link.className = 'msg-picture'
      const picture = document.createElement('img')
      picture.src = file.path
      picture.alt = file.name
      picture.loading = 'lazy'
      link.append(picture)
    } else {
      link.className = 'msg-file'
      link.download = ''
      link.textContent = file.name
    }
    return link
  }))
}

export function drawReactions(item: HTMLElement, doc: Doc) {
  const place = item.querySelector<HTMLElement>('.msg-reactions')!
  // Frames go to everybody alike: which are mine is known here.
  const mine = new Set([...place.querySelectorAll<HTMLElement>('.reaction-mine')].map(b => b.dataset.reaction))
  place.replaceChildren(...doc.reactions.map(r => {
    const choice = item.querySelector<HTMLElement>(`.msg-menu [data-reaction="${r.name}"]`)
    const button = document.createElement('button')
    const own = r.mine || mine.has(r.name)
    button.className = own ? 'reaction reaction-mine' : 'reaction'
    button.dataset.reaction = r.name
    button.setAttribute('form', 'deeds')
    button.setAttribute('formaction', choice?.getAttribute('formaction') ?? '')
    button.ariaPressed = String(own)
    button.ariaLabel = `${choice?.ariaLabel ?? r.name} ${r.members}`
    button.textContent = `${r.emoji} ${r.members}`
    return button
  }))
}

/** What a bot has put below its message to press. */
export function drawButtons(item: HTMLElement, doc: Doc) {
  item.querySelector('.msg-bot')?.toggleAttribute('hidden', !doc.author.bot)
  item.querySelector('.msg-buttons')?.replaceChildren(...(doc.buttons ?? []).map(b => {
    const button = document.createElement('button')
    button.className = `button ${b.style} button-small`
    button.setAttribute('form', 'deeds')
    button.setAttribute('formaction', b.path)
    button.textContent = b.label
    return button
  }))
}
