"""Reference numbers of src/stats/comparison, experiment and linear (written to fixtures/comparison.json), from SciPy."""
import json, os
import numpy as np
from scipy import stats as st, integrate, optimize

out = {"ratio": [], "peek": [], "sampleRatio": []}
for c1, n1, c2, n2 in [(145, 10000, 82, 10000), (5, 1000, 1, 3000), (0, 500, 7, 400), (900, 90000, 180, 20000), (3, 1e6, 40, 2e6)]:
    p0 = n1 / (n1 + n2)
    ci = st.binomtest(c1, c1 + c2).proportion_ci(0.95, "exact")
    two = 2 * min(st.binom.cdf(c1, c1 + c2, p0), st.binom.sf(c1 - 1, c1 + c2, p0))
    out["ratio"].append([c1, n1, c2, n2, ci.low / (1 - ci.low) * n2 / n1, ci.high / (1 - ci.high) * n2 / n1, min(1, two)])

rng = np.random.default_rng(3)
for k, (phi, lift) in enumerate([(1, 0.2), (2.5, 0.1), (1.3, 0.5)]):
    n1, n2 = rng.integers(1000, 9000, 6), rng.integers(1000, 9000, 6)
    c1, c2 = rng.poisson(n1 * 0.012), rng.poisson(n2 * 0.009)
    q, tau = n1 / (n1 + n2), np.log1p(lift)
    l = lambda x: (c1.sum() * x - ((c1 + c2) * np.log1p(q * np.expm1(x))).sum()) / phi
    f = lambda x: np.exp(l(x) - x * x / 2 / tau**2) / tau / np.sqrt(2 * np.pi)
    e = integrate.quad(f, -3, 3, points=[0.1, 0.3, 0.5], limit=500, epsabs=0, epsrel=1e-12)[0]
    hat = optimize.minimize_scalar(lambda x: -l(x), bounds=(-3, 3), method="bounded", options={"xatol": 1e-12}).x
    g = lambda x: l(x) - np.log(e) - np.log(0.05)
    out["peek"].append({"cells": [[int(a), int(b), int(c), int(d)] for a, b, c, d in zip(c1, c2, n1, n2)], "phi": phi, "lift": lift,
                        "e": e, "low": float(np.exp(optimize.brentq(g, hat - 6, hat, xtol=1e-14))), "high": float(np.exp(optimize.brentq(g, hat, hat + 6, xtol=1e-14)))})
for counts, design in [([5000, 5200], [0.5, 0.5]), ([100, 210, 320], [1 / 6, 2 / 6, 3 / 6])]:
    out["sampleRatio"].append({"counts": counts, "design": design, "p": float(st.chisquare(counts, np.array(design) * sum(counts)).pvalue)})
# Cochran's Q, DerSimonian and Laird's variance, and the one-sided bound of the Mantel-Haenszel ratio.
out["strata"] = []
for rows, phi in [([[145, 10000, 82, 10000], [60, 4000, 70, 9000], [9, 500, 30, 2500]], 1), ([[200, 10000, 100, 10000], [100, 10000, 200, 10000], [50, 3000, 44, 2500], [12, 900, 30, 800]], 2.5)]:
    c1, n1, c2, n2 = np.array(rows, float).T
    v = phi * (1 / c1 + 1 / c2)
    y = np.log(c1 / n1 / (c2 / n2))
    w = 1 / v
    Q = (w * (y - (w * y).sum() / w.sum()) ** 2).sum()
    df = len(y) - 1
    tau2 = max(0, (Q - df) / (w.sum() - (w**2).sum() / w.sum()))
    N = n1 + n2
    top, bottom = (c1 * n2 / N).sum(), (c2 * n1 / N).sum()
    var = phi * ((c1 + c2) * n1 * n2 / N**2).sum() / (top * bottom)
    z = st.norm.ppf(0.975) * np.sqrt(v)
    out["strata"].append({"rows": rows, "phi": phi, "q": Q, "p": st.chi2.sf(Q, df), "tau2": tau2, "ratio": top / bottom, "bound": top / bottom * np.exp(-st.norm.ppf(0.95) * np.sqrt(var)),
                          "low": list(np.exp(y - z)), "high": list(np.exp(y + z))})
json.dump(out, open(os.path.join(os.path.dirname(__file__), "fixtures", "comparison.json"), "w"), indent=0)
