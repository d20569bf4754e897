"""Reference numbers of src/stats/special (written to fixtures/special.json): SciPy, and mpmath with 50 digits where
SciPy 1.10 itself is off (lower gamma tail at shapes above 1e7, quantiles of beta and t beyond 1e-9)."""
import json, os
import mpmath as mp
import numpy as np
from scipy import special as sp, stats as st

mp.mp.dps = 50


def gamma_pair(a, x):
    """P and Q of Gamma(a, 1) at x; the smaller one by quadrature where the series would be too long."""
    if a <= 1e5:
        return mp.gammainc(a, 0, x, regularized=True), mp.gammainc(a, x, mp.inf, regularized=True)
    a, x = mp.mpf(a), mp.mpf(x)
    s = mp.sqrt(a)
    sign = -1 if x < a else 1
    f = lambda t: mp.exp((a - 1) * mp.log(t) - t - mp.loggamma(a))
    tail = abs(mp.quad(f, [x + sign * s * k for k in (0, 0.5, 1, 2, 3, 5, 8, 12, 20)]))
    return (tail, 1 - tail) if sign < 0 else (1 - tail, tail)


def solve(cdf, p, start):
    """x with cdf(x) = p, by the secant method in ln x from a start good to 1e-6."""
    return float(mp.exp(mp.findroot(lambda u: cdf(mp.exp(u)) - mp.mpf(p), (mp.log(start), mp.log(start) + mp.mpf(1e-7)))))


out = {}
shapes = [1e-3, 0.3, 0.5, 1, 2.5, 5.5, 19, 21, 60, 145.5, 1e3, 1e5, 1e8, 1e12]
zs = [-6, -3, -1.5, -0.3, 0, 0.1, 1, 2.5, 5, 8]
gamma = []
for a in shapes:
    for z in zs:
        x = a + z * np.sqrt(a)
        if x <= 0:
            x = a * 10.0 ** z
        gamma.append([a, x] + [float(v) for v in gamma_pair(a, x)])
out["gamma"] = gamma
out["gammaQuantile"] = [[a, p, solve(lambda x: gamma_pair(a, x)[0], p, sp.gammaincinv(a, p))] for a in [0.3, 0.5, 1, 2.5, 5.5, 19, 21, 60, 145.5, 1e3, 1e5]
                        for p in [1e-8, 1e-3, 0.025, 0.1, 0.5, 0.9, 0.975, 1 - 1e-6]]
out["gammaUpperQuantile"] = [[a, q, float(sp.gammainccinv(a, q))] for a in [0.3, 1, 5.5, 60, 1e3, 1e5] for q in [1e-12, 1e-8, 1e-3, 0.3]]
pairs = [(0.5, 0.5), (0.5, 15), (1, 3), (5, 996), (82, 9919), (145, 83), (300.5, 2e6), (2999, 3001), (4000, 5000), (1e5, 1e9), (2e6, 3e6)]
beta = []
for a, b in pairs:
    m = a / (a + b)
    sd = np.sqrt(m * (1 - m) / (a + b + 1))
    for z in [-5, -2, -0.5, 0, 0.7, 2, 4]:
        x = m + z * sd
        if 0 < x < 1:
            beta.append([a, b, x, float(st.beta.cdf(x, a, b)), float(st.beta.sf(x, a, b))])
out["beta"] = beta


def beta_quantile(a, b, p):
    return solve(lambda x: mp.betainc(a, b, 0, x, regularized=True), p, st.beta.ppf(p, a, b))


def student_quantile(p, f):
    cdf = lambda t: 1 - mp.betainc(mp.mpf(f) / 2, mp.mpf(1) / 2, 0, f / (f + t * t), regularized=True) / 2
    return solve(cdf, p, st.t.ppf(p, f))


out["betaQuantile"] = [[a, b, p, beta_quantile(a, b, p)] for a, b in pairs if a < 3000 and b < 20000 for p in [1e-4, 0.025, 0.1, 0.5, 0.9, 0.975]]
out["erfc"] = [[x, float(sp.erfc(x))] for x in [-6, -3, -1, -0.46, -0.1, 1e-9, 0.3, 0.47, 1, 2, 3.9, 4.1, 8, 15, 26]]
out["normalQuantile"] = [[p, float(sp.ndtri(p))] for p in [1e-300, 1e-20, 1e-8, 1e-3, 0.02, 0.025, 0.3, 0.5, 0.7, 0.975, 0.999]]
out["logGamma"] = [[x, float(sp.gammaln(x))] for x in [1e-10, 1e-3, 0.3, 0.5, 1.5, 3, 9.99, 10, 55.5, 1e4, 1e9, 1e14]]
out["student"] = [[p, f, student_quantile(p, f)] for p in [0.9, 0.975, 0.995] for f in [1, 3, 30, 36, 57, 300]]
path = os.path.join(os.path.dirname(__file__), "fixtures", "special.json")
json.dump(out, open(path, "w"), indent=0)
