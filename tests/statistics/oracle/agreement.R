# Works every case of statistics_cases out again with R's own functions where it has them, and compares. Exits 1 on any disagreement.
#   Rscript agreement.R FOLDER
folder <- commandArgs(trailingOnly = TRUE)[1]
given <- function(name, ...) read.csv(file.path(folder, name), ...)
failed <- FALSE

# Largest difference, as a share of the value where that is above 1.
report <- function(what, cases, ours, theirs, within = 1e-9) {
  error <- max(abs(ours - theirs) / pmax(1, abs(theirs)))
  fine <- is.finite(error) && error <= within
  if (!fine) failed <<- TRUE
  cat(sprintf("%-44s %7d cases  largest difference %.1e  %s\n", what, cases, error, if (fine) "agrees" else paste("DISAGREES, over", within)))
}
same <- function(what, cases, alike) {
  if (!all(alike)) failed <<- TRUE
  cat(sprintf("%-44s %7d cases  %s\n", what, cases, if (all(alike)) "the same in every one" else sprintf("DISAGREES in %d", sum(!alike))))
}
z <- qnorm(0.975)

p <- given("proportion.csv")
wilson <- suppressWarnings(mapply(function(x, n) prop.test(x, n, correct = FALSE)$conf.int, p$x, p$n))
report("proportion: prop.test", nrow(p), cbind(p$estimate, p$lower, p$upper), cbind(p$x / p$n, t(wilson)))

r <- given("rate.csv")
# The rate that poisson.test compares with does not matter here; one near the figure keeps its p-value quick.
exact <- function(of) t(mapply(function(x, n) poisson.test(x, n, r = (x + 1) / n)$conf.int, of$count, of$population)) * 1e5
small <- r[r$count < 10, ]
report("rate, fewer than 10: poisson.test", nrow(small), cbind(small$lower, small$upper), exact(small))
byar <- function(x, sign) x * (1 - 1 / (9 * x) + sign * z / (3 * sqrt(x)))^3
big <- r[r$count >= 10, ]
report("rate, 10 and more: Byar", nrow(big), cbind(big$rate, big$lower, big$upper),
       cbind(big$count, byar(big$count, -1), byar(big$count + 1, 1)) / big$population * 1e5)
some <- big[seq(1, nrow(big), length.out = 1000), ]
report("  which is near poisson.test", nrow(some), cbind(some$lower, some$upper), exact(some), within = 3e-3)

q <- given("ratio.csv")
some <- q$a > 0
s <- q[some, ]
log_ratio <- log(s$a) - log(s$n) - log(s$b) + log(s$m)
error <- sqrt(1 / s$a + 1 / s$b)
report("rate ratio: log", nrow(s), cbind(s$ratio, s$lower, s$upper), exp(log_ratio + cbind(0, -z * error, z * error)))
none <- q[!some, ]
report("rate ratio, no events: poisson.test", nrow(none), none$upper,
       mapply(function(a, n, b, m) poisson.test(c(a, b), c(n, m))$conf.int[2], none$a, none$n, none$b, none$m))
fits <- s[seq(1, nrow(s), length.out = 500), ]
by_glm <- t(mapply(function(a, n, b, m) {
  fit <- suppressWarnings(glm(c(b, a) ~ c(0, 1) + offset(log(c(m, n))), family = poisson, epsilon = 1e-12))
  exp(coef(fit)[2] + c(0, -z, z) * sqrt(vcov(fit)[2, 2]))
}, fits$a, fits$n, fits$b, fits$m))
report("  Poisson regression: glm", nrow(fits), cbind(fits$ratio, fits$lower, fits$upper), by_glm, within = 1e-6)

f <- given("funnel.csv")
average <- ave(f$x, f$chart, FUN = sum) / ave(f$n, f$chart, FUN = sum)
limit <- function(tail) pmin(1, pmax(0, qnorm(tail, average, sqrt(average * (1 - average) / f$n))))
limits <- cbind(limit(0.025), limit(0.975), limit(0.001), limit(0.999))
report("funnel", nrow(f), as.matrix(f[c("average", "estimate", "lower95", "upper95", "lower998", "upper998")]),
       cbind(average, f$x / f$n, limits))
same("funnel: outside", nrow(f), (f$outside == 1) == (f$x / f$n < limits[, 3] | f$x / f$n > limits[, 4]))

