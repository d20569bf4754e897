"""The ranking model of src/stats/ranking with NumPy and SciPy, vectorised, for the speed comparison of
bench/statistics/ranking-speed.ts: reads creative, stratum, exposure and conversions from a CSV file without a header,
prints the seconds of each run and what came out as JSON."""
import json, sys, time
import numpy as np
from scipy import optimize, special as sp, stats as st

rows = np.loadtxt(sys.argv[1], delimiter=",")
creatives, strata = int(rows[:, 0].max()) + 1, int(rows[:, 1].max()) + 1
n, c = np.zeros((creatives, strata)), np.zeros((creatives, strata))
at = rows[:, 0].astype(int), rows[:, 1].astype(int)
n[at], c[at] = rows[:, 2], rows[:, 3]
PHI = 1.5


def rank(n, c):
    C, Cs = c.sum(1), c.sum(0)
    mix = n.sum(0) / n.sum()
    # strata: Newton on the conditional likelihood
    a = np.log(Cs / n.sum(0))
    for _ in range(50):
        mu = n * np.exp(a)
        mu *= (C / mu.sum(1))[:, None]
        info = np.diag(mu.sum(0)) - mu.T @ (mu / np.maximum(C, 1e-12)[:, None])
        move = np.linalg.pinv(info) @ (Cs - mu.sum(0))
        a += move
        if np.abs(move).max() < 1e-10: break
    m = np.exp(a); m /= mix @ m
    E = n * m; total = E.sum(1); e = E / total[:, None]; mu = C[:, None] * e
    Sigma = np.linalg.pinv(info)
    # interaction
    eS = e @ Sigma
    quad = (eS * e).sum(1)
    h = mu * (1 / np.maximum(C, 1e-12)[:, None] + np.diag(Sigma) - 2 * eS + quad[:, None])
    free = 1 - 2 * e + (e ** 2).sum(1)[:, None]
    use = (mu >= 5) & (free >= 0.05)
    num = (((c - mu) ** 2 - PHI * mu * np.maximum(0, 1 - h)) * use).sum(); den = (mu ** 2 * free * use).sum()
    kappa = max(1e-4, (20 * 0.04 + use.sum() * num / den) / (20 + use.sum()))
    # effective counts
    a0 = 0.3 ** -2; b0 = a0 * total.sum() / C.sum(); theta = np.full(len(n), a0 / b0)
    for _ in range(3):
        w = 1 / (PHI + kappa * E * theta[:, None])
        Cst, Est = (w * c).sum(1), (w * E).sum(1)
        theta = (a0 + Cst) / (b0 + Est)
    # prior: the mode, as for more than 1,000 creatives
    def value(p):
        A = np.exp(-2 * p[0]); B = A / np.exp(p[1])
        ll = sp.gammaln(A + Cst) - sp.gammaln(A) - A * np.log1p(Est / B) - Cst * np.log(B + Est)
        return -(ll.sum() + p[0] - np.exp(2 * p[0]) / 0.5)
    best = optimize.minimize(value, [np.log(0.3), np.log(Cst.sum() / Est.sum())], method="Nelder-Mead", options={"xatol": 1e-4, "fatol": 1e-4}).x
    A = np.exp(-2 * best[0]); B = A / np.exp(best[1])
    tm, tv = (A + Cst) / (B + Est), (A + Cst) / (B + Est) ** 2
    # rate on the mix over 15 quantiles of theta
    pm = mix * m; q = (np.arange(15) + 0.5) / 15
    shape = tm ** 2 / tv
    th = sp.gammaincinv(shape[:, None], q) * (tm / shape)[:, None]
    mid, sd = th.mean(1), th.std(1)
    th = tm[:, None] + (th - mid[:, None]) * (np.sqrt(tv) / sd)[:, None]
    mean, inner = np.zeros_like(th), np.zeros_like(th)
    for k in range(len(q)):
        ra = 1 / kappa + th[:, k, None] * E / PHI
        om = (1 / kappa + c / PHI) / ra
        mean[:, k] = th[:, k] * (pm * om).sum(1)
        inner[:, k] = th[:, k] ** 2 * (pm ** 2 * om / ra).sum(1)
    v = mu * (PHI + kappa * mu)
    G = np.diag(v.sum(0)) - e.T @ v - v.T @ e + e.T @ (e * v.sum(1)[:, None])
    d = e - pm
    error = ((d @ (Sigma @ G @ Sigma)) * d).sum(1)
    R = mean.mean(1); V = mean.var(1) + inner.mean(1) + R ** 2 * error
    shape, rate = R ** 2 / V, R / V
    # intervals: Jeffreys, Garwood, posterior with its 10 % quantile
    N = n.sum(1)
    for p in (0.025, 0.975): sp.gammaincinv(C / PHI + 0.5, p)
    sp.gammaincinv(np.maximum(C, 1e-300), 0.025); sp.gammaincinv(C + 1, 0.975)
    for p in (0.025, 0.1, 0.975): sp.gammaincinv(shape, p)
    # probability of being best on 513 points of ln x, and against the mean of the others
    top = sp.gammaincinv(shape, 1 - 1e-6) / rate
    x = np.exp(np.linspace(np.log(np.sort(R)[-50]), np.log(top.max()), 513))
    near = np.where(top > x[0])[0]
    with np.errstate(divide="ignore"): logF = np.log(sp.gammainc(shape[near, None], rate[near, None] * x))
    H = logF.sum(0); w = np.diff(np.exp(H)) / np.maximum(np.diff(H), 1e-300)
    P = np.zeros(len(n)); P[near] = (np.diff(logF, axis=1) * w).sum(1); P /= P.sum()
    B = (N * R).sum() / N.sum()
    for bound in (0.9 * B, 1.1 * B, B): sp.gammainc(shape, rate * bound)
    sp.gammainc(shape + 1, rate * B)
    return R, P


seconds, cpu = [], []
for _ in range(int(sys.argv[2])):
    start, used = time.perf_counter(), time.process_time()
    R, P = rank(n, c)
    seconds.append(time.perf_counter() - start)
    cpu.append(time.process_time() - used)
print(json.dumps({"seconds": seconds, "cpuSeconds": cpu, "rates": {f"c{i}": float(r) for i, r in enumerate(R)},
                  "best": {f"c{i}": float(p) for i, p in enumerate(P) if p > 0.001}}))
