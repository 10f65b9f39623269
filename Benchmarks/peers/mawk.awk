# The job with mawk: mawk -f mawk.awk FILE. Keys in any order; texts without escapes are taken for
# granted. What it prints: see ../README.md.

function text(key,    at, rest) {
  at = index($0, "\"" key "\":")
  if (!at) return ""
  rest = substr($0, at + length(key) + 3)
  sub(/^ *"/, "", rest)
  return substr(rest, 1, index(rest, "\"") - 1)
}

function number(key) { return substr($0, index($0, "\"" key "\":") + length(key) + 3, 12) + 0 }

function minute_number(ts,    y, m) {
  y = substr(ts, 1, 4) + 0
  m = substr(ts, 6, 2) + 0
  if (m <= 2) { y--; m += 12 }
  return (365 * y + int(y / 4) - int(y / 100) + int(y / 400) + int((153 * (m - 3) + 2) / 5) \
    + substr(ts, 9, 2)) * 1440 + substr(ts, 12, 2) * 60 + substr(ts, 15, 2)
}

{
  service = text("service"); customer = text("customer"); minute = substr(text("ts"), 1, 16)
  bad = number("status") >= 500 && text("origin") == "infrastructure"
  valid[service, minute]++; pairs[service, customer]++
  if (bad) { failed[service, minute]++; failures[service, customer]++ }
}

END {
  spans = split("5 30 60 360 4320", span, " ")
  for (key in valid) {
    split(key, part, SUBSEP)
    number_of[key] = minute_number(part[2])
    if (number_of[key] > last) last = number_of[key]
  }
  for (key in valid) {
    split(key, part, SUBSEP)
    all[part[1]] += valid[key]; spent[part[1]] += failed[key]
    for (i = 1; i <= spans; i++)
      if (number_of[key] > last - span[i]) { v[part[1], i] += valid[key]; b[part[1], i] += failed[key] }
  }
  for (service in all) {
    line = service " " all[service] " " spent[service] + 0
    for (i = 1; i <= spans; i++) line = line sprintf(" %d/%d", b[service, i], v[service, i])
    print line | "sort"
  }
  close("sort")
  for (key in pairs) {
    split(key, part, SUBSEP)
    n++; sum += pairs[key]; lost += failures[key]
    check += pairs[key] * pairs[key] * length(part[2]) + failures[key] * pairs[key]
  }
  printf "customers %d %d %d %.0f\n", n, sum, lost, check
}