# Every point of a stretch of at least `least` equal steps that are not 0.
in_runs <- function(steps, least) {
  steps[is.na(steps)] <- 0
  runs <- rle(steps)
  rep(runs$values != 0 & runs$lengths >= least, runs$lengths)
}
side <- function(away, line) ifelse(is.na(away), 0, ifelse(away > line + 1e-9, 1, ifelse(away < -line - 1e-9, -1, 0)))
signals <- function(v, mean, reach) {
  away <- v - mean
  n <- length(v)
  rising <- in_runs(sign(diff(v)), 6)
  far <- side(away, 2 / 3 * reach)
  two <- logical(n)
  if (n > 2) for (i in 1:(n - 2)) if (!anyNA(v[i:(i + 2)])) for (s in c(-1, 1))
    if (sum(far[i:(i + 2)] == s) >= 2) two[i:(i + 2)] <- two[i:(i + 2)] | far[i:(i + 2)] == s
  paste0(+(side(away, reach) != 0), +in_runs(side(away, 0), 7), +(c(rising, FALSE) | c(FALSE, rising)), +two)
}
x <- given("xmr.csv", colClasses = c("integer", "numeric", "character"))
l <- given("xmr_limits.csv")
values <- split(x$value, x$chart)
mean_of <- sapply(values, mean, na.rm = TRUE)
range_of <- sapply(values, function(v) mean(abs(diff(v)), na.rm = TRUE))
report("xmr", nrow(l), as.matrix(l[-1]), cbind(mean_of, range_of, mean_of - 2.66 * range_of, mean_of + 2.66 * range_of))
same("xmr: signals", nrow(x), x$signals == unlist(mapply(signals, values, mean_of, 2.66 * range_of)))

e <- given("erlang.csv")
share <- function(c, load) {
  blocked <- dpois(c, load) / ppois(c, load)
  waits <- c * blocked / (c - load * (1 - blocked))
  ifelse(c > load, 1 - waits * exp(-(c - load) * e$minutes / e$service), 0)
}
load <- e$arrivals * e$service / 60
report("erlang: share, by dpois and ppois", nrow(e), e$share, share(e$officers, load))
same("erlang: the fewest officers", nrow(e), e$share >= e$target & (e$officers == 1 | share(e$officers - 1, load) < e$target))

i <- given("its.csv")
ours <- given("its_effects.csv")
series <- split(i, i$series)
report("its: lm", nrow(ours), ours$effect, sapply(series, function(s) coef(lm.fit(cbind(1, s$when - s$when[1], s$after), s$value))[3]))
width <- function(s) {
  X <- cbind(1, s$when - mean(s$when), s$after)
  n <- nrow(X)
  a <- X %*% solve(crossprod(X))[, 3]
  each <- sapply(seq(0, 0.95, by = 0.05), function(carry) {
    S <- toeplitz(carry^(0:(n - 1)))
    V <- solve(S)
    XVX <- t(X) %*% V %*% X
    rest <- s$value - X %*% solve(XVX, t(X) %*% V %*% s$value)
    squares <- c(t(rest) %*% V %*% rest)
    c(-(determinant(S)$modulus + determinant(XVX)$modulus + (n - 3) * log(squares)) / 2, sqrt(squares / (n - 3) * c(t(a) %*% S %*% a)))
  })
  weight <- exp(each[1, ] - max(each[1, ]))
  missed <- function(h) sum(weight * 2 * pt(-h / each[2, ], n - 3)) / sum(weight) - 0.05
  uniroot(missed, c(0, max(each[2, ]) * qt(0.975, n - 3) * 1.001), tol = 1e-12)$root
}
chosen <- seq(1, nrow(ours), length.out = 500)
report("  its: width of the interval", length(chosen), (ours$upper - ours$lower)[chosen] / 2, sapply(series[chosen], width), within = 1e-6)

d <- given("did.csv")
ours <- given("did_effects.csv")
effect <- function(s) {
  X <- cbind(outer(s$unit, unique(s$unit), "==") + 0, outer(s$period, sort(unique(s$period)), "==") + 0)
  free <- s$treated == 0
  fit <- coef(lm.fit(X[free, , drop = FALSE], s$value[free]))
  # A figure is foretold only when its unit and period are in what was fitted.
  seen <- s$unit %in% s$unit[free] & s$period %in% s$period[free]
  fit[is.na(fit)] <- 0
  mean((s$value - c(X %*% fit))[!free & seen])
}
interval <- function(s) {
  changed <- unique(s$unit[s$treated == 1])
  changed <- changed[changed %in% s$unit[s$treated == 0]]
  never <- setdiff(unique(s$unit), unique(s$unit[s$treated == 1]))
  parts <- sapply(list(changed, never), function(units) {
    without <- sapply(units, function(u) effect(s[s$unit != u, ]))
    c((length(units) - 1) / length(units) * sum((without - mean(without))^2), length(units) - 1)
  })
  variance <- sum(parts[1, ])
  middle <- effect(s)
  middle + c(0, -1, 1) * sqrt(variance) * qt(0.975, variance^2 / sum(parts[1, ]^2 / parts[2, ]))
}
panels <- split(d, d$panel)[as.character(ours$panel)]
report("did: lm on what had not changed, jackknife", nrow(ours), as.matrix(ours[-1]), t(sapply(panels, interval)), within = 1e-8)

quit(status = if (failed) 1 else 0)
