// Configs of the tests: the full example of the documentation, and one that has every key there is.

let fullExample = #"""
  {
    "$schema": "https://example.com/slos.schema.json",
    "version": 1,
    "sources": ["/var/log/app/*.ndjson", "logs"],
    "resolution": "1m", "maxSkew": "5m", "forecastFrom": "1h",
    "dedupe": {"horizon": "1h"},
    "events": {
      "format": "ndjson",
      "fields": {
        "timestamp": {"field": "ts", "zone": "UTC"}, "customer": ["tenant.id", "customer"],
        "origin": "origin", "status": "status",
        "duration": {"field": "duration_ms", "unit": "ms"}, "service": "service",
        "route": "route", "method": "method",
        "trace": "trace_id", "id": "request_id", "weight": "sample_rate"
      }
    },
    "attribution": {
      "rules": [{"when": "error.code in ['script_timeout', 'query_too_costly']",
                 "origin": "customer", "objectives": ["api-availability"]}],
      "aliases": {"vendor": "dependency"},
      "default": "unknown"
    },
    "exclusions": [{"from": "2026-10-03T02:00:00Z", "to": "2026-10-03T03:00:00Z",
                    "reason": "announced database upgrade", "objectives": ["api-availability"]}],
    "alerts": {"policy": "default", "keepFiringFor": "5m", "minCustomers": 1},
    "objectives": [
      {
        "name": "api-availability",
        "description": "Requests answered without a failure of ours.",
        "labels": {"team": "platform"},
        "annotations": {"runbook": "https://wiki.example.com/api"},
        "match": "service == 'api' and not route like '/internal/*'",
        "good": "status >= 100 and status < 500",
        "charge": ["infrastructure", "dependency", "unknown"], "excused": "excluded",
        "target": "99.9%", "window": "30d",
        "per": "customer", "overrides": {"acme": "99.95%"},
        "staleAfter": "15m",
        "alerts": {"rules": [{"severity": "page", "factor": 14.4, "long": "1h", "short": "5m",
                              "for": "2m"}],
                   "confidence": 0.95, "minBad": 2,
                   "budgetLow": "10%", "exhaustionForecast": "2d", "keys": false}
      },
      {"name": "api-latency", "match": "service == 'api' and status < 500",
       "good": "duration <= 300ms", "target": "99%",
       "window": {"calendar": "month", "zone": "Europe/Berlin"},
       "budgetingMethod": "timeslices", "slice": "1m", "sliceTarget": "95%",
       "emptySlices": "excluded"}
    ],
    "markers": "deploys.ndjson",
    "daemon": {
      "alertLog": "alerts.ndjson",
      "sinks": [
        {"alertmanager": "http://127.0.0.1:9093"},
        {"webhook": "https://hooks.example.com/slo",
         "headersFile": "/etc/sloctl/webhook.headers"},
        {"command": ["/usr/local/bin/notify"]},
        {"heartbeat": "https://deadman.example.com/ping", "every": "1m"}
      ],
      "maxKeys": 1000000
    }
  }
  """#

let everyKey = #"""
  {
    "$schema": "s", "version": 1, "sources": ["a"], "resolution": "30s", "maxSkew": "1m",
    "forecastFrom": "2h", "maxLine": 2048, "maxKeys": 9, "dedupe": {"horizon": "30m"},
    "events": {
      "format": "logfmt",
      "fields": {
        "timestamp": {"field": ["ts", "time"], "unit": "ms", "zone": "UTC"},
        "customer": {"field": "tenant"}, "origin": "o", "status": "s",
        "duration": {"field": "d", "unit": "us"}, "service": "v", "route": "r", "method": "m",
        "trace": "t", "id": "i", "weight": "w"
      }
    },
    "attribution": {
      "rules": [{"when": "x == 1", "origin": "customer", "objectives": ["all"]}],
      "aliases": {"vendor": "dependency"}, "default": "infrastructure"
    },
    "exclusions": [{"from": "2026-10-03T02:00:00Z", "to": "2026-10-03T03:00:00+00:30",
                    "reason": "upgrade", "objectives": ["all"]}],
    "alerts": {"policy": "pyrra", "keepFiringFor": "1m", "minBad": 3, "minCustomers": 2,
               "confidence": "99%", "budgetLow": 0.2,
               "budgetExhausted": false, "exhaustionForecast": "1d", "keys": true},
    "objectives": [{
      "name": "all", "description": "d", "labels": {"a": "b"}, "annotations": {"c": "d"},
      "match": "true", "good": "status < 500", "charge": ["infrastructure"], "excused": "good",
      "target": 0.999, "window": {"calendar": "quarter", "zone": "UTC"},
      "budgetingMethod": "timeslices", "slice": "30s", "sliceTarget": 0.9, "emptySlices": "good",
      "per": "customer", "overrides": {"acme": "99%"}, "staleAfter": "10m",
      "alerts": {"rules": [
        {"severity": "ticket", "factor": 1.000001, "long": "3h", "short": "90s", "for": "10s"}]}
    }],
    "markers": "m",
    "daemon": {"alertLog": "l", "maxKeys": 5, "maxSources": 6, "maxWaiting": 7,
     "sinks": [
      {"alertmanager": "http://a", "headersFile": "h"}, {"webhook": "https://b"},
      {"command": ["c", ""]}, {"heartbeat": "https://d", "every": "10s"}]}
  }
  """#
