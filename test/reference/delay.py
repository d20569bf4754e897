"""Reference numbers of src/stats/delay (written to fixtures/delay.json), from SciPy: a likelihood, quantiles, Mack's published triangle."""
import json, os
import numpy as np
from scipy import optimize, stats as st

rng = np.random.default_rng(6)
out = {"curves": [], "quantiles": [], "mack": None}

# Reverse hazards maximise the likelihood of delays that are cut off at each day's age.
for days, ages, shape in [(12, 6, 0.5), (25, 10, 0.8)]:
    truth = np.array([shape ** k for k in range(ages)])
    truth /= truth.sum()
    rows = []
    for day in range(days):
        seen = min(ages, days - day)
        rows.append(rng.poisson(400 * truth)[:seen].tolist())
    def loss(b):
        p = np.exp(np.r_[b, 0.0])
        p /= p.sum()
        return -sum((np.array(r) * np.log(p[:len(r)] / p[:len(r)].sum())).sum() for r in rows if len(r) > 0)
    b = optimize.minimize(loss, np.zeros(ages - 1), method="BFGS", options={"gtol": 1e-9}).x
    p = np.exp(np.r_[b, 0.0])
    p /= p.sum()
    out["curves"].append({"rows": rows, "share": np.cumsum(p).tolist()})

for mean, variance in [(3.0, 3.0), (3.0, 9.0), (120.0, 180.0), (2500.0, 40000.0), (0.2, 0.3)]:
    for p in [0.05, 0.5, 0.95]:
        k = st.poisson.ppf(p, mean) if variance == mean else st.nbinom.ppf(p, mean**2 / (variance - mean), mean / variance)
        out["quantiles"].append({"mean": mean, "variance": variance, "p": p, "quantile": k})

# Taylor and Ashe's triangle with the standard errors Mack published (1993, table 3, in thousands, rounded there).
increments = [
    [357848, 766940, 610542, 482940, 527326, 574398, 146342, 139950, 227229, 67948],
    [352118, 884021, 933894, 1183289, 445745, 320996, 527804, 266172, 425046],
    [290507, 1001799, 926219, 1016654, 750816, 146923, 495992, 280405],
    [310608, 1108250, 776189, 1562400, 272482, 352053, 206286],
    [443160, 693190, 991983, 769488, 504851, 470639],
    [396132, 937085, 847498, 805037, 705960],
    [440832, 847631, 1131398, 1063269],
    [359480, 1061648, 1443370],
    [376686, 986608],
    [344014],
]
out["mack"] = {
    "totals": [np.cumsum(r).tolist() for r in increments],
    "reserves": [95, 470, 710, 985, 1419, 2178, 3920, 4279, 4626],
    "errors": [76, 122, 134, 261, 411, 558, 875, 971, 1363],
}

with open(os.path.join(os.path.dirname(__file__), "fixtures/delay.json"), "w") as file:
    json.dump(out, file, indent=1)
    file.write("\n")
