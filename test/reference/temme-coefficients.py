"""Prints the table of src/stats/special/temme-coefficients.ts in exact arithmetic (DLMF 8.12.12)."""
from fractions import Fraction as Q

ORDERS, TERMS, ETA, SHAPE = 11, 24, 0.52, 20.0
size = TERMS + 2 * ORDERS + 4

# lambda - 1 = sum alpha_n eta^n solves mu' mu = eta (1 + mu)
alpha = [Q(0), Q(1)]
for n in range(2, size + 2):
    known = alpha[n - 1] - sum((j * alpha[j] * alpha[n + 1 - j] for j in range(2, n)), Q(0))
    alpha.append(known / (n + 1))

# Stirling coefficients g_k of Gamma(a) ~ sum g_k a^-k, from Bernoulli numbers
bernoulli = [Q(1)]
from math import comb
for m in range(1, 2 * ORDERS + 2):
    bernoulli.append(-sum(comb(m + 1, j) * bernoulli[j] for j in range(m)) / (m + 1))
log_series = [Q(0)] * (ORDERS + 1)
for k in range(1, ORDERS + 1):
    if 2 * k - 1 <= ORDERS:
        log_series[2 * k - 1] = bernoulli[2 * k] / (2 * k * (2 * k - 1))
g = [Q(1)]
for n in range(1, ORDERS + 1):
    g.append(sum((j * log_series[j] * g[n - j] for j in range(1, n + 1)), Q(0)) / n)

rows = [[Q(-1, 3)] + [(n + 2) * alpha[n + 2] for n in range(1, size - 1)]]
for k in range(1, ORDERS):
    previous = rows[-1]
    rows.append([(-1) ** k * g[k] * rows[0][n] + (n + 2) * previous[n + 2] for n in range(len(previous) - 2)])

for k, row in enumerate(rows):
    kept = [n for n, d in enumerate(row[:TERMS]) if abs(float(d)) * ETA**n / SHAPE**k > 1e-18]
    if kept:
        print("  [" + ", ".join(repr(float(d)) for d in row[: kept[-1] + 1]) + "],")
