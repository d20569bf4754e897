/** A rectangle around a line of text, in pixels: its centre, its sides, and by how much it is turned (radians). */
export interface TextBox {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  readonly angle: number
}

type Point = readonly [x: number, y: number]

function turn(a: Point, b: Point, c: Point): number {
  return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
}

function halfHull(points: readonly Point[]): Point[] {
  const hull: Point[] = []
  for (const point of points) {
    for (;;) {
      const [before, last] = hull.slice(-2)
      if (before === undefined || last === undefined || turn(before, last, point) > 0) break
      hull.pop()
    }
    hull.push(point)
  }
  return hull.slice(0, -1)
}

/** The corners of the smallest convex shape around points. */
export function convexHull(points: readonly Point[]): readonly Point[] {
  const sorted = points.toSorted((one, other) => one[0] - other[0] || one[1] - other[1])
  return [...halfHull(sorted), ...halfHull(sorted.toReversed())]
}

function boxAlong(hull: readonly Point[], angle: number) {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)]
  const along = hull.map(([x, y]) => x * cos + y * sin)
  const across = hull.map(([x, y]) => y * cos - x * sin)
  const [left, right] = [Math.min(...along), Math.max(...along) + 1]
  const [top, bottom] = [Math.min(...across), Math.max(...across) + 1]
  const [u, v] = [(left + right) / 2, (top + bottom) / 2]
  return {
    x: u * cos - v * sin,
    y: u * sin + v * cos,
    width: right - left,
    height: bottom - top,
    angle,
  }
}

/** The same rectangle described with its width along the text: turned by at most an eighth. */
function alongText(box: TextBox): TextBox {
  const { width, height, angle } = box
  if (angle > Math.PI / 4)
    return alongText({ ...box, width: height, height: width, angle: angle - Math.PI / 2 })
  if (angle < -Math.PI / 4)
    return alongText({ ...box, width: height, height: width, angle: angle + Math.PI / 2 })
  return box
}

/** The smallest rectangle around points; `null` where there are too few. */
export function smallestBox(points: readonly Point[]): TextBox | null {
  const hull = convexHull(points)
  let best: TextBox | null = null
  hull.forEach((corner, index) => {
    const next = hull[(index + 1) % hull.length]
    if (next === undefined) return
    const box = boxAlong(hull, Math.atan2(next[1] - corner[1], next[0] - corner[0]))
    if (best === null || box.width * box.height < best.width * best.height) best = box
  })
  return best === null ? null : alongText(best)
}
