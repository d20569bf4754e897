"""Reference numbers of src/stats/elements (written to fixtures/elements.json): the restricted likelihood of the same mixed model with
dense matrices, its maximum by SciPy, best linear predictions of coefficients with their variances, each tag's fixed-effect test with all
others random, the same where values of some creatives are not known, Fisher's exact test, and Student's tail."""
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
# An element of two values (the rarer 1, the other 0), one of three (a column each, times the root of one half), neither known of a quarter
# of the creatives, who convert otherwise; one is fixed for them. A contrast is held fixed, what is orthogonal to it is random.
own = np.random.default_rng(12)
n = 48
hook, size = own.integers(0, 3, n), (own.uniform(size=n) < 0.3).astype(int)
known = np.arange(n) % 4 != 0
conversions = own.poisson(80 * np.exp(np.array([0.3, 0, -0.2])[hook] + 0.2 * size + np.where(known, 0, 0.8) + own.normal(0, 0.2, n)))
y, v = np.log((conversions + 0.5) / 80), 1 / (conversions + 0.5)
x = np.column_stack([np.ones(n), ~known]).astype(float)
z = np.column_stack([(hook == k) & known for k in range(3)]).astype(float) * np.sqrt(0.5)
z = np.column_stack([z, ((size == 1) & known).astype(float)])
sizes = np.array([((hook == k) & known).sum() for k in range(3)])
contrasts = []
for k in range(3):
    contrast = np.append(-sizes / (sizes.sum() - sizes[k]), 0.0)
    contrast[k] = 1
    contrasts.append(contrast * np.append(np.full(3, np.sqrt(0.5)), 1))
contrasts.append(np.array([0, 0, 0, 1.0]))
unknown = []
for creative, element in [(0.2, 0.25), (0.35, 0.1)]:
    tests = []
    for c in contrasts:
        along = np.outer(c, c) / (c @ c)
        inverse = np.linalg.inv(np.diag(creative**2 + v) + element**2 * z @ (np.eye(4) - along) @ z.T)
        full = np.column_stack([x, z @ c / (c @ c)])
        inner = np.linalg.inv(full.T @ inverse @ full)
        tests.append([float((inner @ full.T @ inverse @ y)[-1]), float(inner[-1, -1])])
    unknown.append({"creative": creative, "element": element, "tests": tests})
out["unknown"] = {"y": y.tolist(), "v": v.tolist(), "hook": [f"hook {h}" if k else None for h, k in zip(hook, known)],
                  "size": [("tall" if s else "wide") if k else None for s, k in zip(size, known)],
                  "contrasts": ["hook 0", "hook 1", "hook 2", "tall"], "fits": unknown}
out["fisher"] = [[*map(int, (a, a + b, a + c, b + d)), float(stats.fisher_exact([[a, b], [c, d]])[1])]
                 for a, b, c, d in [(3, 9, 8, 2), (0, 5, 4, 6), (12, 5, 29, 2), (40, 60, 55, 45), (1, 0, 0, 1), (300, 700, 380, 620)]]
out["student"] = [[t, df, float(2 * stats.t.sf(abs(t), df))] for t in [0.0, 0.3, 1.96, -2.5, 6.0, 30.0] for df in [3, 20, 148, 5000]]
json.dump(out, open(os.path.join(os.path.dirname(__file__), "fixtures", "elements.json"), "w"), indent=0)
