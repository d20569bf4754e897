/** Keys that need decoded pixels and nothing else. */
export const PIXEL_KEYS = ['fingerprint', 'dominant_colour', 'palette', 'brightness', 'contrast', 'warmth']
