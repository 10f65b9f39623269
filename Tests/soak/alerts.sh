#!/bin/sh
# What takes too long for CI: alerts on traffic in which nothing is wrong.
#
#   Tests/soak/alerts.sh        20 months of 10,000 customers' ordinary traffic, in which a
#                               misattribution must never hold; and 40 years of little traffic that
#                               fails at just its target's rate, at each of four rates, with how often
#                               the policies default and sloth page. Ten minutes or so on one core.
#
# What it last said is in alerts.md beside it.
cd "$(dirname "$0")/../.." || exit
SLOCTL_SOAK=1 exec swift test --filter 'OrdinaryTrafficTests|QuietTrafficTests' "$@"
