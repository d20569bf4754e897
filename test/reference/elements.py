"""Reference numbers of src/stats/elements (written to fixtures/elements.json): the restricted likelihood of the same mixed model with
dense matrices, its maximum by SciPy, best linear predictions of coefficients with their variances, each tag's fixed-effect test with all
others random, Fisher's exact test, and Student's tail."""
import json, os
import numpy as np
from scipy import optimize, stats

rng = np.random.default_rng(8)


def pieces(y, v, x, z, creative, element, left_out=None):
    kernel = element**2 * (z @ z.T if left_out is None else np.delete(z, left_out, 1) @ np.delete(z, left_out, 1).T)
    total = np.diag(creative**2 + v) + kernel
    inverse = np.linalg.inv(total)
    return total, inverse


def restricted(y, v, x, z, creative, element):
    total, inverse = pieces(y, v, x, z, creative, element)
    inner = x.T @ inverse @ x
    p = inverse - inverse @ x @ np.linalg.solve(inner, x.T @ inverse)
    return -0.5 * (np.linalg.slogdet(total)[1] + np.linalg.slogdet(inner)[1] + y @ p @ y), p


out = {"fits": []}
for n, tags, with_format in [(24, 4, False), (60, 9, True), (30, 40, True)]:
    z = (rng.uniform(size=(n, tags)) < rng.uniform(0.25, 0.6, tags)).astype(float)
    groups = rng.integers(0, 2, n) if with_format else np.zeros(n, int)
    x = np.column_stack([np.ones(n)] + ([groups == (0 if (groups == 0).sum() * 2 < n else 1)] if with_format else [])).astype(float)
    conversions = rng.poisson(60 * np.exp(z @ rng.normal(0, 0.3, tags) + 0.3 * groups + rng.normal(0, 0.25, n)))
    y, v = np.log((conversions + 0.5) / 60), 1 / (conversions + 0.5)
    found = optimize.minimize(lambda t: -restricted(y, v, x, z, *np.exp(t))[0], np.log([0.25, 0.2]), method="Nelder-Mead", options={"xatol": 1e-7, "fatol": 1e-11, "maxiter": 4000})
    for creative, element in [(0.25, 0.2), (0.4, 0.05)]:
        height, p = restricted(y, v, x, z, creative, element)
        s = element**2
        means = s * z.T @ p @ y
        variances = np.diag(s * np.eye(tags) - s * s * z.T @ p @ z)
        tests = []
        for j in range(tags):
            _, inverse = pieces(y, v, x, z, creative, element, j)
            full = np.column_stack([x, z[:, j]])
            inner = np.linalg.inv(full.T @ inverse @ full)
            tests.append([float((inner @ full.T @ inverse @ y)[-1]), float(inner[-1, -1])])
        out["fits"].append({"y": y.tolist(), "v": v.tolist(), "x": x.T.tolist(), "z": z.T.tolist(), "creative": creative, "element": element,
                            "height": float(height), "means": means.tolist(), "variances": variances.tolist(), "tests": tests,
                            "best": float(-found.fun)})
out["fisher"] = [[*map(int, (a, a + b, a + c, b + d)), float(stats.fisher_exact([[a, b], [c, d]])[1])]
                 for a, b, c, d in [(3, 9, 8, 2), (0, 5, 4, 6), (12, 5, 29, 2), (40, 60, 55, 45), (1, 0, 0, 1), (300, 700, 380, 620)]]
out["student"] = [[t, df, float(2 * stats.t.sf(abs(t), df))] for t in [0.0, 0.3, 1.96, -2.5, 6.0, 30.0] for df in [3, 20, 148, 5000]]
json.dump(out, open(os.path.join(os.path.dirname(__file__), "fixtures", "elements.json"), "w"), indent=0)
