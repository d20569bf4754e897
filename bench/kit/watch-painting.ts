/** In the browser, before anything of the page runs: notes when the ranked rows are first painted. */
export const FIRST_ROWS = `
  window.rowsPainted = new Promise((resolve) => {
    const look = () => {
      if (document.querySelector('[aria-label^="Ranked"] [aria-label$=", details"], [aria-label^="Ranked"] button') === null)
        return requestAnimationFrame(look)
      requestAnimationFrame(() => setTimeout(() => resolve(performance.now())))
    }
    requestAnimationFrame(look)
  })`

/**
 * In the browser: from the next click on, waits until the table is that of the new question and changes no more,
 * and notes the milliseconds between the click and the frame that painted its last change.
 */
export const NEXT_REPAINT = `
  window.repainted = new Promise((resolve) => {
    const QUIET = 300
    addEventListener('click', () => {
      const begun = performance.now()
      const asked = location.search
      let painted = null
      let changes = 0
      const noted = () => requestAnimationFrame(() => setTimeout(() => { painted = performance.now() }))
      const watch = new MutationObserver((all) => {
        const isRanking = ({ target }) => target instanceof Element ? target.closest('[data-stale]') : target.parentElement?.closest('[data-stale]')
        if (!all.some(isRanking)) return
        changes += 1
        noted()
      })
      watch.observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true })
      const settle = () => {
        const shown = document.querySelector('[data-stale]')
        const isNew = location.search !== asked && changes > 0 && painted !== null
        const isWhole = shown?.dataset.stale === 'false' && shown.ariaBusy !== 'true'
        if (!isNew || !isWhole || performance.now() - painted < QUIET) return setTimeout(settle, 20)
        watch.disconnect()
        resolve(painted - begun)
      }
      settle()
    }, { capture: true, once: true })
  })`
