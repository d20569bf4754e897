import fc from 'fast-check'

/** One seed for every property test, so that a failure repeats; PERMILLE_SEED explores others. */
fc.configureGlobal({ seed: Number(process.env.PERMILLE_SEED ?? 20_261_121) })
