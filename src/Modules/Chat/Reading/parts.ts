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

/** Which of the reactions that are shown are the reader's own, as the server tells them alone. */
export function markOwn(item: HTMLElement, doc: Doc) {
  for (const button of item.querySelectorAll<HTMLElement>('.msg-reactions [data-reaction]')) {
    const own = doc.reactions.some(r => r.mine && r.name === button.dataset.reaction)
    button.classList.toggle('reaction-mine', own)
    button.ariaPressed = String(own)
  }
}

/** Cards in the place of addresses that stand alone in a paragraph, outside of quotes and lists; as LinkCardView.razor draws them. */
export function drawCards(text: HTMLElement, cards: NonNullable<Doc['cards']>) {
  const known = new Map(cards.map(c => [c.link, c]))
  for (const line of text.querySelectorAll<HTMLElement>(':scope > p')) {
    const link = line.firstElementChild
    const card = link?.localName === 'a' && line.childNodes.length === 1 && link.textContent === link.getAttribute('href')
      ? known.get(link.textContent) : undefined
    if (!card) continue
    const anchor = document.createElement('a')
    anchor.href = card.url
    anchor.rel = 'nofollow ugc noopener'
    for (const [tag, name, words] of [
      ['span', 'site', card.site], ['strong', 'title', card.title], ['span', 'text', card.description],
    ] as const) {
      if (name === 'text' && !words) continue
      const part = document.createElement(tag)
      part.className = `link-card-${name}`
      part.textContent = words
      anchor.append(part, ' ')
    }
    line.className = 'link-card'
    line.replaceChildren(anchor)
  }
}

/** Whether the words show these cards and no others. */
export function hasCards(body: HTMLElement, cards: NonNullable<Doc['cards']>): boolean {
  const shown = [...body.querySelectorAll('.link-card > a')]
    .map(a => `${a.getAttribute('href')} ${a.querySelector('.link-card-title')?.textContent}`)
  return [...new Set(shown)].sort().join('\n') === [...new Set(cards.map(c => `${c.url} ${c.title}`))].sort().join('\n')
}

/** Lines that are drawn as what they lead to, such as polls: as this reader has them, from the message's own page. */
export async function drawParts(item: HTMLElement, doc: Doc, host: HTMLElement) {
  const here = encodeURIComponent(location.pathname + location.search)
  const answer = await fetch(`${host.dataset.home}/messages/${doc.id}/more?returnTo=${here}`, { headers: { accept: 'text/html' } })
    .catch(() => null)
  if (!answer?.ok) return
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
  const drawn = page.querySelector<HTMLElement>(`#m${doc.id} > .msg-main > .msg-body > rich-text`)
  const body = item.querySelector('.msg-body')
  // It may have been edited meanwhile; and of two of the same the first one is drawn.
  if (!drawn || !body || item.dataset.edition !== String(doc.edition) || !body.querySelector(':scope > rich-text')) return
  const isElsewhere = (id: string) => {
    const other = document.getElementById(id)
    return other !== null && !body.contains(other)
  }
  if ([...drawn.querySelectorAll('section[id]')].some(part => isElsewhere(part.id))) return
  body.replaceChildren(document.importNode(drawn, true))
}

/** What a bot has put below its message to press. */
export function drawButtons(item: HTMLElement, doc: Doc) {
  item.querySelector('.msg-bot')?.toggleAttribute('hidden', !doc.author.bot)
  const [place, buttons] = [item.querySelector<HTMLElement>('.msg-buttons'), doc.buttons ?? []]
  // The same ones stay: somebody may be about to press.
  const known = [...place?.querySelectorAll<HTMLElement>('[data-press]') ?? []].map(b => b.dataset.press)
  if (!place || known.join(' ') === buttons.map(b => b.api).join(' ')) return
  place.replaceChildren(...buttons.map(b => {
    const button = document.createElement('button')
    button.className = `button ${b.style} button-small`
    button.setAttribute('form', 'deeds')
    button.setAttribute('formaction', b.path)
    button.dataset.press = b.api
    button.textContent = b.label
    return button
  }))
}
