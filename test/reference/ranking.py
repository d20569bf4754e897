"""Reference numbers of src/stats/ranking (written to fixtures/ranking.json): the same model with SciPy's optimiser and
dense numerical integration instead of Newton steps and few nodes."""
import json, os
import numpy as np
from scipy import optimize, special as sp, stats as st

rng = np.random.default_rng(7)
creatives, strata = 7, 4
theta = 0.012 * rng.gamma(10, 1 / 10, creatives)
m = np.array([0.5, 1.0, 1.6, 2.4])
n = np.round(rng.lognormal(8.6, 0.9, (creatives, strata)))
n[rng.random((creatives, strata)) < 0.25] = 0
c = rng.poisson(n * theta[:, None] * m * rng.gamma(25, 1 / 25, (creatives, strata)))
PHI, KAPPA = 1.5, None
mix = n.sum(0) / n.sum()
C, Cs = c.sum(1), c.sum(0)

# stratum multipliers: conditional likelihood by BFGS, polished by Newton through its root
nll = lambda a: -(Cs @ a - C @ np.log(n @ np.exp(a)))
score = lambda a: -(Cs - (n * np.exp(a) * (C / (n @ np.exp(a)))[:, None]).sum(0))
free = lambda b: np.concatenate([[0], b])
start = optimize.minimize(lambda b: nll(free(b)), np.zeros(strata - 1), method="BFGS").x
b = optimize.root(lambda b: score(free(b))[1:], start, tol=1e-14).x
mult = np.exp(free(b)); mult /= mix @ mult
mu = n * mult * (C / (n @ mult))[:, None]
info = np.diag(mu.sum(0)) - (mu.T / C) @ mu
Sigma = np.linalg.pinv(info, rcond=1e-12)

# interaction
e = mu / C[:, None]
num = den = cells = 0
for i in range(creatives):
    if (n[i] > 0).sum() < 2: continue
    for s in range(strata):
        d = 1 - 2 * e[i, s] + (e[i] ** 2).sum()
        if n[i, s] == 0 or mu[i, s] < 5 or d < 0.05: continue
        u = -e[i].copy(); u[s] += 1
        h = mu[i, s] * (1 / C[i] + u @ Sigma @ u)
        num += (c[i, s] - mu[i, s]) ** 2 - PHI * mu[i, s] * (1 - h); den += mu[i, s] ** 2 * d; cells += 1
kappa = max(1e-4, (20 * 0.04 + num / den * cells) / (20 + cells))

# effective counts
E = n * mult
a0 = 0.3 ** -2; b0 = a0 * E.sum() / c.sum()
Cst, Est = np.zeros(creatives), np.zeros(creatives)
for i in range(creatives):
    t = a0 / b0
    for _ in range(3):
        w = 1 / (PHI + kappa * E[i] * t)
        Cst[i], Est[i] = w @ c[i], w @ E[i]
        t = (a0 + Cst[i]) / (b0 + Est[i])

# prior integrated densely: ln cv on 400 points, ln mean on 400 points
lcv = np.linspace(np.log(0.03), np.log(2), 400)
lm = np.log(0.012) + np.linspace(-2.5, 2.5, 801)
A = np.exp(-2 * lcv)[:, None]; B = A / np.exp(lm)[None, :]
ll = lcv[:, None] - np.exp(2 * lcv)[:, None] / (2 * 0.25) + np.zeros_like(B)
for ci, ei in zip(Cst, Est):
    ll += sp.gammaln(A + ci) - sp.gammaln(A) - A * np.log1p(ei / B) - ci * np.log(B + ei)
W = np.exp(ll - ll.max()); W /= W.sum()
tm = np.array([(W * (A + ci) / (B + ei)).sum() for ci, ei in zip(Cst, Est)])
tv = np.array([(W * ((A + ci) * (A + ci + 1) / (B + ei) ** 2)).sum() for ci, ei in zip(Cst, Est)]) - tm ** 2
cv = (W * np.exp(lcv)[:, None]).sum()

# rate on the mix: theta's gamma-matched density integrated on 4,000 quantiles
pm = mix * mult
G = np.zeros((strata, strata))
for i in range(creatives):
    J = np.eye(strata) - np.outer(e[i], np.ones(strata))
    G += J @ np.diag(mu[i] * (PHI + kappa * mu[i])) @ J.T
Robust = Sigma @ G @ Sigma
R, V = [], []
q = (np.arange(4000) + 0.5) / 4000
for i in range(creatives):
    sh = tm[i] ** 2 / tv[i]
    th = st.gamma.ppf(q, sh, scale=tm[i] / sh)[:, None]
    k = np.where(n[i] > 0, 1, 0)
    ra = 1 / kappa + k * th * E[i] / PHI
    om = (1 / kappa + k * c[i] / PHI) / ra
    mean = (th * pm * om).sum(1); var = (th ** 2 * pm ** 2 * om / ra).sum(1)
    ei = E[i] / E[i].sum()
    d = ei - pm
    R.append(mean.mean()); V.append(mean.var() + var.mean() + mean.mean() ** 2 * (d @ Robust @ d))
single = {}
cs, ns = c.sum(1), n.sum(1)
out = dict(exposure=n.tolist(), conversions=c.tolist(), multiplier=mult.tolist(), covariance=Sigma.tolist(), kappa=kappa,
           effectiveConversions=Cst.tolist(), effectiveExposure=Est.tolist(), thetaMean=tm.tolist(), thetaVariance=tv.tolist(),
           cv=cv, mean=R, variance=V)

# probability of being best and expected maximum of ten gammas, by adaptive integration
sh = rng.uniform(2, 60, 10); ra = sh / (0.01 * np.exp(0.25 * rng.standard_normal(10)))
from scipy.integrate import quad
pts = np.linspace(0, 0.06, 60)
def integrate(f):
    return sum(quad(f, a, b, epsabs=1e-13, epsrel=1e-12)[0] for a, b in zip(pts[:-1], pts[1:]))
F = lambda x, j: st.gamma.cdf(x, sh[j], scale=1 / ra[j])
best = [integrate(lambda x: st.gamma.pdf(x, sh[i], scale=1 / ra[i]) * np.prod([F(x, j) for j in range(10) if j != i])) for i in range(10)]
out["best"] = dict(shape=sh.tolist(), rate=ra.tolist(), probability=best,
                   expectedMaximum=integrate(lambda x: 1 - np.prod([F(x, j) for j in range(10)])))
json.dump(out, open(os.path.join(os.path.dirname(__file__), "fixtures", "ranking.json"), "w"), indent=0)
