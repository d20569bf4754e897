"""Reference numbers of src/stats/experiment and comparison/mantel-haenszel (written to fixtures/experiment.json), from SciPy."""
import itertools, json, os
import numpy as np
from scipy import integrate, optimize, stats as st, special as sp

out = {"mantelHaenszel": [], "exactMultinomial": [], "dirichletMultinomial": [], "tests": [], "bayesian": []}
rng = np.random.default_rng(11)

# Greenland, Robins 1985: person-time (eq. 12) and cohort (eq. 13) variances of the logarithm.
for k, phi in [(1, 1.0), (4, 1.0), (7, 2.3)]:
    n1, n2 = rng.integers(200, 9000, k).astype(float), rng.integers(200, 9000, k).astype(float)
    c1, c2 = rng.poisson(n1 * 0.04).astype(float), rng.poisson(n2 * 0.03).astype(float)
    n = n1 + n2
    r, s = (c1 * n2 / n).sum(), (c2 * n1 / n).sum()
    person_time = ((c1 + c2) * n1 * n2 / n**2).sum() / (r * s)
    cohort = (((c1 + c2) * n1 * n2 - c1 * c2 * n) / n**2).sum() / (r * s)
    for repeatable, variance in [(True, person_time), (False, cohort)]:
        half = st.norm.ppf(0.975) * np.sqrt(phi * variance)
        out["mantelHaenszel"].append({
            "strata": np.c_[c1, n1, c2, n2].tolist(), "phi": phi, "repeatable": repeatable, "ratio": r / s, "logVariance": phi * variance,
            "low": r / s * np.exp(-half), "high": r / s * np.exp(half), "p": 2 * st.norm.sf(abs(np.log(r / s)) / np.sqrt(phi * variance))})


def exact_multinomial(counts, design):
    total = sum(counts)
    seen = st.multinomial.logpmf(counts, total, design)
    p = 0.0
    for head in itertools.product(range(total + 1), repeat=len(counts) - 1):
        if sum(head) <= total:
            height = st.multinomial.logpmf([*head, total - sum(head)], total, design)
            if height <= seen + 1e-7:
                p += np.exp(height)
    return min(1.0, p)


for counts, design in [([3, 11], [0.5, 0.5]), ([0, 9], [0.3, 0.7]), ([480, 560], [0.5, 0.5]), ([1, 0], [0.5, 0.5])]:
    out["exactMultinomial"].append({"counts": counts, "design": design, "p": float(st.binomtest(counts[0], sum(counts), design[0]).pvalue)})
for counts, design in [([2, 9, 4], [1 / 3, 1 / 3, 1 / 3]), ([14, 3, 8], [0.5, 0.2, 0.3]), ([0, 6, 1, 2], [0.25, 0.25, 0.25, 0.25])]:
    out["exactMultinomial"].append({"counts": counts, "design": design, "p": float(exact_multinomial(counts, design))})

for counts, design in [([5000, 5600], [0.5, 0.5]), ([120, 260, 390], [1 / 6, 2 / 6, 3 / 6]), ([0, 3], [0.5, 0.5]), ([1_000_000, 1_004_000], [0.5, 0.5])]:
    alpha = 100 * np.array(design)
    value = st.dirichlet_multinomial.logpmf(counts, alpha, sum(counts)) - st.multinomial.logpmf(counts, sum(counts), design)
    out["dirichletMultinomial"].append({"counts": counts, "design": design, "logEvidence": float(value)})


def log_normal_population(tests):
    c = np.array([t[:, 1].sum() + 0.5 for t in tests])
    y = np.log(c / np.array([t[:, 0].sum() for t in tests]))
    fixed = (c * y).sum() / c.sum()
    q = (c * (y - fixed) ** 2).sum()
    between = max(1e-4, (q - (len(c) - 1)) / (c.sum() - (c**2).sum() / c.sum()))
    w = 1 / (1 / c + between)
    return (w * y).sum() / w.sum(), between


