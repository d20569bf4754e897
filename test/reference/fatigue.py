"""Reference numbers of src/stats/fatigue (written to fixtures/fatigue.json), from SciPy: multinomial likelihoods, a Poisson fit."""
import json, os
import numpy as np
from scipy import optimize, stats as st

rng = np.random.default_rng(8)
out = {"evidence": [], "slope": []}

for days, baseline, mean, left in [(9, 7, 40, 0.7), (30, 7, 12, 0.8), (45, 10, 90, 1.0)]:
    expected = mean * rng.uniform(0.6, 1.5, days)
    share = np.where(np.arange(days) >= days - 6, left, 1)
    counts = rng.poisson(expected * share)
    total, none = 0.0, st.multinomial.logpmf(counts, counts.sum(), expected / expected.sum())
    for k in range(baseline, days):
        for rho in [0.5, 0.6, 0.7, 0.8, 0.9]:
            changed = expected * np.where(np.arange(days) >= k, rho, 1)
            total += np.exp(st.multinomial.logpmf(counts, counts.sum(), changed / changed.sum()) - none) / 5
    out["evidence"].append({"counts": counts.tolist(), "expected": expected.tolist(), "baseline": baseline, "evidence": total})

for days, slope, phi in [(5, -0.05, 1.0), (20, -0.03, 2.0), (40, 0.01, 1.4)]:
    day = np.arange(days) + 100.0
    expected = 30 * rng.uniform(0.5, 2, days)
    counts = rng.poisson(expected * np.exp(slope * (day - 100)))
    x = day - day.mean()
    def loss(b):
        mean = expected * np.exp(b[0] + b[1] * x)
        return (mean - counts * np.log(mean)).sum()
    found = optimize.minimize(loss, [0, 0], method="Nelder-Mead", options={"xatol": 1e-12, "fatol": 1e-14, "maxiter": 20000}).x
    mean = expected * np.exp(found[0] + found[1] * x)
    information = np.array([[mean.sum(), (mean * x).sum()], [(mean * x).sum(), (mean * x * x).sum()]])
    half = st.norm.ppf(0.9) * np.sqrt(phi * np.linalg.inv(information)[1, 1])
    out["slope"].append({"day": day.tolist(), "counts": counts.tolist(), "expected": expected.tolist(), "phi": phi,
                         "slope": found[1], "low": found[1] - half, "high": found[1] + half})

with open(os.path.join(os.path.dirname(__file__), "fixtures/fatigue.json"), "w") as file:
    json.dump(out, file, indent=1)
    file.write("\n")
