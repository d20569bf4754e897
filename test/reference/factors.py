"""Reference numbers of src/stats/factors/fit-factors (written to fixtures/factors.json): the same penalised conditional likelihood, by SciPy.

Coefficients, their standard deviations and the Laplace marginal come from the whole joint problem (coefficients and every arm's own
deviation together, dense Hessian), where the package eliminates the deviations test by test."""
import json, os
import numpy as np
from scipy import optimize

rng = np.random.default_rng(5)
out = []


def problem(sizes, tests, pairs, sd_main, sd_pair, sd_arm):
    columns = [((f,), (l,)) for f, size in enumerate(sizes) for l in range(size)]
    columns += [((f, g), (l, m)) for f, g in pairs for l in range(sizes[f]) for m in range(sizes[g])]
    p = len(columns)
    arms = [(t, levels) for t, test in enumerate(tests) for levels in test["levels"]]
    x = np.array([[float(all(levels[f] == l for f, l in zip(*column))) for column in columns] for _, levels in arms])
    z = np.hstack([x, np.eye(len(arms))])
    precision = np.array([(sd_main if len(c[0]) == 1 else sd_pair) ** -2 for c in columns] + [sd_arm**-2] * len(arms))
    cells, offset = [], 0
    for test in tests:
        k = len(test["levels"])
        n, c = np.array(test["exposure"], float), np.array(test["conversions"], float)
        for s in range(n.shape[1]):
            cells.append((np.arange(offset, offset + k), n[:, s] / n[:, s].sum(), c[:, s] / test["phi"]))
        offset += k

    def parts(b):
        eta = z @ b
        value, slope, hessian = 0.0, np.zeros(len(arms)), np.zeros((len(arms), len(arms)))
        for rows, share, c in cells:
            w = share * np.exp(eta[rows])
            q = w / w.sum()
            value += (c * eta[rows]).sum() - c.sum() * np.log(w.sum())
            slope[rows] += c - c.sum() * q
            hessian[np.ix_(rows, rows)] += c.sum() * (np.diag(q) - np.outer(q, q))
        return -value + 0.5 * (precision * b**2).sum(), -(z.T @ slope) + precision * b, z.T @ hessian @ z + np.diag(precision)

    b = np.zeros(z.shape[1])
    found = optimize.minimize(lambda v: parts(v)[0], b, jac=lambda v: parts(v)[1], hess=lambda v: parts(v)[2], method="trust-exact", options={"gtol": 1e-11})
    value, _, hessian = parts(found.x)
    covariance = np.linalg.inv(hessian)
    marginal = -value + 0.5 * np.log(precision).sum() - 0.5 * np.linalg.slogdet(hessian)[1]
    return p, found.x[:p], np.sqrt(np.diag(covariance)[:p]), marginal


for sizes, pairs, phi, count in [((2, 2), [(0, 1)], 1.0, 1), ((3, 2), [], 1.6, 2), ((3, 4, 2), [(0, 1), (1, 2)], 1.3, 3)]:
    effects = [rng.normal(0, 0.2, size) for size in sizes]
    tests = []
    for _ in range(count):
        all_levels = [tuple(int(v) for v in np.unravel_index(i, sizes)) for i in range(int(np.prod(sizes)))]
        keep = [all_levels[i] for i in sorted(rng.permutation(len(all_levels))[: max(3, int(0.8 * len(all_levels)))])]
        n = rng.integers(500, 4000, (len(keep), 4))
        rate = np.array([0.01 * np.exp(sum(e[l] for e, l in zip(effects, levels)) + rng.normal(0, 0.05)) for levels in keep])
        tests.append({"levels": keep, "exposure": n.tolist(), "conversions": rng.poisson(n * rate[:, None] * rng.uniform(0.5, 2, 4)).tolist(), "phi": phi})
    for sd_main, sd_pair, sd_arm in [(0.2, 0.1, 0.06), (0.05, 0.025, 0.35)]:
        _, mode, deviation, marginal = problem(sizes, tests, pairs, sd_main, sd_pair, sd_arm)
        out.append({"sizes": sizes, "pairs": pairs, "tests": tests, "main": sd_main, "pair": sd_pair, "arm": sd_arm,
                    "coefficients": mode.tolist(), "deviations": deviation.tolist(), "logMarginal": marginal})
json.dump(out, open(os.path.join(os.path.dirname(__file__), "fixtures", "factors.json"), "w"), indent=0)
