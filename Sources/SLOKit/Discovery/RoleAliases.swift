// The names by which loggers of the world call what a config maps to roles: OpenTelemetry's semantic
// conventions, ECS, nginx, Apache, Envoy, Caddy, Traefik, IIS and W3C, Cloudflare, CloudTrail, the
// Kubernetes audit log, and what people write themselves. In lower case and without what parts words,
// the surest name first. Where a file has a request's end and its beginning, the end is meant.

extension Role {
  /// The names that fields of this role have, the surest first.
  var aliases: [String] {
    switch self {
    case .timestamp:
      [
        "ts", "timestamp", "time", "eventtime", "edgeendtimestamp", "endtime", "finishedat",
        "completedat", "stagetimestamp", "requestreceivedtimestamp", "timeunixnano", "timeiso8601",
        "msec", "datetime", "date", "t", "asctime", "logtime", "createdat", "realtimetimestamp",
        "edgestarttimestamp", "starttime", "startutc", "startlocal", "observedtimeunixnano",
      ]
    case .status:
      [
        "httpresponsestatuscode", "httpstatuscode", "httpstatus", "statuscode", "status",
        "responsestatuscode", "responsestatus", "responsecode", "downstreamstatus", "respstatus",
        "edgeresponsestatus", "scstatus", "resstatuscode", "responsestatuscode", "httpresponsecode",
        "originresponsestatus", "upstreamstatus", "code",
      ]
    case .duration:
      [
        "httpserverrequestduration", "durationms", "latencyms", "elapsedms", "durationus",
        "latencyus", "durationns", "latencyns", "durationseconds", "latencyseconds", "duration",
        "latency", "requesttime", "requestduration", "responsetime", "responsetimems", "resptime",
        "elapsed", "elapsedtime", "timetaken", "took", "eventduration", "totaltime", "tookms",
        "timems", "originresponsetime", "upstreamresponsetime", "dur",
      ]
    case .customer:
      [
        "customer", "customerid", "customername", "tenant", "tenantid", "tenantname", "account",
        "accountid", "org", "orgid", "organization", "organizationid", "workspace", "workspaceid",
        "useridentityaccountid", "recipientaccountid", "enduserid", "userid", "username", "user",
        "remoteuser", "clientid", "apikeyid", "actorlogin", "project", "projectid",
      ]
    case .origin:
      [
        "origin", "errororigin", "fault", "faultdomain", "blame", "responsible", "causedby",
        "errorsource", "failureorigin",
      ]
    case .service:
      [
        "service", "servicename", "app", "appname", "application", "kubernetescontainername",
        "containername", "component", "eventsource", "routername", "upstreamcluster", "job",
      ]
    case .route:
      [
        "httproute", "route", "endpoint", "urlpath", "path", "requestpath", "uri", "requesturi",
        "urioriginal", "csuristem", "clientrequestpath", "httptarget", "eventname", "url",
      ]
    case .method:
      [
        "httprequestmethod", "httpmethod", "method", "requestmethod", "verb", "csmethod",
        "clientrequestmethod",
      ]
    case .trace:
      ["traceid", "trace", "oteltraceid", "ddtraceid", "xb3traceid", "traceparent", "xtraceid"]
    case .id:
      [
        "requestid", "reqid", "xrequestid", "eventid", "rayid", "spanid", "id", "uuid", "auditid",
      ]
    case .weight: []
    }
  }

  /// Names of numbers that say how many requests a line may stand for.
  static let weightNames: Set<String> = ["samplerate", "weight", "sampling", "samplingrate"]
}

/// The names of fields that tell good from failed where there is no status.
enum OutcomeAliases {
  /// True where all went well.
  static let good: Set<String> = ["success", "succeeded", "ok", "issuccess", "successful"]
  /// True where it did not.
  static let failed: Set<String> = ["failed", "iserror", "error", "failure", "haserror"]
  /// Words for how it went.
  static let outcomes: Set<String> = [
    "outcome", "eventoutcome", "result", "status", "state", "grpccode", "grpcstatus", "httpresult",
  ]
  /// There only where something failed.
  static let errors: Set<String> = [
    "errorcode", "errortype", "exception", "exceptiontype", "errormessage", "error", "err",
  ]
  static let levels: Set<String> = ["level", "severity", "severitytext", "loglevel", "lvl"]
  /// What outcomes are called that are good.
  static let goodWords: Set<String> = [
    "success", "succeeded", "successful", "ok", "pass", "passed", "completed", "complete",
  ]
  static let badLevels: Set<String> = [
    "error", "err", "fatal", "critical", "crit", "panic", "alert", "emerg", "emergency",
  ]
}

/// The methods of HTTP, and the verbs of the Kubernetes API.
let methodWords: Set<String> = [
  "get", "head", "post", "put", "delete", "connect", "options", "trace", "patch", "list", "watch",
  "create", "update", "deletecollection",
]
