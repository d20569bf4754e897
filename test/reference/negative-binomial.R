# Reference numbers of src/stats/ranking/prior.ts (written to fixtures/negative-binomial.json): one stratum without
# interaction is a negative binomial regression, fitted here by glmmTMB (nbinom2) and by MASS (glm.nb).
# Debian: r-base-core r-cran-glmmtmb r-cran-mass. Run it in this folder: Rscript negative-binomial.R
library(glmmTMB)
library(MASS)
set.seed(17)

account <- function(creatives, cv) {
  exposure <- round(exp(rnorm(creatives, 8.5, 0.9)))
  quality <- rgamma(creatives, shape = cv^-2, rate = cv^-2)
  list(exposure = exposure, conversions = rpois(creatives, exposure * 0.012 * quality))
}

fit <- function(data) {
  tight <- glmmTMBControl(optCtrl = list(rel.tol = 1e-14, iter.max = 1e4, eval.max = 1e4))
  one <- glmmTMB(conversions ~ 1 + offset(log(exposure)), family = nbinom2, data = data, control = tight)
  two <- glm.nb(conversions ~ 1 + offset(log(exposure)), data = data, control = glm.control(epsilon = 1e-14, maxit = 1000))
  list(glmmTMB = c(exp(fixef(one)$cond[[1]]), sigma(one)), mass = c(exp(coef(two)[[1]]), two$theta),
       logLik = as.numeric(logLik(one)))
}

# ln likelihood of counts given mean and shape, at points off the maximum too
likelihood <- function(data, mean, shape)
  sum(dnbinom(data$conversions, size = shape, mu = mean * data$exposure, log = TRUE))

# mode of likelihood x prior of the spread (half-normal 0.5 on CV, uniform in ln CV and ln rate), as for many creatives
mode <- function(data) {
  height <- function(p) likelihood(data, exp(p[2]), exp(-2 * p[1])) + p[1] - exp(2 * p[1]) / 0.5
  best <- optim(c(log(0.3), log(0.012)), height, control = list(fnscale = -1, reltol = 1e-15, maxit = 1e5))
  best <- optim(best$par, height, control = list(fnscale = -1, reltol = 1e-15, maxit = 1e5))
  c(exp(best$par[2]), exp(best$par[1]))
}

number <- function(x) paste0("[", paste(sprintf("%.17g", x), collapse = ", "), "]")
small <- account(60, 0.35)
large <- account(1200, 0.3)
fitted <- fit(small)
points <- list(c(0.012, 8), c(0.009, 3), c(0.015, 40))
cat("{\n", file = "fixtures/negative-binomial.json", sep = "",
  '"exposure": ', number(small$exposure), ',\n"conversions": ', number(small$conversions),
  ',\n"glmmTMB": ', number(fitted$glmmTMB), ',\n"mass": ', number(fitted$mass), ',\n"logLik": ', sprintf("%.17g", fitted$logLik),
  ',\n"points": [', paste(sapply(points, function(p) number(c(p, likelihood(small, p[1], p[2])))), collapse = ", "),
  '],\n"manyExposure": ', number(large$exposure), ',\n"manyConversions": ', number(large$conversions),
  ',\n"manyMode": ', number(mode(large)), "\n}\n")
