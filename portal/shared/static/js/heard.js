/* Heard: everything works without this file; it only makes things nicer. */
(function () {
  'use strict'
  var all = function (selector, within) { return Array.prototype.slice.call((within || document).querySelectorAll(selector)) }

  // Leave fast: the page goes at once, the server ends the session, Back does not bring it back.
  function leave (form) {
    var to = form.getAttribute('data-quick-exit')
    var gone = false
    var go = function () { if (!gone) { gone = true; window.location.replace(to) } }
    document.documentElement.className += ' gone'
    document.title = '\u200b'
    try {
      fetch(form.action, { method: 'POST', body: new URLSearchParams(new FormData(form)), credentials: 'same-origin', redirect: 'manual', keepalive: true }).then(go, go)
      setTimeout(go, 700)
    } catch (problem) { form.submit() }
  }
  var exit = document.querySelector('[data-quick-exit]')
  if (exit) {
    exit.addEventListener('submit', function (event) { event.preventDefault(); leave(exit) })
    var presses = 0
    var timer
    document.addEventListener('keyup', function (event) {
      if (event.key !== 'Shift') { presses = 0; return }
      presses += 1
      clearTimeout(timer)
      timer = setTimeout(function () { presses = 0 }, 2000)
      if (presses >= 3) { presses = 0; leave(exit) }
    })
    window.addEventListener('pageshow', function (event) {
      if (event.persisted && /(^| )gone( |$)/.test(document.documentElement.className)) window.location.replace(exit.getAttribute('data-quick-exit'))
    })
  }

  // A lent tablet that nobody touches goes back to its start; half a minute before, it says so.
  all('form[data-idle]').forEach(function (form) {
    var limit = Number(form.getAttribute('data-idle')) * 1000
    var words = form.querySelector('[data-idle-words]')
    var last = Date.now()
    var touched = function () { last = Date.now(); words.hidden = true }
    ;['pointerdown', 'keydown', 'input', 'scroll'].forEach(function (kind) { window.addEventListener(kind, touched, true) })
    setInterval(function () {
      var still = Date.now() - last
      if (still >= limit) { last = Date.now(); form.submit() } else if (still >= limit - 30000) words.hidden = false
    }, 1000)
    // Back from the browser's memory: ask the server what may be seen now.
    window.addEventListener('pageshow', function (event) { if (event.persisted) window.location.reload() })
  })

  // After an error, start at what there is to put right.
  var summary = document.querySelector('[data-error-summary]')
  if (summary) summary.focus()
  all('[data-error-summary] a').forEach(function (link) {
    link.addEventListener('click', function (event) {
      var field = document.getElementById(link.hash.slice(1))
      if (!field) return
      event.preventDefault()
      var block = field.closest('fieldset') || field.closest('.govuk-form-group') || field
      block.scrollIntoView()
      field.focus({ preventScroll: true })
    })
  })

  // Sent is sent: a second press does nothing for a while (the server would not count it twice either).
  all('form').forEach(function (form) {
    form.addEventListener('submit', function (event) {
      if (form.hasAttribute('data-quick-exit')) return
      if (form.getAttribute('data-sent') === 'yes') { event.preventDefault(); return }
      form.setAttribute('data-sent', 'yes')
      setTimeout(function () { form.removeAttribute('data-sent') }, 5000)
    })
  })

  // Unsent words
  all('form[data-guard]').forEach(function (form) {
    var changed = false
    form.addEventListener('input', function () { changed = true })
    form.addEventListener('submit', function () { changed = false })
    window.addEventListener('beforeunload', function (event) {
      if (!changed || /(^| )gone( |$)/.test(document.documentElement.className)) return
      event.preventDefault()
      event.returnValue = form.getAttribute('data-guard')
    })
  })

  // "None of these" rules out the rest, and the other way round.
  all('input[data-behaviour="exclusive"]').forEach(function (alone) {
    var others = all('input[type="checkbox"]').filter(function (box) { return box.name === alone.name && box !== alone })
    alone.addEventListener('change', function () { if (alone.checked) others.forEach(function (box) { if (box.getAttribute('data-behaviour') !== 'exclusive') box.checked = false }) })
    others.forEach(function (box) { box.addEventListener('change', function () { if (box.checked) alone.checked = false }) })
  })

  // How many letters are left
  all('[data-most]').forEach(function (field) {
    var most = Number(field.getAttribute('data-most'))
    var words = document.createElement('p')
    words.className = 'govuk-character-count__message'
    words.id = field.id + '-left'
    words.setAttribute('aria-live', 'off')
    var show = function () {
      var left = most - Array.from(field.value.replace(/\r\n/g, '\n')).length
      words.textContent = field.getAttribute(left < 0 ? 'data-over-words' : 'data-left-words').replace('{n}', Math.abs(left).toLocaleString(document.documentElement.lang))
      clearTimeout(field.heardTimer)
      field.heardTimer = setTimeout(function () { words.setAttribute('aria-live', left < 50 ? 'polite' : 'off') }, 1000)
    }
    field.parentNode.appendChild(words)
    field.setAttribute('aria-describedby', ((field.getAttribute('aria-describedby') || '') + ' ' + words.id).trim())
    field.addEventListener('input', show)
    show()
  })

  // A file can be dropped on its box.
  all('[data-drop]').forEach(function (box) {
    var input = box.querySelector('input[type="file"]')
    var mark = function (over) { return function (event) { event.preventDefault(); box.classList.toggle('drop--over', over) } }
    box.addEventListener('dragover', mark(true))
    box.addEventListener('dragleave', mark(false))
    box.addEventListener('drop', function (event) {
      mark(false)(event)
      if (input && event.dataTransfer.files.length) { input.files = event.dataTransfer.files; input.focus() }
    })
  })

  // A voice message can be recorded here; without a microphone a recording can still be chosen.
  all('[data-recorder]').forEach(function (box) {
    var input = document.getElementById(box.getAttribute('data-recorder'))
    if (!input || !window.MediaRecorder || !navigator.mediaDevices || !window.DataTransfer) return
    var begin = box.querySelector('[data-record]')
    var end = box.querySelector('[data-stop]')
    var words = box.querySelector('[role="status"]')
    var player = box.querySelector('audio')
    var say = function (name) { words.textContent = box.getAttribute('data-' + name) }
    var running = function (on) { begin.hidden = on; end.hidden = !on; (on ? end : begin).focus() }
    box.hidden = false
    begin.addEventListener('click', function () {
      navigator.mediaDevices.getUserMedia({ audio: true }).then(function (stream) {
        var pieces = []
        var recorder = new MediaRecorder(stream)
        var stop = function () { if (recorder.state !== 'inactive') recorder.stop() }
        recorder.ondataavailable = function (event) { pieces.push(event.data) }
        recorder.onstop = function () {
          stream.getTracks().forEach(function (track) { track.stop() })
          var blob = new Blob(pieces, { type: recorder.mimeType })
          var carrier = new DataTransfer()
          carrier.items.add(new File([blob], 'message', { type: blob.type }))
          input.files = carrier.files
          player.src = URL.createObjectURL(blob)
          player.hidden = false
          running(false)
          say('ready')
        }
        end.onclick = stop
        setTimeout(stop, 15 * 60 * 1000)
        recorder.start()
        running(true)
        say('running')
      }, function () { say('refused') })
    })
  })

  // Read it to me
  var speech = window.speechSynthesis
  if (speech && window.SpeechSynthesisUtterance) {
    var language = function (button) { return button.getAttribute('data-listen-lang') || document.documentElement.lang }
    var stop = function (button) { button.lastElementChild.textContent = button.getAttribute('data-words'); button.setAttribute('data-on', '') }
    var offer = function () {
      all('[data-listen]').forEach(function (button) {
        var lang = language(button).split('-')[0].toLowerCase()
        if (speech.getVoices().some(function (voice) { return voice.lang.replace('_', '-').split('-')[0].toLowerCase() === lang })) button.hidden = false
      })
    }
    all('[data-listen]').forEach(function (button) {
      button.setAttribute('data-words', button.lastElementChild.textContent)
      button.addEventListener('click', function () {
        var on = button.getAttribute('data-on')
        speech.cancel()
        all('[data-listen]').forEach(stop)
        if (on) return
        var place = document.querySelector(button.getAttribute('data-listen'))
        if (!place) return
        var said = new SpeechSynthesisUtterance(place.innerText)
        said.lang = language(button)
        said.rate = 0.9
        said.onend = function () { stop(button) }
        button.setAttribute('data-on', 'yes')
        button.lastElementChild.textContent = button.getAttribute('data-listen-stop')
        speech.speak(said)
      })
    })
    offer()
    speech.addEventListener && speech.addEventListener('voiceschanged', offer)
    window.addEventListener('pagehide', function () { speech.cancel() })
  }

  // A preview follows what is chosen or typed; without script a button shows it.
  all('form[data-follow]').forEach(function (form) {
    var place = form.getAttribute('data-follow')
    var asks = form.method === 'get'
    var words = form.querySelector('[data-follow-words]')
    var turn = 0
    var timer
    var follow = function () {
      var mine = ++turn
      var typed = new FormData(form)
      if (!asks) typed.set('do', 'look')
      var sent = new URLSearchParams(typed)
      var address = asks ? window.location.pathname + '?' + sent : form.action
      fetch(address, asks ? { credentials: 'same-origin' } : { method: 'POST', body: sent, credentials: 'same-origin' })
        .then(function (answer) { if (!answer.ok) throw new Error(answer.status); return answer.text() })
        .then(function (text) {
          var fresh = new DOMParser().parseFromString(text, 'text/html').querySelector(place)
          var old = document.querySelector(place)
          if (mine !== turn || !fresh || !old) return
          var held = old.contains(document.activeElement) && document.activeElement.id
          old.replaceWith(fresh)
          if (held && document.getElementById(held)) document.getElementById(held).focus({ preventScroll: true })
          if (words) words.textContent = fresh.getAttribute('data-words')
          if (asks) window.history.replaceState(null, '', address)
        }).catch(function () {})
    }
    all('[data-follow-button]', form).forEach(function (button) { button.hidden = true })
    form.addEventListener(asks ? 'change' : 'input', function () { clearTimeout(timer); timer = setTimeout(follow, asks ? 0 : 700) })
  })

  // Time and breaks of a meeting: what is on now, and how many minutes are left. Said aloud at each change and near its end.
  all('[data-timer]').forEach(function (box) {
    var rows = all('[data-timer-row]')
    if (!rows.length) return
    var at = function (row, name) { return Date.parse(row.getAttribute(name)) }
    var spoken = document.querySelector('[data-timer-said]')
    var title = box.querySelector('[data-timer-title]')
    var left = box.querySelector('[data-timer-left]')
    var last
    var tick = function () {
      var now = Date.now()
      var on = rows.filter(function (row) { return at(row, 'data-from') <= now && now < at(row, 'data-to') })[0]
      var minutes = on ? Math.ceil((at(on, 'data-to') - now) / 60000) : 0
      rows.forEach(function (row) { if (row === on) row.setAttribute('aria-current', 'time'); else row.removeAttribute('aria-current') })
      title.textContent = on ? on.querySelector('[data-timer-name]').textContent : box.getAttribute(now < at(rows[0], 'data-from') ? 'data-soon-words' : 'data-over-words')
      left.textContent = on ? box.getAttribute('data-left-words').replace('{n}', minutes.toLocaleString(document.documentElement.lang)) : ''
      var said = title.textContent + (on && minutes <= 5 && (minutes === 5 || minutes === 1) ? '. ' + left.textContent : '')
      if (said !== last) spoken.textContent = last = said
    }
    box.hidden = false
    tick()
    setInterval(tick, 1000)
  })

  // Long menus fold on a small screen, except where we are
  if (window.matchMedia('(max-width: 30em)').matches) {
    all('details[data-folds-when-small]').forEach(function (group) { group.open = !!group.querySelector('[aria-current]') })
  }

  // How far a long job is
  all('[data-progress-url]').forEach(function (box) {
    var bar = box.querySelector('progress')
    var words = box.querySelector('[data-progress-words]')
    var wait = 1500
    var start = box.getAttribute('data-state')
    var ask = function () {
      fetch(box.getAttribute('data-progress-url'), { credentials: 'same-origin', headers: { Accept: 'application/json' } })
        .then(function (answer) { if (!answer.ok) throw new Error(answer.status); return answer.json() })
        .then(function (job) {
          wait = 1500
          if (job.total) { bar.max = job.total; bar.value = job.done || 0 } else { bar.removeAttribute('value') }
          if (job.message && words.textContent !== job.message) words.textContent = job.message
          if (job.state !== start && ['done', 'failed', 'cancelled'].indexOf(job.state) >= 0) window.location.reload()
          else if (['done', 'failed', 'cancelled'].indexOf(job.state) < 0) setTimeout(ask, wait)
        }, function () { wait = Math.min(wait * 2, 30000); setTimeout(ask, wait) })
    }
    if (['done', 'failed', 'cancelled'].indexOf(start) < 0) setTimeout(ask, 800)
  })
}())
