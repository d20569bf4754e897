# Reference numbers of src/stats/value (written to fixtures/value.json): quantiles of the product of two independent
# gammas of mean 1 by adaptive quadrature, and the dispersion of a quasi-Poisson glm of amounts over their exposure.
folder <- file.path(dirname(sub("--file=", "", grep("--file=", commandArgs(), value = TRUE))), "fixtures")
cdf <- function(a, b, t) {
  part <- function(u) pgamma(t / qgamma(u, a, a), b, b)
  cuts <- c(0, 1e-6, 1e-3, 0.1, 0.5, 0.9, 0.999, 1 - 1e-6, 1)
  sum(mapply(function(l, h) integrate(part, l, h, rel.tol = 1e-9, subdivisions = 2000L)$value, head(cuts, -1), tail(cuts, -1)))
}
number <- function(x) formatC(x, digits = 15, format = "g")
row <- function(...) paste0("[", paste(number(c(...)), collapse = ", "), "]")
product <- c()
for (a in c(5, 30, 400, 1e5)) for (b in c(1.2, 5, 60)) for (p in c(0.025, 0.1, 0.5, 0.975)) {
  q <- uniroot(function(t) cdf(a, b, t) - p, c(1e-4, 20), tol = 1e-10)$root
  product <- c(product, row(a, b, p, q))
}
set.seed(7)
exposure <- matrix(sample(20:400, 56, TRUE), 4)
amount <- exposure
for (o in 1:4) for (d in 1:14) amount[o, d] <- round(sum(rgamma(rpois(1, 0.03 * o * exposure[o, d]), 0.8, 1 / 5)), 2)
owner <- factor(rep(1:4, 14))
fit <- glm(as.vector(amount) ~ 0 + owner + offset(log(as.vector(exposure))), family = quasipoisson, control = list(epsilon = 1e-14, maxit = 100))
object <- function(o) paste0('{"exposure": ', row(exposure[o, ]), ', "amount": ', row(amount[o, ]), "}")
writeLines(paste0('{\n  "product": [\n    ', paste(product, collapse = ",\n    "), '\n  ],\n  "cells": [\n    ',
  paste(sapply(1:4, object), collapse = ",\n    "), '\n  ],\n  "dispersion": ', number(summary(fit)$dispersion), "\n}"),
  file.path(folder, "value.json"))
