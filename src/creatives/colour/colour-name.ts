import { colourDistance, type Oklab, oklabOf } from './oklab.ts'

/** Shades that go by each name. */
const SHADES: Readonly<Record<string, readonly number[]>> = {
  black: [0x000000, 0x1a1a1a, 0x12141c],
  grey: [0x444444, 0x808080, 0xb8b8b8],
  white: [0xffffff, 0xf0f0f0],
  red: [0xff0000, 0xd32f2f, 0x8b0000, 0xef5350],
  orange: [0xff7f00, 0xff9800, 0xf57c00, 0xffa94d],
  brown: [0x8b5a2b, 0x5d4037, 0xa0703c],
  beige: [0xf5e6d0, 0xe8d3b0, 0xd2b48c],
  yellow: [0xffff00, 0xffd600, 0xfbc02d, 0xfff176],
  lime: [0xa4de02, 0xc6ff00, 0x84cc16, 0xaeea00],
  green: [0x00a000, 0x2e7d32, 0x006400, 0x66bb6a, 0x00c853],
  teal: [0x009688, 0x008080, 0x14b8a6, 0x26c6da, 0x00ffff],
  blue: [0x0000ff, 0x1565c0, 0x0d2b5e, 0x42a5f5, 0x2563eb, 0x90caf9],
  purple: [0x800080, 0x6a1b9a, 0x7c3aed, 0x3d1a5b, 0xb388ff],
  pink: [0xff69b4, 0xe91e63, 0xf8bbd0, 0xff4081, 0xff00ff],
}

const REFERENCES: readonly { readonly name: string; readonly colour: Oklab }[] = Object.entries(
  SHADES,
).flatMap(([name, shades]) =>
  shades.map((shade) => ({ name, colour: oklabOf(shade >> 16, (shade >> 8) & 255, shade & 255) })),
)

/** A colour that leans to no side this much is black, grey or white: a mid grey may lie nearer to a dull brown than to any other grey. */
const LEAST_CHROMA = 0.02
const GREYS = REFERENCES.filter(({ name }) => ['black', 'grey', 'white'].includes(name))

/** The plain name of a colour: that of the nearest shade that has one. */
export function colourName(colour: Oklab): string {
  let nearest = { name: 'grey', distance: Number.POSITIVE_INFINITY }
  for (const reference of Math.hypot(colour[1], colour[2]) < LEAST_CHROMA ? GREYS : REFERENCES) {
    const distance = colourDistance(colour, reference.colour)
    if (distance < nearest.distance) nearest = { name: reference.name, distance }
  }
  return nearest.name
}
