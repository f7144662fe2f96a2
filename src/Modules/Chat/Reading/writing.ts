// The composer of a channel: what is written goes to the outbox, files are sent ahead, replies say to what.
import { ask, type Doc, fill, newKey } from './documents'
import { Editing } from './editing'
import { isComposing, sends } from './keys'
import type { MessageList } from './messages'
import type { Letter, Outbox } from './outbox'
import { markOwn } from './parts'
import type { Signs } from './signs'
import { Uploads } from './uploads'
import { addRecorder } from './voice'

export class Writing {
  private readonly area: HTMLTextAreaElement
  private readonly about: HTMLElement
  private readonly uploads: Uploads
  private readonly editing: Editing

  constructor(
    private readonly host: HTMLElement, private readonly form: HTMLFormElement, private readonly list: MessageList,
    private readonly outbox: Outbox, signs: Signs, private readonly changed: () => void,
  ) {
    this.area = form.querySelector('textarea')!
    this.about = form.querySelector('[data-about-to]')!
    this.uploads = new Uploads(host, form)
    this.editing = new Editing(host, changed, () => this.area.focus())
    addRecorder(host, form, this.uploads)
    outbox.onTakeBack(letter => this.takeBack(letter))
    // Before the composer's own keys.
    form.addEventListener('keydown', event => this.press(event), true)
    // Before whatever lets the draft go: as long as files are on their way nothing is sent.
    form.addEventListener('submit', event => {
      if (!this.uploads.isBusy) return
      event.preventDefault()
      event.stopImmediatePropagation()
      this.uploads.say(host.dataset.busy ?? '')
    }, true)
    form.addEventListener('submit', event => {
      event.preventDefault()
      void this.submit()
    })
    this.area.addEventListener('input', () => {
      if (this.area.value.trim()) signs.type()
    })
    form.querySelector('[data-cancel-about]')?.addEventListener('click', event => {
      event.preventDefault()
      this.cancel()
    })
    host.addEventListener('click', event => this.useTool(event))
  }

  private press(event: KeyboardEvent) {
    if (event.target !== this.area || isComposing(event)) return
    if (event.key === 'Escape' && !this.about.hidden) this.cancel()
    if (event.key === 'ArrowUp' && this.area.value === '' && !event.shiftKey) {
      const own = this.list.items().filter(i => i.dataset.author === this.host.dataset.me && i.querySelector('[data-tool=edit]')).at(-1)
      if (own) {
        event.preventDefault()
        void this.editing.begin(own)
      }
    }
    if (!sends(event, this.area)) return
    event.preventDefault()
    event.stopPropagation()
    this.form.requestSubmit()
  }

  private async submit() {
    const body = this.area.value.trim()
    const edit = this.field('edit').value
    if (edit) return this.save(edit, body)
    const files = this.uploads.take()
    if (!body && files.length === 0) return
    this.outbox.send({ key: newKey(), body, at: new Date().toISOString(), files, replyTo: Number(this.field('replyTo').value) || null })
    this.begin('', null)
    this.write('')
    // The outbox keeps it now, and the server lets the draft go when it comes there.
    this.form.dispatchEvent(new Event('saved'))
  }

  /** Where the page itself was opened to edit a message. */
  private async save(id: string, body: string) {
    const answer = await ask(`${this.host.dataset.api}/messages/${id}`, 'PATCH',
      { body, edition: Number(this.field('edition').value) || null })
    if (answer?.ok) {
      this.cancel()
      this.changed()
      return
    }
    const problem = (await answer?.json().catch(() => null)) as { detail?: string } | null
    this.about.querySelector('span')!.textContent = problem?.detail ?? this.host.dataset.failed ?? ''
  }

  /** What waits to be sent comes back to be changed, above what was written meanwhile. */
  private takeBack(letter: Letter) {
    const meanwhile = this.area.value.trim()
    if (letter.files.length > 0) this.uploads.bring(letter.files)
    if (letter.replyTo) this.replyTo(String(letter.replyTo))
    this.write([letter.body, meanwhile].filter(Boolean).join('\n\n'))
    this.area.focus()
    this.area.setSelectionRange(letter.body.length, letter.body.length)
  }

  private useTool(event: Event) {
    const target = event.target as HTMLElement
    const item = target.closest<HTMLElement>('.msg')
    const reaction = target.closest<HTMLElement>('[data-reaction]')
    if (item?.dataset.id && reaction) {
      event.preventDefault()
      reaction.closest('details')?.removeAttribute('open')
      return void this.react(item, reaction.dataset.reaction!)
    }
    const tool = target.closest<HTMLElement>('[data-tool]')
    if (!item || !tool) return
    if (tool.dataset.tool === 'reply') {
      event.preventDefault()
      this.replyTo(item.dataset.id!)
      this.area.focus()
    } else if (tool.dataset.tool === 'edit') {
      event.preventDefault()
      void this.editing.begin(item)
    }
  }

  private async react(item: HTMLElement, name: string) {
    const mine = item.querySelector(`.msg-reactions [data-reaction="${name}"]`)?.classList.contains('reaction-mine') ?? false
    const answer = await ask(`${this.host.dataset.api}/messages/${item.dataset.id}/reactions/${name}`, mine ? 'DELETE' : 'PUT')
    if (!answer?.ok) return
    const one = await ask(`${this.host.dataset.api}/messages/${item.dataset.id}`)
    if (!one?.ok) return
    const { message } = (await one.json()) as { message: Doc }
    // A frame may have been faster, which does not know whose they are.
    markOwn(item, message)
    this.list.show([message])
  }

  private cancel() {
    const wasEdit = this.field('edit').value !== ''
    this.begin('', null)
    if (wasEdit) this.write('')
    this.area.focus()
  }

  private replyTo(id: string) {
    const by = this.host.querySelector(`#m${id} .msg-by`)?.textContent ?? ''
    this.begin(fill(this.host.dataset.replying, by), id)
  }

  private begin(text: string, replyTo: string | null) {
    for (const name of ['edit', 'edition']) this.field(name).value = ''
    this.field('replyTo').value = replyTo ?? ''
    this.about.hidden = !text
    this.about.querySelector('span')!.textContent = text
  }

  private write(text: string) {
    this.area.value = text
    this.area.dispatchEvent(new InputEvent('input', { bubbles: true }))
  }

  private field(name: string): HTMLInputElement {
    return this.form.querySelector<HTMLInputElement>(`input[name=${name}]`)!
  }
}
