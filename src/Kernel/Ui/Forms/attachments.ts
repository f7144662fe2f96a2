// Pictures and files that are pasted into a text or dropped on it: sent at once, shown with their progress, put in where the caret was.
type Kept = { markdown?: string; detail?: string }

export class Attachments {
  private readonly list = document.createElement('ul')
  private readonly texts: DOMStringMap
  private open = 0
  private count = 0

  constructor(host: HTMLElement, private readonly area: HTMLTextAreaElement, private readonly url: string) {
    this.texts = host.dataset
    this.list.className = 'composer-files small'
    this.list.setAttribute('aria-live', 'polite')
    host.append(this.list)
    // Before the tables of other programs: those carry words beside their picture.
    area.addEventListener('paste', event => {
      if (event.clipboardData?.types.includes('text/plain')) return
      this.takeAll(event, event.clipboardData)
    }, true)
    area.addEventListener('dragover', event => {
      if (event.dataTransfer?.types.includes('Files')) event.preventDefault()
    })
    area.addEventListener('drop', event => this.takeAll(event, event.dataTransfer), true)
    area.form?.addEventListener('submit', event => {
      if (this.open === 0) return
      event.preventDefault()
      event.stopImmediatePropagation()
      this.say(this.texts.busy ?? '')
    }, true)
  }

  /** A button that opens the chooser of files, for whoever cannot drop. */
  chooser() {
    const [label, input] = [document.createElement('label'), document.createElement('input')]
    label.className = 'button quiet button-small composer-attach'
    label.textContent = this.texts.attach ?? ''
    input.type = 'file'
    input.multiple = true
    input.className = 'visually-hidden'
    input.addEventListener('change', () => {
      for (const file of input.files ?? []) this.add(file)
      input.value = ''
    })
    label.append(input)
    return label
  }

  private takeAll(event: Event, data: DataTransfer | null) {
    if (!data?.files.length) return
    event.preventDefault()
    event.stopImmediatePropagation()
    for (const file of data.files) this.add(file)
  }

  private add(file: File) {
    const name = file.name || `file-${++this.count}`
    const place = `[${(this.texts.uploading ?? '').replace('%', name.replace(/[[\]\\]/g, ''))} ${++this.count}]()`
    this.insert(place)
    const line = document.createElement('li')
    line.textContent = name
    const bar = document.createElement('progress')
    bar.max = 1
    bar.setAttribute('aria-label', name)
    line.append(' ', bar)
    this.list.append(line)
    const request = new XMLHttpRequest()
    request.open('POST', `${this.url}?name=${encodeURIComponent(name)}`)
    request.setRequestHeader('accept', 'application/json')
    request.setRequestHeader('content-type', 'application/octet-stream')
    request.upload.addEventListener('progress', event => {
      if (event.lengthComputable) bar.value = event.loaded / event.total
    })
    request.addEventListener('loadend', () => {
      this.open--
      const kept = read(request.responseText)
      if (request.status === 201 && kept.markdown) {
        this.replace(place, kept.markdown)
        line.remove()
      } else {
        this.replace(place, '')
        line.classList.add('composer-file-failed')
        line.textContent = `${name}: ${kept.detail ?? this.texts.unsent ?? ''}`
      }
    })
    this.open++
    request.send(file)
  }

  private say(text: string) {
    const line = document.createElement('li')
    line.textContent = text
    this.list.append(line)
    setTimeout(() => line.remove(), 5000)
  }

  private insert(text: string) {
    const { selectionStart: at, selectionEnd: to, value } = this.area
    const before = at === 0 || /\s$/.test(value.slice(0, at)) ? '' : ' '
    this.area.setRangeText(before + text + ' ', at, to, 'end')
    this.changed()
  }

  /** Whoever has taken the line out meanwhile does not want it. */
  private replace(place: string, text: string) {
    const at = this.area.value.indexOf(place)
    if (at < 0) return
    const caret = this.area.selectionStart
    this.area.setRangeText(text, at, at + place.length, 'preserve')
    if (caret >= at + place.length) this.area.setSelectionRange(caret + text.length - place.length, caret + text.length - place.length)
    this.changed()
  }

  private changed() {
    this.area.dispatchEvent(new Event('input', { bubbles: true }))
  }
}

function read(text: string): Kept {
  try {
    return JSON.parse(text || '{}') as Kept
  } catch {
    return {}
  }
}
