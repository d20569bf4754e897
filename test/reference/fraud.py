"""Reference numbers of src/stats/fraud (written to fixtures/fraud.json): SciPy's beta-binomial tails and Student's t,
and the power of truncated power laws found by maximising their likelihood."""
import json, os
import numpy as np
from scipy import integrate, optimize, stats as st

out = {"upper": [], "lower": [], "student": [], "slope": []}
for n, p, rho in [(30, 0.01, 0.01), (100, 0.25, 0.002), (400, 0.05, 0.05), (5000, 0.01, 0.003), (20000, 0.3, 0.01)]:
    a, b = p * (1 - rho) / rho, (1 - p) * (1 - rho) / rho
    for z in (-1.5, 0.5, 2, 4):
        x = int(min(n, max(1, round(n * p + z * np.sqrt(n * p * (1 - p) * (1 + (n - 1) * rho))))))
        k = np.arange(0, n + 1)
        logs = st.betabinom.logpmf(k, n, a, b)
        out["upper"].append([x, n, p, rho, float(np.exp(logs[x:]).sum())])
        out["lower"].append([x, n, p, rho, float(np.exp(logs[: x + 1]).sum())])
for t, df in [(0.5, 3), (2.1, 4.4), (-3, 11.6), (6, 40)]:
    out["student"].append([t, df, float(2 * st.t.sf(abs(t), df))])
for start, end in [(7200, 86400), (172800, 604800)]:
    for beta in (-2.4, -1.35, -1.0, -0.2, 0.0, 0.6):
        mass = integrate.quad(lambda y: np.exp((beta + 1) * y), np.log(start), np.log(end))[0]
        mean = integrate.quad(lambda y: y * np.exp((beta + 1) * y), np.log(start), np.log(end))[0] / mass
        loss = lambda g: np.log(integrate.quad(lambda y: np.exp((g + 1) * (y - np.log(start))), np.log(start), np.log(end))[0]) - (g + 1) * (mean - np.log(start))
        best = optimize.minimize_scalar(loss, bounds=(-6, 4), method="bounded", options={"xatol": 1e-10}).x
        out["slope"].append([start, end, mean, float(best)])
json.dump(out, open(os.path.join(os.path.dirname(__file__), "fixtures/fraud.json"), "w"), indent=1)
