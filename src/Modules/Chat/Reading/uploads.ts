// Files that go along with the next message: sent ahead while one still writes.
import { fill, parse } from './documents'

export type Upload = { code: string; name: string }

export class Uploads {
  private done: Upload[] = []
  private open = 0
  private readonly place: HTMLElement | null

  constructor(private readonly host: HTMLElement, form: HTMLFormElement) {
    this.place = form.querySelector('[data-uploads]')
    const input = form.querySelector<HTMLInputElement>('input[type=file]')
    input?.addEventListener('change', () => {
      for (const file of input.files ?? []) this.add(file, file.name)
      input.value = ''
    })
    form.addEventListener('paste', event => this.takeAll(event, event.clipboardData))
    form.addEventListener('dragover', event => event.preventDefault())
    form.addEventListener('drop', event => this.takeAll(event, event.dataTransfer))
  }

  get isBusy() {
    return this.open > 0
  }

  /** Those that are there; the next message begins without. What could not be sent stays in sight. */
  take(): Upload[] {
    const taken = this.done
    this.done = []
    for (const line of this.place?.querySelectorAll('[data-kept]') ?? []) line.remove()
    return taken
  }

  /** Files that are with the server already. */
  bring(files: Upload[]) {
    for (const file of files) this.keep(this.line(file.name), file)
  }

  add(file: Blob, name: string) {
    this.send(file, name, this.line(`${fill(this.host.dataset.uploading, '')} ${name}`))
  }

  /** Tells something where files are shown, until it is put away or a moment is over. */
  say(text: string) {
    const known = this.place?.querySelector('[data-said]')
    known?.remove()
    const line = this.line(text)
    line.dataset.said = ''
    line.querySelector('span')!.role = 'alert'
    line.classList.add('chat-upload-failed')
    line.append(this.button('×', 'chat-upload-remove', () => line.remove(), this.host.dataset.remove))
    setTimeout(() => line.remove(), 8000)
  }

  private send(file: Blob, name: string, line: HTMLElement) {
    const text = line.querySelector('span')!
    const request = new XMLHttpRequest()
    request.open('POST', `${this.host.dataset.api}/channels/${this.host.dataset.channel}/files?name=${encodeURIComponent(name)}`)
    request.setRequestHeader('accept', 'application/json')
    request.setRequestHeader('content-type', 'application/octet-stream')
    request.upload.addEventListener('progress', event => {
      if (event.lengthComputable) text.textContent = `${name} ${Math.round((event.loaded / event.total) * 100)} %`
    })
    request.addEventListener('loadend', () => {
      this.open--
      // What stands before the server answers in pages of its own: too large, not there.
      const answer = parse<Upload & { detail?: string }>(request.responseText)
      if (request.status === 201 && answer?.code) this.keep(line, { code: answer.code, name: answer.name })
      else this.fail(line, file, name, answer?.detail)
    })
    this.open++
    request.send(file)
  }

  private keep(line: HTMLElement, upload: Upload) {
    this.done.push(upload)
    line.dataset.kept = ''
    line.querySelector('span')!.textContent = upload.name
    line.append(this.button('×', 'chat-upload-remove', () => {
      this.done = this.done.filter(u => u.code !== upload.code)
      line.remove()
    }, this.host.dataset.remove))
  }

  private fail(line: HTMLElement, file: Blob, name: string, detail: string | undefined) {
    const text = line.querySelector('span')!
    text.role = 'alert'
    text.textContent = `${name}: ${detail ?? this.host.dataset.failed}`
    line.classList.add('chat-upload-failed')
    line.append(
      this.button(this.host.dataset.retry ?? '', 'chat-upload-retry', () => {
        line.remove()
        this.add(file, name)
      }),
      this.button('×', 'chat-upload-remove', () => line.remove(), this.host.dataset.remove),
    )
  }

  private takeAll(event: Event, data: DataTransfer | null) {
    if (!data?.files.length) return
    event.preventDefault()
    for (const file of data.files) this.add(file, file.name)
  }

  private line(words: string) {
    const [line, text] = [document.createElement('li'), document.createElement('span')]
    text.textContent = words
    line.append(text)
    this.place?.append(line)
    return line
  }

  private button(text: string, look: string, press: () => void, label?: string) {
    const button = document.createElement('button')
    button.type = 'button'
    button.className = look
    button.textContent = text
    if (label) button.ariaLabel = label
    button.addEventListener('click', press)
    return button
  }
}