def read_tests(tests):
    """Posterior over spread (half-normal 0.5) and every test's typical log rate, by grids instead of Laplace."""
    population = log_normal_population(tests) if len(tests) >= 10 else None
    cvs = np.exp(np.linspace(np.log(0.01), np.log(2), 241))
    rates = np.linspace(np.log(1e-4), np.log(0.5), 4001)
    prior = np.zeros_like(rates) if population is None else st.norm.logpdf(rates, population[0], np.sqrt(population[1]))
    log_post = np.log(cvs) - cvs**2 / 0.5
    inner = np.zeros((len(tests), len(cvs), len(rates)))
    for k, cv in enumerate(cvs):
        a = cv**-2
        for t, arms in enumerate(tests):
            n, c = arms[:, :1], arms[:, 1:]
            b = a * np.exp(-rates)
            height = (sp.gammaln(a + c) - sp.gammaln(a) + a * np.log(b) - (a + c) * np.log(b + n)).sum(0) + prior
            inner[t, k] = height
            log_post[k] += sp.logsumexp(height)
    weight = np.exp(log_post - sp.logsumexp(log_post))
    beliefs = []
    for t, arms in enumerate(tests):
        given = np.exp(inner[t] - sp.logsumexp(inner[t], axis=1, keepdims=True)) * weight[:, None]
        n, c = arms[:, 0], arms[:, 1]
        a, b = cvs[:, None] ** -2, cvs[:, None] ** -2 * np.exp(-rates)
        means = [float((given * (a + ci) / (b + ni)).sum()) for ni, ci in zip(n, c)]
        draws = rng.choice(given.size, 400_000, p=given.ravel() / given.sum())
        shape, scale = np.broadcast_to(a, given.shape).ravel()[draws], b.ravel()[draws]
        x = np.stack([rng.gamma(shape + ci) / (scale + ni) for ni, ci in zip(n, c)])
        best = np.bincount(x.argmax(0), minlength=len(n)) / x.shape[1]
        beliefs.append({"rates": means, "probabilityBest": best.tolist(), "loss": (x.max(0).mean() - x.mean(1)).tolist()})
    return float((weight * cvs).sum()), beliefs


for count, arms, cv in [(1, 4, 0.3), (3, 3, 0.2), (12, 4, 0.15)]:
    tests = []
    for _ in range(count):
        n = rng.integers(2000, 12000, arms)
        tests.append(np.c_[n, rng.poisson(n * 0.012 * rng.lognormal(0, 0.3) * rng.gamma(cv**-2, cv**2, arms))].astype(float))
    spread, beliefs = read_tests(tests)
    out["tests"].append({"tests": [t.tolist() for t in tests], "cv": spread, "beliefs": beliefs})


def bayesian(cells, phi, deviation):
    """Posterior of the ratio under N(0, deviation^2), by adaptive quadrature."""
    c1, n1, c2, n2 = np.array(cells, float).T
    q = n1 / (n1 + n2)
    height = lambda x: float((c1 * x - (c1 + c2) * np.log1p(q * np.expm1(x))).sum() / phi) - x * x / (2 * deviation**2)
    mode = optimize.minimize_scalar(lambda x: -height(x), bracket=(-0.5, 0.5), tol=1e-12).x
    f = lambda x: np.exp(height(x) - height(mode))
    low, high = mode - 9 * deviation, mode + 9 * deviation
    of = lambda g, a, b: integrate.quad(lambda x: g(x) * f(x), a, b, points=[mode] if a < mode < b else None, epsabs=0, epsrel=1e-11, limit=400)[0]
    one = lambda x: 1.0
    total = of(one, low, high)
    at = lambda p: float(np.exp(optimize.brentq(lambda x: of(one, low, x) / total - p, low + 1e-9, high, xtol=1e-12)))
    return {"cells": cells, "phi": phi, "deviation": deviation, "ratio": at(0.5), "low": at(0.025), "high": at(0.975),
            "probabilityBetter": of(one, 0, high) / total, "lossOfFirst": of(lambda x: -np.expm1(x), low, 0) / total,
            "lossOfSecond": of(np.expm1, 0, high) / total}


for cells, phi, deviation in [
    ([[12, 1000, 8, 900], [9, 700, 11, 800], [20, 1500, 13, 1200]], 1.7, 0.4),
    ([[0, 500, 3, 400], [1, 300, 2, 900]], 1.0, 0.2),
    ([[1450, 90000, 1320, 95000], [620, 20000, 3100, 120000]], 2.5, 0.18),
    ([[3, 100, 40, 9000]], 1.0, 1.5),
]:
    out["bayesian"].append(bayesian(cells, phi, deviation))

json.dump(out, open(os.path.join(os.path.dirname(__file__), "fixtures", "experiment.json"), "w"), indent=0)
