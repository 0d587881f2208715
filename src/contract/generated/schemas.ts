// Generated from src/contract/*.openapi.yaml by `npm run gen`. Do not edit.
export const definitions: Readonly<Record<string, object>> = {
 "Text": {
  "description": "A text in both languages of the suite. Persian is the language of the law.",
  "type": "object",
  "additionalProperties": false,
  "required": [
   "fa"
  ],
  "properties": {
   "fa": {
    "type": "string",
    "minLength": 1
   },
   "en": {
    "type": "string",
    "minLength": 1
   }
  }
 },
 "BilingualText": {
  "type": "object",
  "additionalProperties": false,
  "required": [
   "fa",
   "en"
  ],
  "properties": {
   "fa": {
    "type": "string",
    "minLength": 1
   },
   "en": {
    "type": "string",
    "minLength": 1
   }
  }
 },
 "NormativeSentence": {
  "description": "What a requirement demands, in both languages; each says how binding it is.",
  "type": "object",
  "additionalProperties": false,
  "required": [
   "fa",
   "en"
  ],
  "properties": {
   "fa": {
    "type": "string",
    "pattern": "(باید|ممنوع|شایسته|می‌توان)"
   },
   "en": {
    "type": "string",
    "pattern": "(MUST|SHOULD|MAY)"
   }
  }
 },
 "Sha256": {
  "type": "string",
  "pattern": "^sha256:[0-9a-f]{64}$",
  "description": "Lower-case hexadecimal SHA-256 with its prefix."
 },
 "Instant": {
  "type": "string",
  "format": "date-time",
  "description": "RFC 3339 instant; written by the suite in UTC."
 },
 "Layer": {
  "type": "string",
  "enum": [
   "technical",
   "data",
   "coding",
   "organisational",
   "legal"
  ]
 },
 "Level": {
  "type": "string",
  "enum": [
   "MUST",
   "SHOULD",
   "MAY"
  ],
  "description": "RFC 2119 and RFC 8174."
 },
 "Tier": {
  "type": "string",
  "enum": [
   "bronze",
   "silver",
   "gold"
  ]
 },
 "Gate": {
  "type": "string",
  "enum": [
   "hard",
   "major",
   "score",
   "info"
  ]
 },
 "SafetyClass": {
  "type": "string",
  "enum": [
   "S0",
   "S1",
   "S2",
   "S3",
   "S4",
   "S5"
  ]
 },
 "SourceTier": {
  "type": "string",
  "enum": [
   "law",
   "official",
   "observed",
   "proposal"
  ],
  "description": "Where a rule comes from. Nothing that is our own proposal is presented as the IT organisation's."
 },
 "EvidenceKind": {
  "type": "string",
  "enum": [
   "lint",
   "probe",
   "data",
   "doc",
   "scenario"
  ]
 },
 "RequirementId": {
  "type": "string",
  "pattern": "^EGIF-(TEC|DAT|COD|ORG|LEG)-[A-Z]{2,3}-[0-9]{3}$"
 },
 "CheckId": {
  "type": "string",
  "pattern": "^(lint|probe|data|coding|document)/[a-z0-9]+(-[a-z0-9.]+)*$"
 },
 "ProfileRef": {
  "type": "string",
  "pattern": "^[a-z][a-z0-9-]*(@[0-9]+\\.[0-9]+\\.[0-9]+)?$",
  "description": "id or id@version"
 },
 "Verdict": {
  "type": "string",
  "enum": [
   "passed",
   "failed",
   "cantTell",
   "inapplicable",
   "untested",
   "waived"
  ],
  "description": "EARL outcome words and waived."
 },
 "RunVerdict": {
  "type": "string",
  "enum": [
   "granted",
   "conditional",
   "incomplete",
   "refused"
  ]
 },
 "Predicate": {
  "description": "The closed applicability language; three-valued over facts, no code.",
  "oneOf": [
   {
    "type": "object",
    "additionalProperties": false,
    "required": [
     "all"
    ],
    "properties": {
     "all": {
      "type": "array",
      "minItems": 1,
      "items": {
       "$ref": "#/$defs/Predicate"
      }
     }
    }
   },
   {
    "type": "object",
    "additionalProperties": false,
    "required": [
     "any"
    ],
    "properties": {
     "any": {
      "type": "array",
      "minItems": 1,
      "items": {
       "$ref": "#/$defs/Predicate"
      }
     }
    }
   },
   {
    "type": "object",
    "additionalProperties": false,
    "required": [
     "not"
    ],
    "properties": {
     "not": {
      "$ref": "#/$defs/Predicate"
     }
    }
   },
   {
    "type": "object",
    "additionalProperties": false,
    "required": [
     "eq"
    ],
    "properties": {
     "eq": {
      "type": "array",
      "minItems": 2,
      "maxItems": 2
     }
    }
   },
   {
    "type": "object",
    "additionalProperties": false,
    "required": [
     "in"
    ],
    "properties": {
     "in": {
      "type": "array",
      "minItems": 2,
      "maxItems": 2
     }
    }
   },
   {
    "type": "object",
    "additionalProperties": false,
    "required": [
     "contains"
    ],
    "properties": {
     "contains": {
      "type": "array",
      "minItems": 2,
      "maxItems": 2
     }
    }
   },
   {
    "type": "object",
    "additionalProperties": false,
    "required": [
     "gte"
    ],
    "properties": {
     "gte": {
      "type": "array",
      "minItems": 2,
      "maxItems": 2
     }
    }
   },
   {
    "type": "object",
    "additionalProperties": false,
    "required": [
     "exists"
    ],
    "properties": {
     "exists": {
      "type": "string"
     }
    }
   }
  ]
 },
 "Params": {
  "type": "object",
  "additionalProperties": true,
  "description": "Parameters of a requirement by name; the profile may set them. The effective value is printed in every finding."
 },
 "CheckMethod": {
  "description": "One way in which a requirement is to be examined. Either checks do it, or a reason says why none does yet.",
  "type": "object",
  "additionalProperties": false,
  "required": [
   "by"
  ],
  "properties": {
   "by": {
    "$ref": "#/$defs/EvidenceKind"
   },
   "checks": {
    "type": "array",
    "minItems": 1,
    "uniqueItems": true,
    "items": {
     "$ref": "#/$defs/CheckId"
    }
   },
   "notTestedReason": {
    "type": "string",
    "minLength": 10
   },
   "idea": {
    "type": "string"
   },
   "requests": {
    "type": "array",
    "items": {
     "type": "string"
    }
   },
   "assert": {
    "type": "array",
    "items": {
     "type": "string"
    }
   },
   "artefact": {},
   "attestedBy": {},
   "validate": {},
   "workflow": {},
   "role": {},
   "customFunction": {}
  },
  "oneOf": [
   {
    "required": [
     "checks"
    ]
   },
   {
    "required": [
     "notTestedReason"
    ]
   }
  ]
 },
 "Requirement": {
  "type": "object",
  "additionalProperties": false,
  "required": [
   "id",
   "rev",
   "layer",
   "topic",
   "level",
   "tier",
   "gate",
   "weight",
   "title",
   "statement",
   "rationale",
   "source",
   "refs",
   "origin",
   "check",
   "safety",
   "automation",
   "needs",
   "params",
   "evidence",
   "falsePositives",
   "notApplicableWhen"
  ],
  "properties": {
   "id": {
    "$ref": "#/$defs/RequirementId"
   },
   "rev": {
    "type": "integer",
    "minimum": 1
   },
   "layer": {
    "$ref": "#/$defs/Layer"
   },
   "topic": {
    "type": "string",
    "pattern": "^(TEC|DAT|COD|ORG|LEG)-[A-Z]{2,3}$"
   },
   "level": {
    "$ref": "#/$defs/Level"
   },
   "tier": {
    "$ref": "#/$defs/Tier"
   },
   "gate": {
    "$ref": "#/$defs/Gate"
   },
   "weight": {
    "type": "integer",
    "enum": [
     1,
     2,
     3,
     5,
     8
    ]
   },
   "title": {
    "$ref": "#/$defs/BilingualText"
   },
   "statement": {
    "$ref": "#/$defs/NormativeSentence"
   },
   "rationale": {
    "type": "string"
   },
   "source": {
    "$ref": "#/$defs/SourceTier"
   },
   "refs": {
    "type": "array",
    "items": {
     "type": "string"
    }
   },
   "origin": {
    "type": "array",
    "minItems": 1,
    "items": {
     "type": "string"
    }
   },
   "check": {
    "type": "array",
    "minItems": 1,
    "items": {
     "$ref": "#/$defs/CheckMethod"
    }
   },
   "safety": {
    "$ref": "#/$defs/SafetyClass"
   },
   "automation": {
    "type": "string",
    "enum": [
     "full",
     "partial",
     "manual"
    ]
   },
   "needs": {
    "type": "array",
    "items": {
     "type": "string"
    }
   },
   "params": {
    "$ref": "#/$defs/Params"
   },
   "evidence": {
    "type": "array",
    "minItems": 1,
    "items": {
     "type": "string"
    }
   },
   "falsePositives": {
    "type": "string"
   },
   "notApplicableWhen": {
    "type": "string",
    "minLength": 3
   },
   "appliesWhen": {
    "$ref": "#/$defs/Predicate"
   }
  },
  "allOf": [
   {
    "if": {
     "properties": {
      "level": {
       "const": "SHOULD"
      }
     }
    },
    "then": {
     "properties": {
      "gate": {
       "enum": [
        "score",
        "info"
       ]
      }
     }
    }
   },
   {
    "if": {
     "properties": {
      "level": {
       "const": "MAY"
      }
     }
    },
    "then": {
     "properties": {
      "gate": {
       "const": "info"
      }
     }
    }
   },
   {
    "if": {
     "properties": {
      "level": {
       "const": "MUST"
      }
     }
    },
    "then": {
     "properties": {
      "gate": {
       "enum": [
        "hard",
        "major"
       ]
      }
     }
    }
   }
  ]
 },
 "CatalogueFile": {
  "description": "One topic file of the catalogue; profiles/catalogue/*.yaml together are the catalogue.",
  "type": "object",
  "additionalProperties": false,
  "required": [
   "egif",
   "topic",
   "requirements"
  ],
  "properties": {
   "egif": {
    "const": "requirements/v1"
   },
   "topic": {
    "type": "string"
   },
   "title": {
    "$ref": "#/$defs/BilingualText"
   },
   "requirements": {
    "type": "array",
    "items": {
     "$ref": "#/$defs/Requirement"
    }
   }
  }
 },
 "Selector": {
  "type": "object",
  "additionalProperties": false,
  "minProperties": 1,
  "properties": {
   "ids": {
    "type": "array",
    "minItems": 1,
    "items": {
     "$ref": "#/$defs/RequirementId"
    }
   },
   "topics": {
    "type": "array",
    "minItems": 1,
    "items": {
     "type": "string"
    }
   },
   "layers": {
    "type": "array",
    "minItems": 1,
    "items": {
     "$ref": "#/$defs/Layer"
    }
   },
   "checked": {
    "type": "boolean",
    "description": "only requirements that have at least one check"
   }
  }
 },
 "Override": {
  "type": "object",
  "additionalProperties": false,
  "minProperties": 1,
  "properties": {
   "level": {
    "$ref": "#/$defs/Level"
   },
   "tier": {
    "$ref": "#/$defs/Tier"
   },
   "gate": {
    "$ref": "#/$defs/Gate"
   },
   "weight": {
    "type": "integer",
    "enum": [
     1,
     2,
     3,
     5,
     8
    ]
   },
   "params": {
    "$ref": "#/$defs/Params"
   },
   "reason": {
    "type": "string",
    "minLength": 3
   },
   "relax": {
    "type": "boolean"
   }
  }
 },
 "TierRule": {
  "type": "object",
  "additionalProperties": false,
  "required": [
   "fa",
   "qualityMin",
   "confidenceMin",
   "openMajorsMax"
  ],
  "properties": {
   "fa": {
    "type": "string"
   },
   "en": {
    "type": "string"
   },
   "qualityMin": {
    "type": "number",
    "minimum": 0,
    "maximum": 100
   },
   "layerFloor": {
    "type": "number",
    "minimum": 0,
    "maximum": 100
   },
   "confidenceMin": {
    "type": "number",
    "minimum": 0,
    "maximum": 1
   },
   "openMajorsMax": {
    "type": "integer",
    "minimum": 0
   },
   "conditionalDays": {
    "type": "integer"
   },
   "validityMonths": {
    "type": "integer"
   },
   "surveillanceDays": {
    "type": "integer"
   }
  }
 },
 "RunRules": {
  "type": "object",
  "additionalProperties": false,
  "properties": {
   "seed": {
    "type": "string",
    "enum": [
     "required",
     "optional"
    ]
   },
   "environments": {
    "type": "object",
    "additionalProperties": {
     "type": "string"
    }
   },
   "allowProduction": {
    "type": "object",
    "additionalProperties": {
     "type": "string",
     "enum": [
      "with-consent",
      "never"
     ]
    }
   },
   "politeness": {
    "type": "object",
    "additionalProperties": false,
    "properties": {
     "maxRps": {
      "type": "number",
      "exclusiveMinimum": 0
     },
     "maxConcurrent": {
      "type": "integer",
      "minimum": 1
     },
     "maxRequestsPerService": {
      "type": "integer",
      "minimum": 1
     },
     "backoffOn": {
      "type": "array",
      "items": {
       "type": "integer"
      }
     }
    }
   },
   "retries": {
    "type": "object",
    "additionalProperties": false,
    "properties": {
     "transport": {
      "type": "integer",
      "minimum": 0,
      "maximum": 5
     },
     "verdictFail": {
      "type": "integer",
      "minimum": 2,
      "maximum": 9,
      "description": "further runs that a failure must survive; 2 means 3 of 3"
     }
    }
   }
  }
 },
 "Profile": {
  "type": "object",
  "additionalProperties": false,
  "required": [
   "egif",
   "id",
   "version",
   "title",
   "status",
   "catalogue"
  ],
  "properties": {
   "egif": {
    "const": "profile/v1"
   },
   "id": {
    "type": "string",
    "pattern": "^[a-z][a-z0-9-]*$"
   },
   "version": {
    "type": "string",
    "pattern": "^[0-9]+\\.[0-9]+\\.[0-9]+$"
   },
   "abstract": {
    "type": "boolean"
   },
   "title": {
    "$ref": "#/$defs/BilingualText"
   },
   "issuer": {
    "type": "object",
    "additionalProperties": false,
    "required": [
     "id"
    ],
    "properties": {
     "id": {
      "type": "string"
     },
     "legalPersonId": {
      "type": "string"
     }
    }
   },
   "status": {
    "type": "string",
    "enum": [
     "draft",
     "in-force",
     "withdrawn"
    ]
   },
   "eligibility": {
    "type": "boolean",
    "default": true,
    "description": "false: for self-tests and demonstrations; no certificate and no budget decision can rest on it, and it counts only what has a check"
   },
   "validity": {
    "type": "object",
    "additionalProperties": false,
    "required": [
     "from",
     "to"
    ],
    "properties": {
     "from": {
      "type": "string",
      "format": "date"
     },
     "to": {
      "type": "string",
      "format": "date"
     }
    }
   },
   "catalogue": {
    "type": "object",
    "additionalProperties": false,
    "required": [
     "ref"
    ],
    "properties": {
     "ref": {
      "type": "string"
     },
     "digest": {
      "$ref": "#/$defs/Sha256"
     }
    }
   },
   "extends": {
    "type": "array",
    "items": {
     "type": "object",
     "additionalProperties": false,
     "required": [
      "ref"
     ],
     "properties": {
      "ref": {
       "$ref": "#/$defs/ProfileRef"
      },
      "digest": {
       "$ref": "#/$defs/Sha256"
      }
     }
    }
   },
   "subject": {
    "type": "string",
    "enum": [
     "server",
     "client"
    ]
   },
   "appliesWhen": {
    "$ref": "#/$defs/Predicate"
   },
   "include": {
    "type": "array",
    "items": {
     "$ref": "#/$defs/Selector"
    }
   },
   "exclude": {
    "type": "array",
    "items": {
     "type": "object",
     "additionalProperties": false,
     "required": [
      "reason"
     ],
     "properties": {
      "id": {
       "$ref": "#/$defs/RequirementId"
      },
      "topic": {
       "type": "string"
      },
      "reason": {
       "type": "string",
       "minLength": 3
      }
     }
    }
   },
   "override": {
    "type": "object",
    "propertyNames": {
     "$ref": "#/$defs/RequirementId"
    },
    "additionalProperties": {
     "$ref": "#/$defs/Override"
    }
   },
   "params": {
    "type": "object",
    "additionalProperties": true,
    "description": "values by \"<requirement id>.<parameter>\""
   },
   "layers": {
    "type": "object",
    "propertyNames": {
     "$ref": "#/$defs/Layer"
    },
    "additionalProperties": {
     "type": "object",
     "additionalProperties": false,
     "required": [
      "share"
     ],
     "properties": {
      "share": {
       "type": "number",
       "minimum": 0,
       "maximum": 1
      }
     }
    }
   },
   "tiers": {
    "type": "object",
    "propertyNames": {
     "$ref": "#/$defs/Tier"
    },
    "additionalProperties": {
     "$ref": "#/$defs/TierRule"
    }
   },
   "maxTier": {
    "$ref": "#/$defs/Tier"
   },
   "targetTier": {
    "$ref": "#/$defs/Tier"
   },
   "sunset": {
    "type": "string",
    "format": "date"
   },
   "unwaivable": {
    "type": "array",
    "items": {
     "$ref": "#/$defs/RequirementId"
    }
   },
   "run": {
    "$ref": "#/$defs/RunRules"
   }
  }
 },
 "ResolvedRequirement": {
  "description": "A requirement as one flattened profile demands it.",
  "type": "object",
  "additionalProperties": false,
  "required": [
   "id",
   "rev",
   "layer",
   "topic",
   "level",
   "tier",
   "gate",
   "weight",
   "title",
   "statement",
   "source",
   "refs",
   "safety",
   "params",
   "checks",
   "notTested"
  ],
  "properties": {
   "id": {
    "$ref": "#/$defs/RequirementId"
   },
   "rev": {
    "type": "integer"
   },
   "layer": {
    "$ref": "#/$defs/Layer"
   },
   "topic": {
    "type": "string"
   },
   "level": {
    "$ref": "#/$defs/Level"
   },
   "tier": {
    "$ref": "#/$defs/Tier"
   },
   "gate": {
    "$ref": "#/$defs/Gate"
   },
   "weight": {
    "type": "integer"
   },
   "title": {
    "$ref": "#/$defs/BilingualText"
   },
   "statement": {
    "$ref": "#/$defs/NormativeSentence"
   },
   "source": {
    "$ref": "#/$defs/SourceTier"
   },
   "refs": {
    "type": "array",
    "items": {
     "type": "string"
    }
   },
   "safety": {
    "$ref": "#/$defs/SafetyClass"
   },
   "params": {
    "$ref": "#/$defs/Params"
   },
   "checks": {
    "type": "array",
    "items": {
     "$ref": "#/$defs/CheckId"
    }
   },
   "notTested": {
    "type": "array",
    "description": "methods that no check covers yet",
    "items": {
     "type": "object",
     "additionalProperties": false,
     "required": [
      "by",
      "reason"
     ],
     "properties": {
      "by": {
       "$ref": "#/$defs/EvidenceKind"
      },
      "reason": {
       "type": "string"
      }
     }
    }
   },
   "appliesWhen": {
    "$ref": "#/$defs/Predicate"
   }
  }
 },
 "ResolvedProfile": {
  "description": "A profile with every parent merged in; its digest (sha256 over RFC 8785 JSON without the digest member) pins the law of a run.",
  "type": "object",
  "additionalProperties": false,
  "required": [
   "egif",
   "id",
   "version",
   "title",
   "status",
   "eligibility",
   "catalogue",
   "lineage",
   "requirements",
   "layers",
   "tiers",
   "targetTier",
   "unwaivable",
   "run",
   "digest"
  ],
  "properties": {
   "egif": {
    "const": "resolved-profile/v1"
   },
   "id": {
    "type": "string"
   },
   "version": {
    "type": "string"
   },
   "title": {
    "$ref": "#/$defs/BilingualText"
   },
   "status": {
    "type": "string",
    "enum": [
     "draft",
     "in-force",
     "withdrawn"
    ]
   },
   "eligibility": {
    "type": "boolean"
   },
   "validity": {
    "type": "object",
    "additionalProperties": false,
    "required": [
     "from",
     "to"
    ],
    "properties": {
     "from": {
      "type": "string"
     },
     "to": {
      "type": "string"
     }
    }
   },
   "catalogue": {
    "type": "object",
    "additionalProperties": false,
    "required": [
     "ref",
     "digest"
    ],
    "properties": {
     "ref": {
      "type": "string"
     },
     "digest": {
      "$ref": "#/$defs/Sha256"
     }
    }
   },
   "lineage": {
    "type": "array",
    "items": {
     "type": "object",
     "additionalProperties": false,
     "required": [
      "ref",
      "digest"
     ],
     "properties": {
      "ref": {
       "type": "string"
      },
      "digest": {
       "$ref": "#/$defs/Sha256"
      }
     }
    }
   },
   "appliesWhen": {
    "type": "array",
    "items": {
     "$ref": "#/$defs/Predicate"
    }
   },
   "requirements": {
    "type": "array",
    "minItems": 1,
    "items": {
     "$ref": "#/$defs/ResolvedRequirement"
    }
   },
   "layers": {
    "type": "object",
    "additionalProperties": {
     "type": "object",
     "additionalProperties": false,
     "required": [
      "share"
     ],
     "properties": {
      "share": {
       "type": "number"
      }
     }
    }
   },
   "tiers": {
    "type": "object",
    "additionalProperties": {
     "$ref": "#/$defs/TierRule"
    }
   },
   "targetTier": {
    "$ref": "#/$defs/Tier"
   },
   "maxTier": {
    "$ref": "#/$defs/Tier"
   },
   "unwaivable": {
    "type": "array",
    "items": {
     "$ref": "#/$defs/RequirementId"
    }
   },
   "run": {
    "$ref": "#/$defs/RunRules"
   },
   "digest": {
    "$ref": "#/$defs/Sha256"
   }
  }
 },
 "Waiver": {
  "type": "object",
  "additionalProperties": false,
  "required": [
   "egif",
   "id",
   "requirement",
   "scope",
   "reason",
   "granted",
   "expires",
   "grantedBy"
  ],
  "properties": {
   "egif": {
    "const": "waiver/v1"
   },
   "id": {
    "type": "string"
   },
   "requirement": {
    "type": "string",
    "pattern": "^EGIF-(TEC|DAT|COD|ORG|LEG)-[A-Z]{2,3}-[0-9]{3}@rev[0-9]+$"
   },
   "scope": {
    "type": "object",
    "additionalProperties": false,
    "required": [
     "agency",
     "service",
     "environment"
    ],
    "properties": {
     "agency": {
      "type": "string"
     },
     "service": {
      "type": "string"
     },
     "environment": {
      "type": "string"
     },
     "operations": {
      "type": "array",
      "items": {
       "type": "string"
      }
     }
    }
   },
   "reason": {
    "$ref": "#/$defs/Text"
   },
   "risk": {
    "type": "string",
    "enum": [
     "low",
     "medium",
     "high"
    ]
   },
   "compensatingControls": {
    "type": "array",
    "items": {
     "type": "string"
    }
   },
   "plan": {
    "type": "array",
    "items": {
     "type": "object",
     "additionalProperties": false,
     "required": [
      "due",
      "action"
     ],
     "properties": {
      "due": {
       "type": "string",
       "format": "date"
      },
      "action": {
       "type": "string"
      }
     }
    }
   },
   "requestedBy": {
    "type": "object"
   },
   "grantedBy": {
    "type": "object",
    "required": [
     "org"
    ],
    "properties": {
     "org": {
      "type": "string"
     }
    }
   },
   "granted": {
    "type": "string",
    "format": "date"
   },
   "firstGranted": {
    "type": "string",
    "format": "date",
    "description": "of a renewal"
   },
   "expires": {
    "type": "string",
    "format": "date"
   },
   "maxTier": {
    "$ref": "#/$defs/Tier"
   },
   "counts": {
    "type": "object"
   },
   "signature": {
    "type": "object"
   }
  }
 },
 "Lock": {
  "description": "The digests of everything that decides a verdict; written by `egif profile lock`, verified before a run.",
  "type": "object",
  "additionalProperties": false,
  "required": [
   "egif",
   "tool",
   "catalogue",
   "profiles",
   "rulesets",
   "codelists"
  ],
  "properties": {
   "egif": {
    "const": "lock/v1"
   },
   "tool": {
    "type": "object",
    "additionalProperties": false,
    "required": [
     "name",
     "version"
    ],
    "properties": {
     "name": {
      "type": "string"
     },
     "version": {
      "type": "string"
     }
    }
   },
   "catalogue": {
    "$ref": "#/$defs/LockedFile"
   },
   "profiles": {
    "type": "array",
    "items": {
     "$ref": "#/$defs/LockedFile"
    }
   },
   "rulesets": {
    "type": "array",
    "items": {
     "$ref": "#/$defs/LockedFile"
    }
   },
   "codelists": {
    "type": "array",
    "items": {
     "$ref": "#/$defs/LockedFile"
    }
   },
   "vocabularies": {
    "type": "array",
    "items": {
     "$ref": "#/$defs/LockedFile"
    },
    "description": "the core vocabularies; absent in locks that were written before there were any"
   },
   "trustLists": {
    "type": "array",
    "items": {
     "$ref": "#/$defs/LockedFile"
    },
    "description": "lists of trust anchors; absent in locks that were written before there were any"
   }
  }
 },
 "LockedFile": {
  "type": "object",
  "additionalProperties": false,
  "required": [
   "ref",
   "digest"
  ],
  "properties": {
   "ref": {
    "type": "string"
   },
   "digest": {
    "$ref": "#/$defs/Sha256"
   },
   "flattened": {
    "$ref": "#/$defs/Sha256"
   }
  }
 },
 "SecretRef": {
  "type": "string",
  "pattern": "^(env:[A-Za-z_][A-Za-z0-9_]*|file:.+|pkcs11:.+|prompt)$",
  "description": "Where a secret is to be found; never the secret itself."
 },
 "Contact": {
  "type": "object",
  "additionalProperties": false,
  "properties": {
   "name": {
    "type": "string"
   },
   "email": {
    "type": "string"
   },
   "phone": {
    "type": "string"
   },
   "hours": {
    "type": "string"
   },
   "securityTxt": {
    "type": "string",
    "format": "uri"
   },
   "appointmentRef": {
    "type": "string"
   }
  }
 },
 "Identity": {
  "type": "object",
  "additionalProperties": false,
  "required": [
   "kind"
  ],
  "properties": {
   "kind": {
    "type": "string",
    "enum": [
     "client_secret_basic",
     "client_secret_post",
     "private_key_jwt",
     "mtls",
     "bearer",
     "api_key",
     "pkcs11",
     "password",
     "wss_x509",
     "httpsig"
    ],
    "description": "password: the grant of RFC 6749 §4.3, as older gateways have it; wss_x509: key and certificate that sign SOAP messages; httpsig: a key that signs HTTP requests (RFC 9421), beside the credential of another identity"
   },
   "clientId": {
    "type": "string"
   },
   "secret": {
    "$ref": "#/$defs/SecretRef"
   },
   "key": {
    "$ref": "#/$defs/SecretRef"
   },
   "cert": {
    "$ref": "#/$defs/SecretRef"
   },
   "token": {
    "$ref": "#/$defs/SecretRef"
   },
   "pin": {
    "$ref": "#/$defs/SecretRef"
   },
   "uri": {
    "type": "string"
   },
   "header": {
    "type": "string",
    "description": "header of an api_key"
   },
   "username": {
    "type": "string",
    "description": "of a password grant"
   },
   "password": {
    "$ref": "#/$defs/SecretRef"
   },
   "headers": {
    "type": "object",
    "additionalProperties": {
     "$ref": "#/$defs/SecretRef"
    },
    "description": "further header fields of every call of this identity, by name"
   },
   "keyId": {
    "type": "string",
    "description": "name of the key in the key set that the client registered"
   },
   "algorithm": {
    "type": "string",
    "enum": [
     "ecdsa-p256-sha256",
     "rsa-pss-sha512",
     "ed25519",
     "rsa-v1_5-sha256"
    ],
    "description": "what an httpsig key signs with; absent: what the key is for, rsa-pss-sha512 for an RSA key"
   },
   "covers": {
    "type": "array",
    "minItems": 1,
    "maxItems": 16,
    "items": {
     "type": "string",
     "pattern": "^@?[a-z0-9-]+$"
    },
    "description": "components that an httpsig signature covers, where they are not @method, @target-uri, content-type and content-digest; what a request does not have is left out"
   },
   "resource": {
    "type": "string",
    "format": "uri",
    "description": "the resource that the token is asked for (RFC 8707)"
   },
   "state": {
    "type": "string",
    "enum": [
     "expired",
     "not-yet-valid",
     "other-audience",
     "other-kind"
    ],
    "description": "a token that must be refused: issued by the issuer of the service, and past its time, before its time, for another audience, or of another kind (an ID token)"
   },
   "scopes": {
    "type": "array",
    "items": {
     "type": "string"
    }
   }
  }
 },
 "ContractRef": {
  "type": "object",
  "additionalProperties": false,
  "required": [
   "type",
   "file"
  ],
  "properties": {
   "type": {
    "type": "string",
    "enum": [
     "openapi",
     "asyncapi",
     "wsdl",
     "arazzo"
    ]
   },
   "file": {
    "type": "string",
    "minLength": 1,
    "description": "path relative to the statement"
   },
   "url": {
    "type": "string",
    "format": "uri",
    "description": "where the agency publishes it"
   },
   "digest": {
    "$ref": "#/$defs/Sha256"
   },
   "operationsSafe": {
    "type": "array",
    "items": {
     "type": "string"
    }
   }
  }
 },
 "Environment": {
  "type": "object",
  "additionalProperties": false,
  "required": [
   "id",
   "kind",
   "baseUrl"
  ],
  "properties": {
   "id": {
    "type": "string",
    "pattern": "^[a-z][a-z0-9-]*$"
   },
   "kind": {
    "type": "string",
    "enum": [
     "production",
     "sandbox",
     "local"
    ]
   },
   "baseUrl": {
    "type": "string",
    "format": "uri"
   },
   "vantage": {
    "type": "array",
    "items": {
     "type": "string"
    }
   },
   "network": {
    "type": "array",
    "items": {
     "type": "string"
    },
    "description": "private or loopback address ranges (CIDR) that the hosts of this environment live in; the operator must allow them too"
   },
   "channel": {
    "type": "string",
    "format": "uri",
    "description": "base URL of the exchange channel (mutual TLS), where it is not baseUrl"
   },
   "plainHttpPort": {
    "type": "integer",
    "minimum": 1,
    "maximum": 65535,
    "description": "port of cleartext HTTP, if any; 80 unless the kind is local"
   },
   "anchors": {
    "type": "array",
    "items": {
     "type": "string"
    },
    "description": "files with trust anchors (PEM); only for kind local"
   },
   "resolvers": {
    "type": "array",
    "minItems": 1,
    "maxItems": 4,
    "items": {
     "type": "string",
     "pattern": "^(\\[[0-9a-fA-F:.]+\\]:[0-9]{1,5}|[0-9.]+(:[0-9]{1,5})?|[0-9a-fA-F:.]+)$"
    },
    "description": "addresses of DNS resolvers that may be asked about the hosts of this environment, such as 192.0.2.53 or [2001:db8::53]:5353; no other is ever asked"
   },
   "proxy": {
    "$ref": "#/$defs/Proxy"
   },
   "receiver": {
    "$ref": "#/$defs/Receiver"
   },
   "brokers": {
    "type": "array",
    "minItems": 1,
    "maxItems": 16,
    "items": {
     "$ref": "#/$defs/Broker"
    },
    "description": "the message brokers of this environment"
   },
   "resetHook": {
    "type": "object",
    "additionalProperties": false,
    "properties": {
     "operationId": {
      "type": "string"
     }
    }
   }
  }
 },
 "Proxy": {
  "description": "An HTTP proxy through which alone the hosts of an environment are reached, by CONNECT (RFC 9110 §9.3.6). It never sees what is said inside TLS.",
  "type": "object",
  "additionalProperties": false,
  "required": [
   "url"
  ],
  "properties": {
   "url": {
    "type": "string",
    "format": "uri",
    "pattern": "^https?://",
    "description": "scheme, host and port, without a user name; https: the way to the proxy itself is TLS"
   },
   "username": {
    "type": "string",
    "minLength": 1
   },
   "password": {
    "$ref": "#/$defs/SecretRef"
   },
   "names": {
    "type": "boolean",
    "description": "the proxy takes no addresses: it is handed the name of the host, which it alone resolves; what of an address is to be judged cannot be told then"
   }
  }
 },
 "Binding": {
  "description": "One concrete call of an operation with synthetic data.",
  "type": "object",
  "additionalProperties": false,
  "properties": {
   "parameters": {
    "type": "object",
    "additionalProperties": true,
    "description": "values by parameter name"
   },
   "body": {},
   "expect": {
    "type": "object",
    "additionalProperties": false,
    "properties": {
     "status": {
      "type": "integer"
     },
     "problem": {
      "type": "string"
     }
    }
   }
  }
 },
 "Consents": {
  "type": "object",
  "additionalProperties": false,
  "properties": {
   "production": {
    "$ref": "#/$defs/ConsentFlags"
   },
   "sandbox": {
    "$ref": "#/$defs/ConsentFlags"
   },
   "local": {
    "$ref": "#/$defs/ConsentFlags"
   },
   "negative": {
    "type": "boolean"
   },
   "inventory": {
    "type": "boolean"
   },
   "load": {
    "type": "boolean"
   },
   "validTo": {
    "$ref": "#/$defs/Instant"
   },
   "signature": {
    "type": "string"
   }
  }
 },
 "ConsentFlags": {
  "type": "object",
  "additionalProperties": false,
  "properties": {
   "S1": {
    "type": "boolean"
   },
   "S2": {
    "type": "boolean"
   },
   "S3": {
    "type": "boolean"
   },
   "S4": {
    "type": "boolean"
   },
   "S5": {
    "type": "boolean"
   }
  }
 },
 "Service": {
  "type": "object",
  "additionalProperties": false,
  "required": [
   "id",
   "title",
   "role",
   "style",
   "dataClass",
   "environments"
  ],
  "properties": {
   "id": {
    "type": "string",
    "minLength": 1
   },
   "title": {
    "$ref": "#/$defs/Text"
   },
   "role": {
    "type": "string",
    "enum": [
     "base-registry",
     "provider",
     "consumer",
     "exchange-centre",
     "open-data"
    ]
   },
   "kinds": {
    "type": "array",
    "minItems": 1,
    "items": {
     "type": "string",
     "enum": [
      "G2C",
      "G2B",
      "G2G"
     ]
    }
   },
   "style": {
    "type": "string",
    "enum": [
     "rest",
     "soap",
     "event",
     "file-transfer",
     "web-page"
    ]
   },
   "dataClass": {
    "type": "string",
    "enum": [
     "public",
     "internal",
     "personal",
     "sensitive",
     "classified"
    ]
   },
   "criticality": {
    "type": "string",
    "enum": [
     "low",
     "medium",
     "high"
    ]
   },
   "audience": {
    "type": "array",
    "items": {
     "type": "string",
     "enum": [
      "citizens",
      "businesses",
      "agencies",
      "international"
     ]
    }
   },
   "lifeEvents": {
    "type": "array",
    "items": {
     "type": "string"
    }
   },
   "serviceSheet": {
    "type": "object",
    "additionalProperties": false,
    "properties": {
     "file": {
      "type": "string"
     },
     "url": {
      "type": "string",
      "format": "uri"
     },
     "approval": {
      "type": "string"
     }
    }
   },
   "pages": {
    "type": "array",
    "maxItems": 20,
    "description": "pages of the service for citizens and businesses; each is read as anybody may read it. landing: where the agency's smart window leads to; login: where a citizen signs in",
    "items": {
     "type": "object",
     "additionalProperties": false,
     "required": [
      "url",
      "role"
     ],
     "properties": {
      "url": {
       "type": "string",
       "format": "uri"
      },
      "role": {
       "type": "string",
       "enum": [
        "landing",
        "form",
        "login",
        "other"
       ]
      }
     }
    }
   },
   "signOn": {
    "type": "object",
    "additionalProperties": false,
    "description": "how citizens sign in",
    "properties": {
     "issuer": {
      "type": "string",
      "format": "uri",
      "description": "issuer of the single sign-on that this environment uses, where it is no production: its test tenant"
     },
     "redirectUri": {
      "type": "string",
      "format": "uri",
      "description": "the callback that is registered there"
     }
    }
   },
   "legalBasis": {
    "type": "array",
    "items": {
     "type": "object",
     "additionalProperties": false,
     "properties": {
      "law": {
       "type": "string"
      },
      "article": {
       "type": "string"
      },
      "id": {
       "type": "string"
      }
     }
    }
   },
   "accessDecisions": {
    "type": "array",
    "items": {
     "type": "object",
     "additionalProperties": false,
     "required": [
      "id"
     ],
     "properties": {
      "id": {
       "type": "string"
      },
      "purpose": {
       "type": "string"
      },
      "fields": {
       "type": "array",
       "items": {
        "type": "string"
       }
      }
     }
    }
   },
   "agreements": {
    "type": "array",
    "items": {
     "type": "object",
     "additionalProperties": false,
     "required": [
      "id"
     ],
     "properties": {
      "id": {
       "type": "string"
      },
      "consumer": {
       "type": "string"
      },
      "validTo": {
       "type": "string",
       "format": "date"
      }
     }
    }
   },
   "budgetProject": {
    "type": "object",
    "additionalProperties": false,
    "properties": {
     "id": {
      "type": "string"
     },
     "row": {
      "type": "string"
     }
    }
   },
   "profiles": {
    "type": "array",
    "items": {
     "type": "object",
     "additionalProperties": false,
     "required": [
      "ref"
     ],
     "properties": {
      "ref": {
       "$ref": "#/$defs/ProfileRef"
      },
      "targetTier": {
       "$ref": "#/$defs/Tier"
      }
     }
    }
   },
   "contracts": {
    "type": "array",
    "items": {
     "$ref": "#/$defs/ContractRef"
    }
   },
   "previousCertified": {
    "type": "object",
    "additionalProperties": false,
    "properties": {
     "contractDigest": {
      "$ref": "#/$defs/Sha256"
     },
     "contractFile": {
      "type": "string"
     },
     "contracts": {
      "type": "array",
      "maxItems": 16,
      "items": {
       "$ref": "#/$defs/ContractRef"
      },
      "description": "contracts that were certified beside contractFile, those of events among them"
     },
     "certificate": {
      "type": "string"
     }
    }
   },
   "environments": {
    "type": "array",
    "minItems": 1,
    "items": {
     "$ref": "#/$defs/Environment"
    }
   },
   "sla": {
    "type": "object",
    "additionalProperties": false,
    "properties": {
     "availability": {
      "type": "number"
     },
     "window": {
      "type": "string"
     },
     "latencyP95Ms": {
      "type": "number"
     },
     "throughputPerMinutePerConsumer": {
      "type": "number"
     },
     "maxRequestBytes": {
      "type": "integer"
     },
     "supportHours": {
      "type": "string"
     },
     "maintenanceNoticeHours": {
      "type": "number"
     },
     "series": {
      "type": "object",
      "additionalProperties": false,
      "required": [
       "file"
      ],
      "description": "measurements of the status resource over weeks, made by others than this run",
      "properties": {
       "file": {
        "type": "string",
        "minLength": 1,
        "description": "path relative to the statement; CSV or NDJSON with instant (RFC 3339), vantage, outcome (up or down) and ms (optional)"
       },
       "digest": {
        "$ref": "#/$defs/Sha256"
       },
       "maintenance": {
        "type": "array",
        "maxItems": 1000,
        "items": {
         "type": "object",
         "additionalProperties": false,
         "required": [
          "from",
          "to",
          "announced"
         ],
         "properties": {
          "from": {
           "$ref": "#/$defs/Instant"
          },
          "to": {
           "$ref": "#/$defs/Instant"
          },
          "announced": {
           "$ref": "#/$defs/Instant"
          }
         }
        }
       }
      }
     }
    }
   },
   "statusPath": {
    "type": "string",
    "pattern": "^/"
   },
   "problemTypes": {
    "type": "array",
    "minItems": 1,
    "items": {
     "type": "string",
     "minLength": 1
    },
    "description": "the published list of problem types (RFC 9457 §4): absolute URIs"
   },
   "dependencies": {
    "type": "array",
    "items": {
     "type": "object",
     "additionalProperties": false,
     "required": [
      "service",
      "agency"
     ],
     "properties": {
      "service": {
       "type": "string"
      },
      "agency": {
       "type": "string"
      },
      "route": {
       "type": "string"
      },
      "mode": {
       "type": "string",
       "enum": [
        "online",
        "offline"
       ]
      },
      "fields": {
       "type": "array",
       "items": {
        "type": "string"
       }
      }
     }
    }
   },
   "credentials": {
    "type": "object",
    "additionalProperties": false,
    "properties": {
     "issuer": {
      "type": "string",
      "format": "uri"
     },
     "tokenUrl": {
      "type": "string",
      "format": "uri"
     },
     "identities": {
      "type": "object",
      "additionalProperties": {
       "$ref": "#/$defs/Identity"
      }
     },
     "signedBy": {
      "type": "array",
      "minItems": 1,
      "maxItems": 8,
      "items": {
       "type": "string"
      },
      "description": "files (PEM) with the certificates or public keys that sign the answers of the service (RFC 9421)"
     }
    }
   },
   "testData": {
    "type": "object",
    "additionalProperties": false,
    "properties": {
     "population": {
      "type": "string"
     },
     "files": {
      "type": "array",
      "items": {
       "type": "string"
      }
     },
     "bindings": {
      "type": "object",
      "additionalProperties": {
       "type": "array",
       "items": {
        "$ref": "#/$defs/Binding"
       }
      }
     },
     "inputs": {
      "type": "object",
      "additionalProperties": {
       "type": "object",
       "additionalProperties": true
      },
      "description": "inputs of the workflows of an Arazzo description, by workflowId"
     },
     "ownedBy": {
      "type": "object",
      "additionalProperties": {
       "type": "array",
       "items": {
        "type": "string"
       }
      },
      "description": "ids of objects, by the identity that they belong to"
     },
     "consents": {
      "type": "object",
      "additionalProperties": false,
      "required": [
       "operation",
       "header",
       "valid"
      ],
      "description": "references of consents made for tests, for services that rest on consent",
      "properties": {
       "operation": {
        "type": "string",
        "description": "operationId of a safe operation"
       },
       "header": {
        "type": "string",
        "description": "header field that carries the reference"
       },
       "valid": {
        "type": "string"
       },
       "expired": {
        "type": "string"
       },
       "withdrawn": {
        "type": "string"
       }
      }
     },
     "audit": {
      "type": "object",
      "additionalProperties": false,
      "description": "values of the audit header, where they cannot be made from the contract's sample value and the purposes of the access decisions, as with signed tokens",
      "properties": {
       "purposes": {
        "type": "object",
        "additionalProperties": {
         "type": "string"
        },
        "description": "a complete value for the purpose of an access decision, by the id of the decision"
       },
       "unknownPurpose": {
        "type": "string",
        "description": "a value that is complete but for its purpose, which nobody agreed to"
       }
      }
     },
     "volatile": {
      "type": "array",
      "items": {
       "type": "string"
      }
     }
    }
   },
   "listeners": {
    "$ref": "#/$defs/Listeners"
   },
   "consents": {
    "$ref": "#/$defs/Consents"
   },
   "limits": {
    "type": "object",
    "additionalProperties": false,
    "properties": {
     "maxRps": {
      "type": "number",
      "exclusiveMinimum": 0
     },
     "maxConcurrent": {
      "type": "integer",
      "minimum": 1
     },
     "quietHours": {
      "type": "array",
      "items": {
       "type": "string"
      }
     },
     "maxRequests": {
      "type": "integer",
      "minimum": 1
     },
     "timeoutMs": {
      "type": "integer",
      "minimum": 100,
      "maximum": 120000
     },
     "maxResponseBytes": {
      "type": "integer",
      "minimum": 1024,
      "maximum": 52428800
     },
     "stopOn": {
      "type": "object",
      "additionalProperties": false,
      "properties": {
       "consecutive5xx": {
        "type": "integer",
        "minimum": 1
       }
      }
     }
    }
   },
   "extensionsAllowed": {
    "type": "array",
    "items": {
     "type": "string"
    }
   },
   "waivers": {
    "type": "array",
    "items": {
     "type": "string"
    }
   }
  }
 },
 "Pair": {
  "description": "A certificate (chain, PEM) and its key (PKCS 8, PEM), by reference.",
  "type": "object",
  "additionalProperties": false,
  "required": [
   "cert",
   "key"
  ],
  "properties": {
   "cert": {
    "$ref": "#/$defs/SecretRef"
   },
   "key": {
    "$ref": "#/$defs/SecretRef"
   }
  }
 },
 "Receiver": {
  "description": "Where the service takes signed events that others deliver. The suite delivers there, with consent to S4, and never in production.",
  "type": "object",
  "additionalProperties": false,
  "required": [
   "url",
   "signer",
   "event"
  ],
  "properties": {
   "url": {
    "type": "string",
    "format": "uri",
    "description": "https; the host is one of the agency's own"
   },
   "signer": {
    "type": "string",
    "description": "identity of the kind httpsig, whose public key the service knows"
   },
   "form": {
    "type": "string",
    "enum": [
     "http",
     "jws"
    ],
    "description": "how deliveries are signed: RFC 9421 (by default), or a detached JWS over the content (RFC 7515)"
   },
   "header": {
    "type": "string",
    "pattern": "^[A-Za-z0-9-]{1,64}$",
    "description": "field of a detached JWS, where it is not X-JWS-Signature"
   },
   "identity": {
    "type": "string",
    "description": "identity whose credential goes with each delivery, where the service asks for one"
   },
   "event": {
    "type": "object",
    "additionalProperties": true,
    "minProperties": 1,
    "description": "a CloudEvent as the service takes it; id and time are made anew for each delivery"
   }
  }
 },
 "Broker": {
  "description": "A message broker of the service in one environment.",
  "type": "object",
  "additionalProperties": false,
  "required": [
   "url"
  ],
  "properties": {
   "url": {
    "type": "string",
    "pattern": "^(mqtts?|secure-mqtt|amqps?|kafka(-secure)?|stomps?|nats(\\+tls)?)://([A-Za-z0-9.-]+|\\[[0-9a-fA-F:.]+\\]):[0-9]{1,5}$",
    "description": "protocol, host and port, as in mqtts://broker.agency.example:8883"
   },
   "dialect": {
    "type": "string",
    "enum": [
     "amqp-0-9-1",
     "amqp-1.0"
    ],
    "description": "which AMQP the broker speaks"
   }
  }
 },
 "ListenerAddress": {
  "type": "string",
  "pattern": "^(\\[[0-9a-fA-F:.]+\\]|[0-9.]+):[0-9]{1,5}$",
  "description": "address and port to listen on; by default the loopback address and the port of the URL"
 },
 "Listeners": {
  "description": "Addresses at which the suite listens for calls of the service, never in production.",
  "type": "object",
  "additionalProperties": false,
  "properties": {
   "events": {
    "description": "where the service delivers its events",
    "type": "object",
    "additionalProperties": false,
    "required": [
     "url",
     "certificate"
    ],
    "properties": {
     "url": {
      "type": "string",
      "format": "uri",
      "description": "callback URL (https); each listening that registers it uses a path below it"
     },
     "listen": {
      "$ref": "#/$defs/ListenerAddress"
     },
     "certificate": {
      "$ref": "#/$defs/Pair"
     },
     "subscribe": {
      "type": "string",
      "description": "operationId that registers a callback; the bound body names the URL. Absent: the URL is registered"
     },
     "trigger": {
      "type": "string",
      "description": "operationId of which each call causes one event. Absent: the operator causes them, told by the run how many"
     },
     "operatorSeconds": {
      "type": "integer",
      "minimum": 5,
      "maximum": 600,
      "description": "how long the operator may take for each listening"
     },
     "signedBy": {
      "type": "array",
      "minItems": 1,
      "maxItems": 8,
      "items": {
       "type": "string"
      },
      "description": "files (PEM) with the certificates or public keys that sign deliveries"
     },
     "firstRetrySeconds": {
      "type": "number",
      "exclusiveMinimum": 0,
      "maximum": 300,
      "description": "after how long a failed delivery is repeated first"
     }
    }
   },
   "canary": {
    "description": "an address at which nobody has anything to ask for, reachable from the host of the service; tokens that must be refused name it",
    "type": "object",
    "additionalProperties": false,
    "required": [
     "url",
     "certificate"
    ],
    "properties": {
     "url": {
      "type": "string",
      "format": "uri",
      "description": "https; the suite uses a path below it"
     },
     "listen": {
      "$ref": "#/$defs/ListenerAddress"
     },
     "certificate": {
      "$ref": "#/$defs/Pair"
     }
    }
   },
   "registry": {
    "description": "where the suite plays the provider that the service consumes",
    "type": "object",
    "additionalProperties": false,
    "required": [
     "url",
     "certificates",
     "answers"
    ],
    "properties": {
     "url": {
      "type": "string",
      "format": "uri",
      "description": "base URL that the consumer is pointed at for the test"
     },
     "listen": {
      "$ref": "#/$defs/ListenerAddress"
     },
     "certificates": {
      "description": "certificates for the host of the URL, by what is wrong with them",
      "type": "object",
      "additionalProperties": false,
      "required": [
       "valid"
      ],
      "properties": {
       "valid": {
        "$ref": "#/$defs/Pair"
       },
       "expired": {
        "$ref": "#/$defs/Pair"
       },
       "wrong-host": {
        "$ref": "#/$defs/Pair"
       },
       "untrusted": {
        "$ref": "#/$defs/Pair"
       },
       "revoked": {
        "description": "a certificate that its issuer revoked, with the response of the issuer that says so",
        "type": "object",
        "additionalProperties": false,
        "required": [
         "cert",
         "key",
         "staple"
        ],
        "properties": {
         "cert": {
          "$ref": "#/$defs/SecretRef"
         },
         "key": {
          "$ref": "#/$defs/SecretRef"
         },
         "staple": {
          "type": "string",
          "minLength": 1,
          "description": "file with the OCSP response (DER) in base64"
         }
        }
       }
      }
     },
     "answers": {
      "description": "what the provider answers in one business transaction",
      "type": "array",
      "minItems": 1,
      "maxItems": 32,
      "items": {
       "type": "object",
       "additionalProperties": false,
       "required": [
        "method",
        "path"
       ],
       "properties": {
        "method": {
         "type": "string",
         "pattern": "^[A-Z]+$"
        },
        "path": {
         "type": "string",
         "pattern": "^/",
         "description": "below the path of the URL"
        },
        "status": {
         "type": "integer",
         "minimum": 200,
         "maximum": 299
        },
        "body": {},
        "optional": {
         "type": "array",
         "items": {
          "type": "string"
         },
         "description": "top-level members of the body that the contract of the provider does not require"
        },
        "business": {
         "type": "boolean",
         "description": "whether the call is the business request itself; default true, false for tokens and the like"
        }
       }
      }
     },
     "trigger": {
      "type": "string",
      "description": "operationId of the consumer that does one business transaction; absent: the operator does it"
     },
     "retryAfterSeconds": {
      "type": "integer",
      "minimum": 1,
      "maximum": 60,
      "description": "what Retry-After says where the played provider is busy; 5 where it is absent"
     },
     "operatorSeconds": {
      "type": "integer",
      "minimum": 5,
      "maximum": 600,
      "description": "how long the operator is waited for"
     },
     "notices": {
      "type": "string",
      "description": "operationId of a safe operation that shows the alerts of the consumer"
     }
    }
   }
  }
 },
 "Statement": {
  "description": "An agency's implementation conformance statement (agency.yaml).",
  "type": "object",
  "additionalProperties": false,
  "required": [
   "egif",
   "agency",
   "services"
  ],
  "properties": {
   "egif": {
    "const": "manifest/v1"
   },
   "agency": {
    "type": "object",
    "additionalProperties": false,
    "required": [
     "legalPersonId",
     "name",
     "domains"
    ],
    "properties": {
     "legalPersonId": {
      "type": "string"
     },
     "budgetRow": {
      "type": "string"
     },
     "name": {
      "$ref": "#/$defs/Text"
     },
     "parent": {
      "type": "object",
      "additionalProperties": false,
      "properties": {
       "legalPersonId": {
        "type": "string"
       },
       "name": {
        "$ref": "#/$defs/Text"
       }
      }
     },
     "domains": {
      "type": "array",
      "minItems": 1,
      "items": {
       "type": "string"
      }
     },
     "contacts": {
      "type": "object",
      "additionalProperties": {
       "$ref": "#/$defs/Contact"
      }
     }
    }
   },
   "cluster": {
    "type": "object",
    "additionalProperties": false,
    "required": [
     "code"
    ],
    "properties": {
     "code": {
      "type": [
       "integer",
       "string"
      ]
     },
     "codelist": {
      "type": "string"
     }
    }
   },
   "exchange": {
    "type": "object",
    "additionalProperties": false,
    "properties": {
     "route": {
      "type": "array",
      "items": {
       "type": "string"
      }
     },
     "ixMemberId": {
      "type": "string"
     },
     "ranges": {
      "type": "array",
      "items": {
       "type": "string"
      }
     }
    }
   },
   "trust": {
    "type": "object",
    "additionalProperties": false,
    "properties": {
     "clientCertificateIssuer": {
      "type": "string"
     },
     "evidenceRecipients": {
      "type": "array",
      "items": {
       "type": "string"
      }
     }
    }
   },
   "services": {
    "type": "array",
    "minItems": 1,
    "items": {
     "$ref": "#/$defs/Service"
    }
   }
  }
 },
 "Header": {
  "type": "array",
  "minItems": 2,
  "maxItems": 2,
  "items": {
   "type": "string"
  }
 },
 "LostCause": {
  "type": "string",
  "enum": [
   "dns",
   "refused",
   "reset",
   "timeout",
   "tls",
   "too-large",
   "protocol",
   "redirected-outside",
   "blocked",
   "budget",
   "no-consent",
   "no-credential",
   "stopped",
   "rate-limited",
   "maintenance",
   "waf",
   "geo",
   "tls-intercept",
   "proxy-unreachable",
   "proxy-credential",
   "proxy-refused",
   "proxy-failed",
   "resolved-by-proxy",
   "interrupted",
   "disk",
   "harness",
   "heard-late"
  ],
  "description": "Why an observation could not be had. None of them is by itself the agency's failure."
 },
 "RecordedObservation": {
  "description": "One observation as stored; bodies lie beside it, addressed by their digest.",
  "type": "object",
  "additionalProperties": false,
  "required": [
   "seq",
   "key",
   "attempt",
   "at",
   "elapsedMs",
   "kind",
   "place",
   "environment",
   "action"
  ],
  "properties": {
   "seq": {
    "type": "integer",
    "minimum": 0
   },
   "key": {
    "type": "string",
    "description": "digest of the action that asked for it"
   },
   "attempt": {
    "type": "integer",
    "minimum": 1
   },
   "at": {
    "$ref": "#/$defs/Instant"
   },
   "elapsedMs": {
    "type": "number"
   },
   "ownDelayMs": {
    "type": "number",
    "minimum": 0,
    "description": "of elapsedMs, for how long at most the run itself was held up; absent where it was not"
   },
   "kind": {
    "type": "string",
    "enum": [
     "http",
     "tls-hello",
     "tls-session",
     "dns",
     "channel",
     "token",
     "wait",
     "burst",
     "inbound",
     "broker"
    ]
   },
   "environment": {
    "type": "string"
   },
   "place": {
    "type": "string"
   },
   "action": {
    "type": "object"
   },
   "remote": {
    "type": "string",
    "description": "address and port that answered"
   },
   "response": {
    "type": "object",
    "additionalProperties": false,
    "required": [
     "status",
     "headers",
     "body",
     "bytes"
    ],
    "properties": {
     "status": {
      "type": "integer"
     },
     "reason": {
      "type": "string"
     },
     "headers": {
      "type": "array",
      "items": {
       "$ref": "#/$defs/Header"
      }
     },
     "body": {
      "$ref": "#/$defs/Sha256"
     },
     "bytes": {
      "type": "integer"
     },
     "redactions": {
      "type": "integer"
     },
     "signature": {
      "type": "object",
      "description": "what the signature of an answer to a signed request shows"
     }
    }
   },
   "hello": {
    "type": "object",
    "additionalProperties": false,
    "required": [
     "outcome"
    ],
    "properties": {
     "outcome": {
      "type": "string",
      "enum": [
       "accepted",
       "refused"
      ]
     },
     "version": {
      "type": "string"
     },
     "cipher": {
      "type": "integer"
     },
     "alert": {
      "type": "integer"
     },
     "compression": {
      "type": "integer"
     },
     "renegotiationInfo": {
      "type": "boolean"
     }
    }
   },
   "session": {
    "type": "object"
   },
   "answer": {
    "type": "object",
    "description": "what a resolver answered"
   },
   "channel": {
    "type": "object",
    "description": "what came of a request with, or without, a client certificate"
   },
   "token": {
    "type": "object",
    "description": "what the token of an identity is like; never the token"
   },
   "burst": {
    "type": "object",
    "description": "what came of many equal requests"
   },
   "inbound": {
    "type": "object",
    "description": "what a listener got"
   },
   "broker": {
    "type": "object",
    "description": "what a broker said to who connects without a credential"
   },
   "lost": {
    "type": "object",
    "additionalProperties": false,
    "required": [
     "cause",
     "detail"
    ],
    "properties": {
     "cause": {
      "$ref": "#/$defs/LostCause"
     },
     "detail": {
      "type": "string"
     }
    }
   }
  }
 },
 "EvidenceManifest": {
  "type": "object",
  "additionalProperties": false,
  "required": [
   "egif",
   "seed",
   "runKeySha256",
   "root",
   "observations",
   "salts",
   "documents"
  ],
  "properties": {
   "egif": {
    "const": "evidence/v1"
   },
   "seed": {
    "type": "string"
   },
   "runKeySha256": {
    "$ref": "#/$defs/Sha256"
   },
   "root": {
    "$ref": "#/$defs/Sha256"
   },
   "observations": {
    "type": "array",
    "items": {
     "$ref": "#/$defs/RecordedObservation"
    }
   },
   "salts": {
    "type": "array",
    "items": {
     "type": "string",
     "pattern": "^[0-9a-f]{32}$"
    }
   },
   "documents": {
    "type": "array",
    "description": "files of the subject kept for re-judging (statement, contracts)",
    "items": {
     "type": "object",
     "additionalProperties": false,
     "required": [
      "name",
      "role",
      "digest"
     ],
     "properties": {
      "name": {
       "type": "string"
      },
      "role": {
       "type": "string",
       "enum": [
        "statement",
        "contract",
        "previous-contract",
        "waiver",
        "sheet",
        "profile",
        "plan",
        "series"
       ]
      },
      "digest": {
       "$ref": "#/$defs/Sha256"
      },
      "bytes": {
       "type": "integer"
      }
     }
    }
   }
  }
 },
 "Finding": {
  "type": "object",
  "additionalProperties": false,
  "required": [
   "code",
   "at"
  ],
  "properties": {
   "code": {
    "type": "string",
    "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"
   },
   "at": {
    "type": "string",
    "description": "environment and path with a place, a file with a pointer, or a field; never a host or port"
   },
   "got": {
    "type": "string"
   },
   "want": {
    "type": "string"
   },
   "line": {
    "type": "integer",
    "minimum": 1
   },
   "column": {
    "type": "integer",
    "minimum": 1
   },
   "detail": {
    "type": "string",
    "description": "one more fact, in English, already free of secrets and personal data"
   },
   "curl": {
    "type": "string",
    "description": "the request as a line for a shell, in its smallest form that shows the finding; $BASE and $TOKEN stand for the base URL and the credential"
   }
  }
 },
 "Cause": {
  "description": "Why something could not be told.",
  "type": "object",
  "additionalProperties": false,
  "required": [
   "code"
  ],
  "properties": {
   "code": {
    "type": "string"
   },
   "detail": {
    "type": "string"
   }
  }
 },
 "InstanceResult": {
  "type": "object",
  "additionalProperties": false,
  "required": [
   "check",
   "instance",
   "verdict",
   "examined"
  ],
  "properties": {
   "check": {
    "$ref": "#/$defs/CheckId"
   },
   "instance": {
    "type": "string"
   },
   "verdict": {
    "$ref": "#/$defs/Verdict"
   },
   "examined": {
    "type": "integer",
    "minimum": 0
   },
   "cause": {
    "$ref": "#/$defs/Cause"
   },
   "attempts": {
    "type": "integer",
    "minimum": 1
   },
   "evidence": {
    "type": "array",
    "items": {
     "type": "integer"
    },
    "description": "sequence numbers of the observations used"
   },
   "vantage": {
    "type": "string",
    "description": "of a merged report: the vantage that saw this, in whose evidence the sequence numbers lie"
   }
  }
 },
 "VantageView": {
  "description": "What one vantage says of a requirement.",
  "type": "object",
  "additionalProperties": false,
  "required": [
   "vantage",
   "verdict",
   "examined",
   "findings",
   "counted"
  ],
  "properties": {
   "vantage": {
    "type": "string"
   },
   "verdict": {
    "$ref": "#/$defs/Verdict"
   },
   "examined": {
    "type": "integer",
    "minimum": 0
   },
   "findings": {
    "type": "array",
    "items": {
     "$ref": "#/$defs/Finding"
    }
   },
   "reason": {
    "$ref": "#/$defs/Cause"
   },
   "counted": {
    "type": "boolean",
    "description": "whether the verdict of the row rests on it"
   }
  }
 },
 "RequirementRow": {
  "type": "object",
  "additionalProperties": false,
  "required": [
   "id",
   "rev",
   "layer",
   "topic",
   "level",
   "tier",
   "gate",
   "weight",
   "title",
   "verdict",
   "examined",
   "findings",
   "instances",
   "params"
  ],
  "properties": {
   "id": {
    "$ref": "#/$defs/RequirementId"
   },
   "rev": {
    "type": "integer"
   },
   "layer": {
    "$ref": "#/$defs/Layer"
   },
   "topic": {
    "type": "string"
   },
   "level": {
    "$ref": "#/$defs/Level"
   },
   "tier": {
    "$ref": "#/$defs/Tier"
   },
   "gate": {
    "$ref": "#/$defs/Gate"
   },
   "weight": {
    "type": "integer"
   },
   "title": {
    "$ref": "#/$defs/BilingualText"
   },
   "verdict": {
    "$ref": "#/$defs/Verdict"
   },
   "examined": {
    "type": "integer",
    "minimum": 0,
    "description": "counted positive observations behind the verdict"
   },
   "findings": {
    "type": "array",
    "items": {
     "$ref": "#/$defs/Finding"
    }
   },
   "reason": {
    "$ref": "#/$defs/Cause"
   },
   "waiver": {
    "type": "string"
   },
   "params": {
    "$ref": "#/$defs/Params"
   },
   "instances": {
    "type": "array",
    "items": {
     "$ref": "#/$defs/InstanceResult"
    }
   },
   "vantages": {
    "type": "array",
    "minItems": 2,
    "items": {
     "$ref": "#/$defs/VantageView"
    },
    "description": "of a merged report: who saw what, where they did not all see the same"
   },
   "notTested": {
    "type": "array",
    "items": {
     "type": "object",
     "additionalProperties": false,
     "required": [
      "by",
      "reason"
     ],
     "properties": {
      "by": {
       "$ref": "#/$defs/EvidenceKind"
      },
      "reason": {
       "type": "string"
      }
     }
    }
   }
  }
 },
 "FieldStage": {
  "type": "object",
  "additionalProperties": false,
  "required": [
   "verdict",
   "examined",
   "findings"
  ],
  "properties": {
   "verdict": {
    "$ref": "#/$defs/Verdict"
   },
   "examined": {
    "type": "integer",
    "minimum": 0
   },
   "findings": {
    "type": "array",
    "items": {
     "type": "string"
    },
    "description": "finding codes at this field"
   },
   "reason": {
    "$ref": "#/$defs/Cause"
   }
  }
 },
 "FieldTrace": {
  "type": "object",
  "additionalProperties": false,
  "required": [
   "operation",
   "part",
   "field",
   "scheme",
   "knownBy",
   "term",
   "at",
   "declared",
   "requirements",
   "contract",
   "live",
   "list",
   "verdict"
  ],
  "properties": {
   "operation": {
    "type": "string",
    "description": "method and path template"
   },
   "part": {
    "type": "string",
    "enum": [
     "parameter",
     "request",
     "response"
    ]
   },
   "field": {
    "type": "string",
    "description": "RFC 6901 pointer with * for items; in:name for a parameter"
   },
   "scheme": {
    "type": "string",
    "description": "id of the code scheme"
   },
   "knownBy": {
    "type": "string",
    "enum": [
     "type",
     "format",
     "name"
    ],
    "description": "by what the dictionary knows the field"
   },
   "term": {
    "type": "string",
    "description": "the core type, format or name that the dictionary knows"
   },
   "concept": {
    "type": "string",
    "description": "x-egif-concept of the contract"
   },
   "at": {
    "type": "string",
    "description": "place in the contract, file#pointer"
   },
   "declared": {
    "type": "array",
    "items": {
     "type": "string"
    },
    "description": "what the contract declares of it, keyword: value"
   },
   "requirements": {
    "type": "array",
    "items": {
     "$ref": "#/$defs/RequirementId"
    }
   },
   "contract": {
    "$ref": "#/$defs/FieldStage"
   },
   "live": {
    "$ref": "#/$defs/FieldStage"
   },
   "list": {
    "$ref": "#/$defs/FieldStage"
   },
   "codelist": {
    "type": "string",
    "description": "id@version of the list"
   },
   "verdict": {
    "$ref": "#/$defs/Verdict"
   }
  }
 },
 "TierResult": {
  "type": "object",
  "additionalProperties": false,
  "required": [
   "verdict",
   "quality",
   "confidence",
   "openMajors",
   "reasons"
  ],
  "properties": {
   "verdict": {
    "$ref": "#/$defs/RunVerdict"
   },
   "quality": {
    "type": "array",
    "minItems": 2,
    "maxItems": 2,
    "items": {
     "type": "number"
    },
    "description": "lowest and highest possible, 0 to 100"
   },
   "confidence": {
    "type": "number"
   },
   "openMajors": {
    "type": "integer"
   },
   "layers": {
    "type": "object",
    "additionalProperties": {
     "type": "array",
     "minItems": 2,
     "maxItems": 2,
     "items": {
      "type": "number"
     }
    }
   },
   "reasons": {
    "type": "array",
    "items": {
     "$ref": "#/$defs/TierReason"
    }
   }
  }
 },
 "TierReason": {
  "type": "object",
  "additionalProperties": false,
  "required": [
   "code"
  ],
  "properties": {
   "code": {
    "type": "string",
    "enum": [
     "hard-gate-failed",
     "hard-gate-unknown",
     "confidence-low",
     "majors-open",
     "majors-too-many",
     "quality-low",
     "layer-floor",
     "waiver-used",
     "waiver-caps-tier",
     "harness-fault",
     "flaky",
     "above-max-tier",
     "partial-scope"
    ]
   },
   "requirements": {
    "type": "array",
    "items": {
     "$ref": "#/$defs/RequirementId"
    }
   },
   "layer": {
    "$ref": "#/$defs/Layer"
   },
   "got": {
    "type": "number"
   },
   "want": {
    "type": "number"
   }
  }
 },
 "Report": {
  "type": "object",
  "additionalProperties": false,
  "required": [
   "egif",
   "id",
   "verdict",
   "targetTier",
   "tiers",
   "scope",
   "certifiable",
   "notForCertification",
   "profile",
   "subject",
   "harness",
   "run",
   "evidence",
   "counts",
   "requirements",
   "canonicalSha256"
  ],
  "properties": {
   "egif": {
    "const": "report/v1"
   },
   "id": {
    "type": "string",
    "description": "run id: UTC time and digest prefix"
   },
   "verdict": {
    "$ref": "#/$defs/RunVerdict"
   },
   "targetTier": {
    "$ref": "#/$defs/Tier"
   },
   "tiers": {
    "type": "object",
    "additionalProperties": {
     "$ref": "#/$defs/TierResult"
    }
   },
   "maturityIndex": {
    "type": "number"
   },
   "scope": {
    "type": "string",
    "enum": [
     "full",
     "partial"
    ]
   },
   "certifiable": {
    "type": "boolean"
   },
   "notForCertification": {
    "type": "array",
    "items": {
     "$ref": "#/$defs/Cause"
    },
    "description": "every reason why no certificate can rest on this report"
   },
   "challenge": {
    "type": "object",
    "additionalProperties": false,
    "required": [
     "id",
     "nonce",
     "sha256"
    ],
    "description": "the permission under which the run was made; absent in a self-test",
    "properties": {
     "id": {
      "type": "string",
      "maxLength": 60
     },
     "nonce": {
      "type": "string",
      "maxLength": 60
     },
     "sha256": {
      "$ref": "#/$defs/Sha256",
      "description": "of the signed text of the challenge"
     }
    }
   },
   "profile": {
    "type": "object",
    "additionalProperties": false,
    "required": [
     "ref",
     "digest",
     "title",
     "eligibility",
     "catalogue"
    ],
    "properties": {
     "ref": {
      "type": "string"
     },
     "digest": {
      "$ref": "#/$defs/Sha256"
     },
     "title": {
      "$ref": "#/$defs/BilingualText"
     },
     "eligibility": {
      "type": "boolean"
     },
     "catalogue": {
      "type": "string"
     }
    }
   },
   "subject": {
    "type": "object",
    "additionalProperties": false,
    "required": [
     "agency",
     "service",
     "environment",
     "statementSha256",
     "contracts"
    ],
    "properties": {
     "agency": {
      "type": "object",
      "additionalProperties": false,
      "required": [
       "legalPersonId",
       "name"
      ],
      "properties": {
       "legalPersonId": {
        "type": "string"
       },
       "name": {
        "$ref": "#/$defs/Text"
       }
      }
     },
     "service": {
      "type": "object",
      "additionalProperties": false,
      "required": [
       "id",
       "title",
       "style",
       "dataClass"
      ],
      "properties": {
       "id": {
        "type": "string"
       },
       "title": {
        "$ref": "#/$defs/Text"
       },
       "style": {
        "type": "string"
       },
       "dataClass": {
        "type": "string"
       }
      }
     },
     "environment": {
      "type": "object",
      "additionalProperties": false,
      "required": [
       "id",
       "kind",
       "baseUrl"
      ],
      "properties": {
       "id": {
        "type": "string"
       },
       "kind": {
        "type": "string"
       },
       "baseUrl": {
        "type": "string"
       }
      }
     },
     "statementSha256": {
      "$ref": "#/$defs/Sha256"
     },
     "contracts": {
      "type": "array",
      "items": {
       "type": "object",
       "additionalProperties": false,
       "required": [
        "type",
        "file",
        "sha256"
       ],
       "properties": {
        "type": {
         "type": "string"
        },
        "file": {
         "type": "string"
        },
        "sha256": {
         "$ref": "#/$defs/Sha256"
        }
       }
      }
     }
    }
   },
   "harness": {
    "type": "object",
    "additionalProperties": false,
    "required": [
     "name",
     "version",
     "node",
     "rulesets",
     "codelists"
    ],
    "properties": {
     "name": {
      "type": "string"
     },
     "version": {
      "type": "string"
     },
     "node": {
      "type": "string"
     },
     "rulesets": {
      "type": "array",
      "items": {
       "$ref": "#/$defs/LockedFile"
      }
     },
     "codelists": {
      "type": "array",
      "items": {
       "$ref": "#/$defs/LockedFile"
      }
     },
     "vocabularies": {
      "type": "array",
      "items": {
       "$ref": "#/$defs/LockedFile"
      },
      "description": "the core vocabularies; absent in reports that were made before there were any"
     }
    }
   },
   "run": {
    "type": "object",
    "additionalProperties": false,
    "required": [
     "seed",
     "startedAt",
     "finishedAt",
     "mode",
     "maxSafety",
     "requestsSent"
    ],
    "properties": {
     "seed": {
      "type": "string"
     },
     "startedAt": {
      "$ref": "#/$defs/Instant"
     },
     "finishedAt": {
      "$ref": "#/$defs/Instant"
     },
     "mode": {
      "type": "string",
      "enum": [
       "live",
       "offline",
       "replay"
      ]
     },
     "maxSafety": {
      "$ref": "#/$defs/SafetyClass"
     },
     "requestsSent": {
      "type": "integer"
     },
     "layers": {
      "type": "array",
      "items": {
       "$ref": "#/$defs/Layer"
      }
     },
     "only": {
      "type": "array",
      "items": {
       "type": "string"
      }
     },
     "vantage": {
      "type": "string",
      "description": "where the run looked from"
     },
     "proxy": {
      "type": "string",
      "enum": [
       "addresses",
       "names"
      ],
      "description": "the run went through an outbound proxy, which was handed this"
     }
    }
   },
   "vantages": {
    "type": "array",
    "minItems": 2,
    "description": "the reports that this one was merged from, one from each vantage",
    "items": {
     "type": "object",
     "additionalProperties": false,
     "required": [
      "vantage",
      "report",
      "canonicalSha256",
      "verdict",
      "run",
      "evidence"
     ],
     "properties": {
      "vantage": {
       "type": "string"
      },
      "report": {
       "type": "string",
       "description": "its id"
      },
      "canonicalSha256": {
       "$ref": "#/$defs/Sha256"
      },
      "verdict": {
       "$ref": "#/$defs/RunVerdict"
      },
      "run": {
       "type": "object",
       "additionalProperties": false,
       "required": [
        "startedAt",
        "finishedAt",
        "requestsSent"
       ],
       "properties": {
        "startedAt": {
         "$ref": "#/$defs/Instant"
        },
        "finishedAt": {
         "$ref": "#/$defs/Instant"
        },
        "requestsSent": {
         "type": "integer"
        }
       }
      },
      "evidence": {
       "type": "object",
       "additionalProperties": false,
       "required": [
        "root",
        "observations",
        "runKeySha256"
       ],
       "properties": {
        "root": {
         "$ref": "#/$defs/Sha256"
        },
        "observations": {
         "type": "integer"
        },
        "runKeySha256": {
         "$ref": "#/$defs/Sha256"
        },
        "folder": {
         "type": "string",
         "description": "in the folder of the merged evidence"
        }
       }
      }
     }
    }
   },
   "evidence": {
    "type": "object",
    "additionalProperties": false,
    "required": [
     "root",
     "observations",
     "bytes",
     "redactions",
     "runKeySha256"
    ],
    "properties": {
     "root": {
      "$ref": "#/$defs/Sha256"
     },
     "observations": {
      "type": "integer"
     },
     "bytes": {
      "type": "integer"
     },
     "redactions": {
      "type": "integer"
     },
     "runKeySha256": {
      "$ref": "#/$defs/Sha256"
     }
    }
   },
   "drift": {
    "type": "array",
    "description": "where what runs has moved away from what was written, gathered from the rows; kinds that nothing judged are absent",
    "items": {
     "type": "object",
     "additionalProperties": false,
     "required": [
      "kind",
      "verdict",
      "requirements",
      "examined",
      "findings"
     ],
     "properties": {
      "kind": {
       "type": "string",
       "enum": [
        "behaviour",
        "deployment",
        "environments",
        "release"
       ],
       "description": "behaviour: contract and answers; deployment: declared digest and published contract; environments: sandbox and production; release: the contract that was certified before"
      },
      "verdict": {
       "$ref": "#/$defs/Verdict"
      },
      "requirements": {
       "type": "array",
       "items": {
        "type": "string"
       }
      },
      "examined": {
       "type": "integer",
       "minimum": 0
      },
      "findings": {
       "type": "array",
       "items": {
        "$ref": "#/$defs/Finding"
       }
      },
      "reason": {
       "$ref": "#/$defs/Cause"
      }
     }
    }
   },
   "effects": {
    "type": "object",
    "additionalProperties": false,
    "description": "what the run did to the state of the service, and how that is known; absent in reports that were made before it was counted",
    "required": [
     "permitted",
     "readOnly",
     "changing",
     "refused",
     "created",
     "deleted",
     "left"
    ],
    "properties": {
     "permitted": {
      "$ref": "#/$defs/SafetyClass",
      "description": "the highest class that the operator of the run allowed"
     },
     "readOnly": {
      "type": "boolean",
      "description": "no request was sent that may change anything"
     },
     "changing": {
      "type": "integer",
      "minimum": 0,
      "description": "requests sent that may change something"
     },
     "refused": {
      "type": "integer",
      "minimum": 0,
      "description": "requests that may change something and were not sent"
     },
     "created": {
      "type": "integer",
      "minimum": 0,
      "description": "resources whose creation was answered"
     },
     "deleted": {
      "type": "integer",
      "minimum": 0,
      "description": "resources among them that the run deleted"
     },
     "left": {
      "type": "array",
      "items": {
       "type": "string"
      },
      "description": "operations whose resources are left behind, each with their number"
     }
    }
   },
   "operations": {
    "$ref": "#/$defs/OperationFigures"
   },
   "agencyProbes": {
    "$ref": "#/$defs/AgencyProbes"
   },
   "counts": {
    "type": "object",
    "additionalProperties": false,
    "required": [
     "passed",
     "failed",
     "cantTell",
     "inapplicable",
     "untested",
     "waived"
    ],
    "properties": {
     "passed": {
      "type": "integer"
     },
     "failed": {
      "type": "integer"
     },
     "cantTell": {
      "type": "integer"
     },
     "inapplicable": {
      "type": "integer"
     },
     "untested": {
      "type": "integer"
     },
     "waived": {
      "type": "integer"
     }
    }
   },
   "requirements": {
    "type": "array",
    "items": {
     "$ref": "#/$defs/RequirementRow"
    }
   },
   "fields": {
    "type": "array",
    "items": {
     "$ref": "#/$defs/FieldTrace"
    },
    "description": "coded fields of the contract, each followed through all layers; a view of the rows, never a verdict of its own"
   },
   "canonicalSha256": {
    "$ref": "#/$defs/Sha256"
   }
  }
 },
 "OperationFigures": {
  "description": "What the run asked and measured, as figures; a view of the evidence, never a verdict of its own.",
  "type": "object",
  "additionalProperties": false,
  "required": [
   "classes"
  ],
  "properties": {
   "classes": {
    "type": "array",
    "description": "messages by their safety class, S0 to S5; S0 sends nothing",
    "items": {
     "type": "object",
     "additionalProperties": false,
     "required": [
      "safety",
      "asked",
      "answered",
      "lost",
      "served",
      "refused"
     ],
     "properties": {
      "safety": {
       "$ref": "#/$defs/SafetyClass"
      },
      "asked": {
       "type": "integer",
       "minimum": 0
      },
      "answered": {
       "type": "integer",
       "minimum": 0
      },
      "lost": {
       "type": "integer",
       "minimum": 0
      },
      "served": {
       "type": "integer",
       "minimum": 0,
       "description": "answers below status 400"
      },
      "refused": {
       "type": "integer",
       "minimum": 0,
       "description": "answers of status 400 and above"
      }
     }
    }
   },
   "latency": {
    "type": "object",
    "additionalProperties": false,
    "required": [
     "calls",
     "operations",
     "p50Ms",
     "p95Ms",
     "p99Ms",
     "vantage"
    ],
    "properties": {
     "calls": {
      "type": "integer",
      "minimum": 1
     },
     "operations": {
      "type": "integer",
      "minimum": 1
     },
     "p50Ms": {
      "type": "number"
     },
     "p95Ms": {
      "type": "number"
     },
     "p99Ms": {
      "type": "number"
     },
     "networkMs": {
      "type": "number",
      "description": "what the way there takes, as seen from where the run was made: half of the quickest handshake of two round trips, and never more than the quickest call"
     },
     "declaredP95Ms": {
      "type": "number"
     },
     "vantage": {
      "type": "array",
      "items": {
       "type": "string"
      },
      "description": "where the run was made",
      "as the statement says": null
     }
    }
   },
   "availability": {
    "type": "object",
    "additionalProperties": false,
    "required": [
     "file",
     "sha256",
     "from",
     "to",
     "up",
     "down",
     "unknown",
     "maintenance",
     "vantages",
     "lower",
     "upper"
    ],
    "properties": {
     "file": {
      "type": "string"
     },
     "sha256": {
      "$ref": "#/$defs/Sha256"
     },
     "from": {
      "$ref": "#/$defs/Instant"
     },
     "to": {
      "$ref": "#/$defs/Instant"
     },
     "up": {
      "type": "integer",
      "minimum": 0,
      "description": "spans of five minutes in which some vantage had an answer"
     },
     "down": {
      "type": "integer",
      "minimum": 0,
      "description": "spans in which no vantage had one and two or more asked"
     },
     "unknown": {
      "type": "integer",
      "minimum": 0,
      "description": "spans of which nothing is told"
     },
     "maintenance": {
      "type": "integer",
      "minimum": 0,
      "description": "spans that announced maintenance excuses"
     },
     "vantages": {
      "type": "array",
      "items": {
       "type": "string"
      }
     },
     "lower": {
      "type": "number",
      "description": "one-sided 95 % bound of Wilson, per cent; the unknown counted as down"
     },
     "upper": {
      "type": "number",
      "description": "the same; the unknown counted as up"
     },
     "declared": {
      "type": "number"
     }
    }
   }
  }
 },
 "AgencyProbes": {
  "description": "What the agency's own probes said. No verdict rests on it.",
  "type": "object",
  "additionalProperties": false,
  "required": [
   "requestsSent",
   "passed",
   "failed",
   "pending",
   "files"
  ],
  "properties": {
   "requestsSent": {
    "type": "integer",
    "minimum": 0
   },
   "passed": {
    "type": "integer",
    "minimum": 0
   },
   "failed": {
    "type": "integer",
    "minimum": 0
   },
   "pending": {
    "type": "integer",
    "minimum": 0
   },
   "files": {
    "type": "array",
    "items": {
     "type": "object",
     "additionalProperties": false,
     "required": [
      "file",
      "sha256",
      "outcome",
      "tests"
     ],
     "properties": {
      "file": {
       "type": "string"
      },
      "sha256": {
       "$ref": "#/$defs/Sha256"
      },
      "outcome": {
       "type": "string",
       "enum": [
        "completed",
        "broken",
        "ended",
        "timeout",
        "flooded"
       ],
       "description": "broken: it could not be loaded; ended: its process ended before its tests; flooded: it wrote or asked more than it may"
      },
      "detail": {
       "type": "string"
      },
      "tests": {
       "type": "array",
       "items": {
        "type": "object",
        "additionalProperties": false,
        "required": [
         "title",
         "state"
        ],
        "properties": {
         "title": {
          "type": "string"
         },
         "state": {
          "type": "string",
          "enum": [
           "passed",
           "failed",
           "pending"
          ]
         },
         "message": {
          "type": "string"
         }
        }
       }
      }
     }
    }
   }
  }
 },
 "DataVerdict": {
  "type": "string",
  "enum": [
   "passed",
   "failed",
   "cantTell"
  ]
 },
 "DataFormat": {
  "type": "string",
  "enum": [
   "ndjson",
   "json",
   "csv",
   "xml"
  ]
 },
 "DataPlace": {
  "description": "Where a finding stands in a file. Lines and columns count from 1, the offset counts octets from 0, records count from 0.",
  "type": "object",
  "additionalProperties": false,
  "required": [
   "line",
   "column",
   "offset"
  ],
  "properties": {
   "record": {
    "type": "integer",
    "minimum": 0,
    "description": "absent where the trouble is one of the file and of no record"
   },
   "pointer": {
    "type": "string",
    "description": "RFC 6901 pointer into the record"
   },
   "line": {
    "type": "integer",
    "minimum": 1
   },
   "column": {
    "type": "integer",
    "minimum": 1
   },
   "offset": {
    "type": "integer",
    "minimum": 0
   }
  }
 },
 "DataGroup": {
  "description": "The findings of one code by one check on one field. All are counted, the first are kept with their place.",
  "type": "object",
  "additionalProperties": false,
  "required": [
   "check",
   "code",
   "field",
   "count",
   "places",
   "examples"
  ],
  "properties": {
   "check": {
    "$ref": "#/$defs/CheckId"
   },
   "code": {
    "type": "string",
    "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"
   },
   "field": {
    "type": "string",
    "description": "pointer into the record with * for indexes and for keys that are data; empty for the record or the file itself"
   },
   "count": {
    "type": "integer",
    "minimum": 1
   },
   "places": {
    "type": "array",
    "maxItems": 5,
    "items": {
     "$ref": "#/$defs/DataPlace"
    }
   },
   "examples": {
    "type": "array",
    "maxItems": 3,
    "uniqueItems": true,
    "description": "what was got, masked where it may be personal",
    "items": {
     "type": "string"
    }
   },
   "want": {
    "type": "string"
   },
   "detail": {
    "type": "string"
   }
  }
 },
 "DataCheckResult": {
  "type": "object",
  "additionalProperties": false,
  "required": [
   "check",
   "verdict",
   "examined",
   "findings"
  ],
  "properties": {
   "check": {
    "$ref": "#/$defs/CheckId"
   },
   "verdict": {
    "$ref": "#/$defs/DataVerdict"
   },
   "examined": {
    "type": "integer",
    "minimum": 0,
    "description": "values looked at",
    "at least": null
   },
   "findings": {
    "type": "integer",
    "minimum": 0
   },
   "cause": {
    "$ref": "#/$defs/Cause"
   }
  }
 },
 "DataFileRow": {
  "description": "What one file says of one requirement.",
  "type": "object",
  "additionalProperties": false,
  "required": [
   "id",
   "verdict",
   "examined",
   "findings",
   "checks"
  ],
  "properties": {
   "id": {
    "$ref": "#/$defs/RequirementId"
   },
   "verdict": {
    "$ref": "#/$defs/DataVerdict"
   },
   "examined": {
    "type": "integer",
    "minimum": 0
   },
   "findings": {
    "type": "integer",
    "minimum": 0
   },
   "reason": {
    "$ref": "#/$defs/Cause"
   },
   "checks": {
    "type": "array",
    "minItems": 1,
    "items": {
     "$ref": "#/$defs/DataCheckResult"
    }
   }
  }
 },
 "DataFile": {
  "description": "One file, named as it was given. A file that could not be read at all has an error and neither counts nor rows.",
  "type": "object",
  "additionalProperties": false,
  "required": [
   "file",
   "verdict"
  ],
  "properties": {
   "file": {
    "type": "string"
   },
   "verdict": {
    "$ref": "#/$defs/DataVerdict"
   },
   "reason": {
    "$ref": "#/$defs/Cause"
   },
   "error": {
    "type": "object",
    "additionalProperties": false,
    "required": [
     "code",
     "message"
    ],
    "properties": {
     "code": {
      "type": "string"
     },
     "message": {
      "type": "string"
     },
     "line": {
      "type": "integer",
      "minimum": 1
     },
     "column": {
      "type": "integer",
      "minimum": 1
     },
     "pointer": {
      "type": "string"
     },
     "mend": {
      "type": "string"
     }
    }
   },
   "format": {
    "$ref": "#/$defs/DataFormat"
   },
   "octets": {
    "type": "integer",
    "minimum": 0
   },
   "sha256": {
    "$ref": "#/$defs/Sha256"
   },
   "records": {
    "type": "integer",
    "minimum": 0,
    "description": "all that were met: judged, accepted and lost"
   },
   "accepted": {
    "type": "integer",
    "minimum": 0,
    "description": "judged on their octets alone to be beyond doubt without a finding"
   },
   "lost": {
    "type": "integer",
    "minimum": 0,
    "description": "could not be read"
   },
   "stopped": {
    "type": "object",
    "additionalProperties": false,
    "required": [
     "code",
     "detail",
     "line",
     "column",
     "offset"
    ],
    "properties": {
     "code": {
      "type": "string"
     },
     "detail": {
      "type": "string"
     },
     "line": {
      "type": "integer",
      "minimum": 1
     },
     "column": {
      "type": "integer",
      "minimum": 1
     },
     "offset": {
      "type": "integer",
      "minimum": 0
     }
    }
   },
   "findings": {
    "type": "integer",
    "minimum": 0,
    "description": "all, also those that are kept nowhere"
   },
   "ungrouped": {
    "type": "integer",
    "minimum": 0,
    "description": "findings beyond the limit of what is kept; they count for their requirement and stand in no group"
   },
   "groups": {
    "type": "array",
    "items": {
     "$ref": "#/$defs/DataGroup"
    }
   },
   "requirements": {
    "type": "array",
    "items": {
     "$ref": "#/$defs/DataFileRow"
    }
   }
  },
  "oneOf": [
   {
    "required": [
     "error"
    ]
   },
   {
    "required": [
     "format",
     "octets",
     "sha256",
     "records",
     "accepted",
     "lost",
     "findings",
     "ungrouped",
     "groups",
     "requirements"
    ]
   }
  ]
 },
 "DataRequirement": {
  "description": "A requirement that has a check on files, over all files.",
  "type": "object",
  "additionalProperties": false,
  "required": [
   "id",
   "rev",
   "layer",
   "topic",
   "level",
   "tier",
   "gate",
   "source",
   "title",
   "verdict",
   "examined",
   "findings"
  ],
  "properties": {
   "id": {
    "$ref": "#/$defs/RequirementId"
   },
   "rev": {
    "type": "integer"
   },
   "layer": {
    "$ref": "#/$defs/Layer"
   },
   "topic": {
    "type": "string"
   },
   "level": {
    "$ref": "#/$defs/Level"
   },
   "tier": {
    "$ref": "#/$defs/Tier"
   },
   "gate": {
    "$ref": "#/$defs/Gate"
   },
   "source": {
    "$ref": "#/$defs/SourceTier"
   },
   "title": {
    "$ref": "#/$defs/BilingualText"
   },
   "verdict": {
    "$ref": "#/$defs/DataVerdict"
   },
   "examined": {
    "type": "integer",
    "minimum": 0
   },
   "findings": {
    "type": "integer",
    "minimum": 0
   },
   "reason": {
    "$ref": "#/$defs/Cause"
   }
  }
 },
 "DataSchemaUsed": {
  "description": "What the records were held against beside the rules on names and values.",
  "type": "object",
  "additionalProperties": false,
  "required": [
   "kind",
   "ref",
   "digest"
  ],
  "properties": {
   "kind": {
    "type": "string",
    "enum": [
     "schema",
     "entity",
     "xsd"
    ]
   },
   "ref": {
    "type": "string",
    "description": "the file as given, with its pointer, or the core type and its version"
   },
   "digest": {
    "$ref": "#/$defs/Sha256"
   }
  }
 },
 "DataReport": {
  "description": "What `egif data` says. Free of times, so that the same files under the same law give the same octets. No certificate rests on it.",
  "type": "object",
  "additionalProperties": false,
  "required": [
   "egif",
   "verdict",
   "harness",
   "schemas",
   "maxFindings",
   "files",
   "requirements"
  ],
  "properties": {
   "egif": {
    "const": "data-report/v1"
   },
   "verdict": {
    "$ref": "#/$defs/DataVerdict"
   },
   "harness": {
    "type": "object",
    "additionalProperties": false,
    "required": [
     "name",
     "version",
     "catalogue",
     "codelists"
    ],
    "properties": {
     "name": {
      "type": "string"
     },
     "version": {
      "type": "string"
     },
     "catalogue": {
      "$ref": "#/$defs/LockedFile"
     },
     "codelists": {
      "type": "array",
      "items": {
       "$ref": "#/$defs/LockedFile"
      }
     }
    }
   },
   "schemas": {
    "type": "array",
    "items": {
     "$ref": "#/$defs/DataSchemaUsed"
    }
   },
   "maxFindings": {
    "type": "integer",
    "minimum": 1
   },
   "files": {
    "type": "array",
    "minItems": 1,
    "items": {
     "$ref": "#/$defs/DataFile"
    }
   },
   "requirements": {
    "type": "array",
    "items": {
     "$ref": "#/$defs/DataRequirement"
    }
   }
  }
 },
 "SelfProof": {
  "description": "What this harness found in its own sample agencies just before issuing: nothing in the clean ones, and each fault where it was put. Flattened JWS, typ `egif-self-proof+jws`, role runner.",
  "type": "object",
  "additionalProperties": false,
  "required": [
   "egif",
   "at",
   "harness",
   "profile",
   "clean",
   "faults"
  ],
  "properties": {
   "egif": {
    "const": "self-proof/v1"
   },
   "at": {
    "$ref": "#/$defs/Instant",
    "description": "when the oldest of its trials was made"
   },
   "harness": {
    "type": "object",
    "additionalProperties": false,
    "required": [
     "version",
     "rulesets",
     "program"
    ],
    "properties": {
     "version": {
      "type": "string",
      "maxLength": 60
     },
     "rulesets": {
      "$ref": "#/$defs/Sha256"
     },
     "program": {
      "$ref": "#/$defs/Sha256",
      "description": "over every file of the program that was run and the version of Node"
     }
    }
   },
   "profile": {
    "$ref": "#/$defs/PinnedProfile"
   },
   "clean": {
    "type": "array",
    "maxItems": 50,
    "description": "the clean sample agency of each kind that has a fault among those tried",
    "items": {
     "$ref": "#/$defs/CleanTrial"
    }
   },
   "faults": {
    "type": "array",
    "maxItems": 5000,
    "items": {
     "$ref": "#/$defs/FaultTrial"
    }
   }
  }
 },
 "CleanTrial": {
  "description": "What was found in the clean sample agency of a kind.",
  "type": "object",
  "additionalProperties": false,
  "required": [
   "kind",
   "whole",
   "failed",
   "unseen"
  ],
  "properties": {
   "kind": {
    "type": "string",
    "maxLength": 60
   },
   "whole": {
    "type": "boolean",
    "description": "whether all of the profile was judged: it is made for such a service. Else what the faults of the kind break"
   },
   "failed": {
    "type": "array",
    "maxItems": 5000,
    "items": {
     "$ref": "#/$defs/RequirementId"
    }
   },
   "unseen": {
    "type": "array",
    "maxItems": 5000,
    "items": {
     "$ref": "#/$defs/RequirementId"
    },
    "description": "requirements that a fault of the kind breaks, that are applicable there and of which no check passed"
   }
  }
 },
 "FaultTrial": {
  "description": "What was found of one fault.",
  "type": "object",
  "additionalProperties": false,
  "required": [
   "kind",
   "name",
   "must",
   "expected",
   "found"
  ],
  "properties": {
   "kind": {
    "type": "string",
    "maxLength": 60,
    "description": "kind of the sample agency"
   },
   "name": {
    "type": "string",
    "maxLength": 100
   },
   "must": {
    "type": "boolean",
    "description": "whether a requirement of level MUST is among the expected"
   },
   "expected": {
    "type": "array",
    "maxItems": 100,
    "items": {
     "$ref": "#/$defs/RequirementId"
    },
    "description": "requirements of the profile that the fault breaks"
   },
   "found": {
    "type": "array",
    "maxItems": 100,
    "items": {
     "$ref": "#/$defs/RequirementId"
    },
    "description": "those among them that failed"
   }
  }
 },
 "SelfProofTrials": {
  "description": "What a self-proof has shown so far, kept so that one that was broken off goes on. Flattened JWS, typ `egif-self-proof-trials+jws`, sealed with the key that will seal the proof; it counts for that program, that profile and that key alone.",
  "type": "object",
  "additionalProperties": false,
  "required": [
   "egif",
   "program",
   "profile",
   "clean",
   "faults"
  ],
  "properties": {
   "egif": {
    "const": "self-proof-trials/v1"
   },
   "program": {
    "$ref": "#/$defs/Sha256"
   },
   "profile": {
    "$ref": "#/$defs/PinnedProfile"
   },
   "clean": {
    "type": "array",
    "maxItems": 50,
    "items": {
     "type": "object",
     "additionalProperties": false,
     "required": [
      "at",
      "elapsedMs",
      "trial"
     ],
     "properties": {
      "at": {
       "$ref": "#/$defs/Instant"
      },
      "elapsedMs": {
       "type": "integer",
       "minimum": 0
      },
      "trial": {
       "$ref": "#/$defs/CleanTrial"
      }
     }
    }
   },
   "faults": {
    "type": "array",
    "maxItems": 5000,
    "items": {
     "type": "object",
     "additionalProperties": false,
     "required": [
      "at",
      "elapsedMs",
      "trial"
     ],
     "properties": {
      "at": {
       "$ref": "#/$defs/Instant"
      },
      "elapsedMs": {
       "type": "integer",
       "minimum": 0
      },
      "trial": {
       "$ref": "#/$defs/FaultTrial"
      }
     }
    }
   }
  }
 },
 "ParticipationCredential": {
  "description": "That an agency took part in a cluster's work in a year. W3C Verifiable Credential 2.0, compact JWS, typ `vc+jwt`, role issuer. It says nothing of interoperability.",
  "type": "object",
  "additionalProperties": false,
  "required": [
   "@context",
   "type",
   "id",
   "issuer",
   "validFrom",
   "validUntil",
   "credentialSubject",
   "evidence",
   "credentialStatus",
   "credentialSchema"
  ],
  "properties": {
   "@context": {
    "type": "array",
    "minItems": 2,
    "maxItems": 2,
    "items": {
     "type": "string"
    }
   },
   "type": {
    "type": "array",
    "minItems": 2,
    "maxItems": 2,
    "items": {
     "type": "string"
    }
   },
   "id": {
    "$ref": "#/$defs/CertificateId"
   },
   "issuer": {
    "type": "object",
    "additionalProperties": false,
    "required": [
     "id",
     "name"
    ],
    "properties": {
     "id": {
      "type": "string",
      "maxLength": 200
     },
     "name": {
      "$ref": "#/$defs/BilingualText"
     }
    }
   },
   "validFrom": {
    "$ref": "#/$defs/Instant"
   },
   "validUntil": {
    "$ref": "#/$defs/Instant"
   },
   "credentialSubject": {
    "type": "object",
    "additionalProperties": false,
    "required": [
     "id",
     "agency",
     "cluster",
     "year"
    ],
    "properties": {
     "id": {
      "type": "string",
      "maxLength": 200,
      "description": "urn:egif:agency:<legal id>"
     },
     "agency": {
      "type": "object",
      "additionalProperties": false,
      "required": [
       "legalPersonId",
       "name"
      ],
      "properties": {
       "legalPersonId": {
        "$ref": "#/$defs/LegalPersonId"
       },
       "name": {
        "$ref": "#/$defs/BilingualText"
       }
      }
     },
     "cluster": {
      "type": "string",
      "pattern": "^C[0-9]{2}$"
     },
     "year": {
      "type": "integer",
      "minimum": 1390,
      "maximum": 1500,
      "description": "year of the solar Hijri calendar"
     }
    }
   },
   "evidence": {
    "type": "array",
    "minItems": 1,
    "maxItems": 1,
    "items": {
     "type": "object",
     "additionalProperties": false,
     "required": [
      "type",
      "decisionSha256",
      "approvals"
     ],
     "properties": {
      "type": {
       "const": "EgifParticipationRecord"
      },
      "decisionSha256": {
       "$ref": "#/$defs/Sha256",
       "description": "of the record of the cluster that the certificate rests on"
      },
      "approvals": {
       "type": "array",
       "minItems": 2,
       "maxItems": 8,
       "items": {
        "$ref": "#/$defs/Sha256"
       }
      }
     }
    }
   },
   "credentialStatus": {
    "type": "array",
    "minItems": 1,
    "maxItems": 8,
    "items": {
     "$ref": "#/$defs/StatusEntry"
    }
   },
   "credentialSchema": {
    "type": "object",
    "additionalProperties": false,
    "required": [
     "id",
     "type"
    ],
    "properties": {
     "id": {
      "type": "string",
      "maxLength": 300
     },
     "type": {
      "const": "JsonSchema"
     }
    }
   }
  }
 },
 "StatusPurpose": {
  "type": "string",
  "enum": [
   "revocation",
   "suspension",
   "refresh"
  ]
 },
 "StatusIndexes": {
  "type": "object",
  "additionalProperties": false,
  "required": [
   "revocation",
   "suspension",
   "refresh"
  ],
  "properties": {
   "revocation": {
    "type": "integer",
    "minimum": 0
   },
   "suspension": {
    "type": "integer",
    "minimum": 0
   },
   "refresh": {
    "type": "integer",
    "minimum": 0
   }
  }
 },
 "AuthorityOpened": {
  "description": "Who the authority is, said once.",
  "type": "object",
  "additionalProperties": false,
  "required": [
   "type",
   "subject",
   "body"
  ],
  "properties": {
   "type": {
    "const": "authority-opened"
   },
   "subject": {
    "$ref": "#/$defs/LegalPersonId"
   },
   "body": {
    "type": "object",
    "additionalProperties": false,
    "required": [
     "name",
     "country",
     "statusBase",
     "listLength"
    ],
    "properties": {
     "name": {
      "$ref": "#/$defs/BilingualText"
     },
     "country": {
      "type": "string",
      "pattern": "^[A-Z]{2}$"
     },
     "statusBase": {
      "type": "string",
      "maxLength": 200,
      "pattern": "^https?://[^\\s?#]+$",
      "description": "URL below which the status lists stand"
     },
     "listLength": {
      "type": "integer",
      "minimum": 131072,
      "maximum": 16777216,
      "description": "bits of each status list"
     }
    }
   }
  }
 },
 "ChallengeIssued": {
  "type": "object",
  "additionalProperties": false,
  "required": [
   "type",
   "subject",
   "body"
  ],
  "properties": {
   "type": {
    "const": "challenge-issued"
   },
   "subject": {
    "type": "string",
    "maxLength": 200,
    "description": "id of the challenge"
   },
   "body": {
    "type": "object",
    "additionalProperties": false,
    "required": [
     "sha256",
     "agency",
     "service",
     "attempt",
     "expires",
     "text"
    ],
    "properties": {
     "sha256": {
      "$ref": "#/$defs/Sha256",
      "description": "of the signed text"
     },
     "agency": {
      "$ref": "#/$defs/LegalPersonId"
     },
     "service": {
      "type": "string",
      "maxLength": 100
     },
     "attempt": {
      "type": "integer",
      "minimum": 1
     },
     "expires": {
      "$ref": "#/$defs/Instant"
     },
     "text": {
      "type": "string",
      "maxLength": 100000
     }
    }
   }
  }
 },
 "ControlChecked": {
  "type": "object",
  "additionalProperties": false,
  "required": [
   "type",
   "subject",
   "body"
  ],
  "properties": {
   "type": {
    "const": "control-checked"
   },
   "subject": {
    "type": "string",
    "maxLength": 200,
    "description": "id of the challenge"
   },
   "body": {
    "type": "object",
    "additionalProperties": false,
    "required": [
     "origin",
     "proofSha256",
     "seal",
     "txt"
    ],
    "properties": {
     "origin": {
      "$ref": "#/$defs/Origin"
     },
     "proofSha256": {
      "$ref": "#/$defs/Sha256"
     },
     "seal": {
      "$ref": "#/$defs/Sha256",
      "description": "fingerprint of the seal that signed the proof"
     },
     "txt": {
      "type": "boolean",
      "description": "whether the TXT record was seen; false only where a test nation has no name to ask for"
     },
     "tlsSpkiSha256": {
      "$ref": "#/$defs/Sha256",
      "description": "of the key that the origin showed; absent where it speaks plain HTTP"
     }
    }
   }
  }
 },
 "ReportReceived": {
  "type": "object",
  "additionalProperties": false,
  "required": [
   "type",
   "subject",
   "body"
  ],
  "properties": {
   "type": {
    "const": "report-received"
   },
   "subject": {
    "type": "string",
    "maxLength": 200,
    "description": "digest of the signed report"
   },
   "body": {
    "type": "object",
    "additionalProperties": false,
    "required": [
     "agency",
     "service",
     "seal"
    ],
    "properties": {
     "agency": {
      "$ref": "#/$defs/LegalPersonId"
     },
     "service": {
      "type": "string",
      "maxLength": 100
     },
     "seal": {
      "$ref": "#/$defs/Sha256"
     },
     "challenge": {
      "type": "string",
      "maxLength": 60
     },
     "timeStamp": {
      "description": "what a time-stamp authority says of the octets that came in",
      "type": "object",
      "additionalProperties": false,
      "required": [
       "token",
       "at",
       "policy"
      ],
      "properties": {
       "token": {
        "type": "string",
        "maxLength": 90000,
        "pattern": "^[A-Za-z0-9+/]+={0,2}$",
        "description": "RFC 3161 token, DER in base64"
       },
       "at": {
        "$ref": "#/$defs/Instant"
       },
       "policy": {
        "$ref": "#/$defs/Oid"
       }
      }
     }
    }
   }
  }
 },
 "CertificateIssued": {
  "type": "object",
  "additionalProperties": false,
  "required": [
   "type",
   "subject",
   "body"
  ],
  "properties": {
   "type": {
    "const": "certificate-issued"
   },
   "subject": {
    "$ref": "#/$defs/CertificateId"
   },
   "body": {
    "type": "object",
    "additionalProperties": false,
    "required": [
     "kind",
     "sha256",
     "credential",
     "basis",
     "agency",
     "service",
     "validFrom",
     "validUntil",
     "indexes",
     "approvals"
    ],
    "properties": {
     "kind": {
      "type": "string",
      "enum": [
       "interoperability",
       "participation"
      ]
     },
     "sha256": {
      "$ref": "#/$defs/Sha256",
      "description": "of the whole compact credential"
     },
     "credential": {
      "type": "string",
      "maxLength": 200000
     },
     "basis": {
      "$ref": "#/$defs/Sha256",
      "description": "of the signed report or of the record of participation; one certificate rests on it and no more"
     },
     "agency": {
      "$ref": "#/$defs/LegalPersonId"
     },
     "service": {
      "type": "string",
      "maxLength": 100
     },
     "challenge": {
      "type": "string",
      "maxLength": 60
     },
     "profile": {
      "type": "string",
      "maxLength": 100
     },
     "validFrom": {
      "$ref": "#/$defs/Instant"
     },
     "validUntil": {
      "$ref": "#/$defs/Instant"
     },
     "indexes": {
      "$ref": "#/$defs/StatusIndexes"
     },
     "approvals": {
      "type": "array",
      "maxItems": 8,
      "items": {
       "$ref": "#/$defs/Sha256"
      }
     },
     "supersedes": {
      "$ref": "#/$defs/CertificateId"
     }
    }
   }
  }
 },
 "StatusChanged": {
  "type": "object",
  "additionalProperties": false,
  "required": [
   "type",
   "subject",
   "body"
  ],
  "properties": {
   "type": {
    "const": "status-changed"
   },
   "subject": {
    "$ref": "#/$defs/CertificateId"
   },
   "body": {
    "type": "object",
    "additionalProperties": false,
    "required": [
     "purpose",
     "set",
     "from",
     "to",
     "reason",
     "decision",
     "approvals"
    ],
    "properties": {
     "purpose": {
      "$ref": "#/$defs/StatusPurpose"
     },
     "set": {
      "type": "boolean"
     },
     "from": {
      "type": "string",
      "enum": [
       "valid",
       "suspended",
       "revoked",
       "superseded"
      ]
     },
     "to": {
      "type": "string",
      "enum": [
       "valid",
       "suspended",
       "revoked",
       "superseded"
      ]
     },
     "reason": {
      "type": "string",
      "pattern": "^[a-z][a-z0-9-]{1,60}$"
     },
     "decision": {
      "$ref": "#/$defs/Sha256",
      "description": "of the document that the change rests on"
     },
     "approvals": {
      "type": "array",
      "maxItems": 8,
      "items": {
       "$ref": "#/$defs/Sha256"
      }
     },
     "by": {
      "$ref": "#/$defs/CertificateId",
      "description": "the certificate that supersedes this one"
     }
    }
   }
  }
 },
 "StatusListSigned": {
  "type": "object",
  "additionalProperties": false,
  "required": [
   "type",
   "subject",
   "body"
  ],
  "properties": {
   "type": {
    "const": "status-list-signed"
   },
   "subject": {
    "type": "string",
    "maxLength": 300,
    "description": "URL of the list"
   },
   "body": {
    "type": "object",
    "additionalProperties": false,
    "required": [
     "purpose",
     "sequence",
     "sha256",
     "credential",
     "covers"
    ],
    "properties": {
     "purpose": {
      "$ref": "#/$defs/StatusPurpose"
     },
     "sequence": {
      "type": "integer",
      "minimum": 1
     },
     "sha256": {
      "$ref": "#/$defs/Sha256"
     },
     "credential": {
      "type": "string",
      "maxLength": 6000000
     },
     "covers": {
      "type": "integer",
      "minimum": 0,
      "description": "number of the newest event that the list holds"
     }
    }
   }
  }
 },
 "Surveyed": {
  "type": "object",
  "additionalProperties": false,
  "required": [
   "type",
   "subject",
   "body"
  ],
  "properties": {
   "type": {
    "const": "surveyed"
   },
   "subject": {
    "$ref": "#/$defs/CertificateId"
   },
   "body": {
    "type": "object",
    "additionalProperties": false,
    "required": [
     "result"
    ],
    "properties": {
     "result": {
      "type": "string",
      "enum": [
       "passed",
       "failed",
       "missed"
      ]
     },
     "reportSha256": {
      "$ref": "#/$defs/Sha256"
     },
     "divergences": {
      "type": "array",
      "maxItems": 1000,
      "items": {
       "type": "string"
      }
     }
    }
   }
  }
 },
 "LeafLogged": {
  "type": "object",
  "additionalProperties": false,
  "required": [
   "type",
   "subject",
   "body"
  ],
  "properties": {
   "type": {
    "const": "leaf-logged"
   },
   "subject": {
    "type": "string",
    "maxLength": 300
   },
   "body": {
    "type": "object",
    "additionalProperties": false,
    "required": [
     "of",
     "index"
    ],
    "properties": {
     "of": {
      "type": "integer",
      "minimum": 0,
      "description": "number of the event that the leaf is about"
     },
     "index": {
      "type": "integer",
      "minimum": 0
     }
    }
   }
  }
 },
 "BundleReleased": {
  "type": "object",
  "additionalProperties": false,
  "required": [
   "type",
   "subject",
   "body"
  ],
  "properties": {
   "type": {
    "const": "bundle-released"
   },
   "subject": {
    "$ref": "#/$defs/CertificateId"
   },
   "body": {
    "type": "object",
    "additionalProperties": false,
    "required": [
     "sha256"
    ],
    "properties": {
     "sha256": {
      "$ref": "#/$defs/Sha256",
      "description": "of the file as it was released first"
     }
    }
   }
  }
 },
 "AuthorityAct": {
  "oneOf": [
   {
    "$ref": "#/$defs/AuthorityOpened"
   },
   {
    "$ref": "#/$defs/ChallengeIssued"
   },
   {
    "$ref": "#/$defs/ControlChecked"
   },
   {
    "$ref": "#/$defs/ReportReceived"
   },
   {
    "$ref": "#/$defs/CertificateIssued"
   },
   {
    "$ref": "#/$defs/StatusChanged"
   },
   {
    "$ref": "#/$defs/StatusListSigned"
   },
   {
    "$ref": "#/$defs/Surveyed"
   },
   {
    "$ref": "#/$defs/LeafLogged"
   },
   {
    "$ref": "#/$defs/BundleReleased"
   }
  ]
 },
 "AuthorityEvent": {
  "description": "One line of the journal. `hash` is over the canonical form (RFC 8785) of the other members, so that each line holds all lines before it.",
  "type": "object",
  "additionalProperties": false,
  "required": [
   "seq",
   "at",
   "act",
   "prev",
   "hash"
  ],
  "properties": {
   "seq": {
    "type": "integer",
    "minimum": 0
   },
   "at": {
    "$ref": "#/$defs/Instant"
   },
   "act": {
    "$ref": "#/$defs/AuthorityAct"
   },
   "prev": {
    "$ref": "#/$defs/Sha256",
    "description": "hash of the line before; of the first line the digest of nothing"
   },
   "hash": {
    "$ref": "#/$defs/Sha256"
   }
  }
 },
 "PolicyWord": {
  "type": "string",
  "pattern": "^[a-z][a-z0-9-]{0,59}$",
  "description": "a word of a policy: a kind of project, a kind of service, the id of a rule"
 },
 "ProjectId": {
  "type": "string",
  "minLength": 1,
  "maxLength": 100,
  "pattern": "^[^\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}]+$"
 },
 "BudgetYear": {
  "type": "integer",
  "minimum": 1300,
  "maximum": 1599,
  "description": "year of the Solar Hijri calendar"
 },
 "PolicySource": {
  "description": "What a rule rests on. Nothing that is a proposal of the suite is presented as law.",
  "type": "object",
  "additionalProperties": false,
  "required": [
   "id",
   "tier",
   "title",
   "reference"
  ],
  "properties": {
   "id": {
    "$ref": "#/$defs/PolicyWord"
   },
   "tier": {
    "$ref": "#/$defs/SourceTier"
   },
   "title": {
    "$ref": "#/$defs/BilingualText"
   },
   "reference": {
    "type": "string",
    "maxLength": 500,
    "description": "instrument, number, date, article"
   }
  }
 },
 "PolicyCondition": {
  "description": "All that is named must hold. A fact that a project does not state leaves the condition unknown; an empty condition holds of everything.",
  "type": "object",
  "additionalProperties": false,
  "properties": {
   "kinds": {
    "type": "array",
    "minItems": 1,
    "maxItems": 100,
    "uniqueItems": true,
    "items": {
     "$ref": "#/$defs/PolicyWord"
    },
    "description": "of the project"
   },
   "serviceKinds": {
    "type": "array",
    "minItems": 1,
    "maxItems": 100,
    "uniqueItems": true,
    "items": {
     "$ref": "#/$defs/PolicyWord"
    }
   },
   "services": {
    "type": "array",
    "minItems": 1,
    "maxItems": 1000,
    "uniqueItems": true,
    "items": {
     "type": "string",
     "maxLength": 100
    },
    "description": "ids of services"
   },
   "agencies": {
    "type": "array",
    "minItems": 1,
    "maxItems": 20000,
    "uniqueItems": true,
    "items": {
     "$ref": "#/$defs/LegalPersonId"
    }
   },
   "years": {
    "type": "array",
    "minItems": 1,
    "maxItems": 20,
    "uniqueItems": true,
    "items": {
     "$ref": "#/$defs/BudgetYear"
    }
   },
   "amountFrom": {
    "type": "integer",
    "minimum": 0,
    "description": "rials, inclusive"
   },
   "amountBelow": {
    "type": "integer",
    "minimum": 1,
    "description": "rials, exclusive"
   }
  }
 },
 "PolicyDemand": {
  "description": "What one certificate must show. Every member that is named must hold of one and the same certificate.",
  "type": "object",
  "additionalProperties": false,
  "required": [
   "certificate"
  ],
  "properties": {
   "certificate": {
    "type": "string",
    "pattern": "^[A-Z][A-Za-z]{1,79}$",
    "description": "type of the credential beside VerifiableCredential: EgifInteroperabilityCertificate, EgifParticipationCertificate"
   },
   "profiles": {
    "description": "any of these; absent means every profile",
    "type": "array",
    "minItems": 1,
    "maxItems": 50,
    "items": {
     "type": "object",
     "additionalProperties": false,
     "required": [
      "id"
     ],
     "properties": {
      "id": {
       "type": "string",
       "pattern": "^[a-z][a-z0-9-]*$"
      },
      "from": {
       "type": "string",
       "pattern": "^(0|[1-9][0-9]{0,8})\\.(0|[1-9][0-9]{0,8})\\.(0|[1-9][0-9]{0,8})$",
       "description": "least version"
      }
     }
    }
   },
   "tier": {
    "$ref": "#/$defs/Tier",
    "description": "at least"
   },
   "assurance": {
    "type": "string",
    "enum": [
     "L2",
     "L3"
    ],
    "description": "at least"
   },
   "verdicts": {
    "type": "array",
    "minItems": 1,
    "uniqueItems": true,
    "items": {
     "type": "string",
     "enum": [
      "granted",
      "conditional"
     ]
    },
    "description": "absent means granted alone"
   },
   "waiversMax": {
    "type": "integer",
    "minimum": 0,
    "maximum": 100,
    "description": "waivers that the verdict may rest on; absent means any number"
   },
   "qualityMin": {
    "type": "number",
    "minimum": 0,
    "maximum": 100,
    "description": "of the lower bound, per cent"
   },
   "confidenceMin": {
    "type": "number",
    "minimum": 0,
    "maximum": 1
   },
   "maxAgeDays": {
    "type": "integer",
    "minimum": 1,
    "maximum": 4000,
    "description": "days since the certificate became valid"
   },
   "remainingDays": {
    "type": "integer",
    "minimum": 1,
    "maximum": 4000,
    "description": "days for which it must still be valid"
   }
  }
 },
 "EligibilityRule": {
  "type": "object",
  "additionalProperties": false,
  "required": [
   "id",
   "title",
   "when",
   "demand",
   "sources"
  ],
  "properties": {
   "id": {
    "$ref": "#/$defs/PolicyWord"
   },
   "title": {
    "$ref": "#/$defs/BilingualText"
   },
   "when": {
    "$ref": "#/$defs/PolicyCondition"
   },
   "from": {
    "$ref": "#/$defs/Instant"
   },
   "until": {
    "$ref": "#/$defs/Instant"
   },
   "demand": {
    "$ref": "#/$defs/PolicyDemand"
   },
   "renewalDays": {
    "type": "integer",
    "minimum": 1,
    "maximum": 400,
    "description": "grace: so many days after the end of a certificate that met the demand nothing is refused yet, and nothing granted: the decision stays undetermined"
   },
   "sources": {
    "type": "array",
    "minItems": 1,
    "maxItems": 20,
    "uniqueItems": true,
    "items": {
     "$ref": "#/$defs/PolicyWord"
    },
    "description": "ids of sources"
   }
  }
 },
 "PolicyExemption": {
  "description": "For what no certificate is demanded (yet). A period of transition is an exemption with an end.",
  "type": "object",
  "additionalProperties": false,
  "required": [
   "id",
   "title",
   "when",
   "sources"
  ],
  "properties": {
   "id": {
    "$ref": "#/$defs/PolicyWord"
   },
   "title": {
    "$ref": "#/$defs/BilingualText"
   },
   "when": {
    "$ref": "#/$defs/PolicyCondition"
   },
   "from": {
    "$ref": "#/$defs/Instant"
   },
   "until": {
    "$ref": "#/$defs/Instant"
   },
   "withoutServices": {
    "type": "boolean",
    "description": "whether a project that names no service at all is meant; absent means no"
   },
   "sources": {
    "type": "array",
    "minItems": 1,
    "maxItems": 20,
    "uniqueItems": true,
    "items": {
     "$ref": "#/$defs/PolicyWord"
    }
   }
  }
 },
 "PolicyKind": {
  "type": "object",
  "additionalProperties": false,
  "required": [
   "id",
   "title"
  ],
  "properties": {
   "id": {
    "$ref": "#/$defs/PolicyWord"
   },
   "title": {
    "$ref": "#/$defs/BilingualText"
   }
  }
 },
 "ScoringRules": {
  "description": "How the yearly score of an agency is made. Each component runs from 0 to 100; the weights need not sum to anything.",
  "type": "object",
  "additionalProperties": false,
  "required": [
   "weights",
   "tierPoints",
   "sources"
  ],
  "properties": {
   "weights": {
    "type": "object",
    "additionalProperties": false,
    "required": [
     "coverage",
     "tier",
     "quality",
     "maturity"
    ],
    "properties": {
     "coverage": {
      "type": "number",
      "minimum": 0,
      "maximum": 1000,
      "description": "share of the services on record that hold a valid certificate"
     },
     "tier": {
      "type": "number",
      "minimum": 0,
      "maximum": 1000,
      "description": "mean of the points of the tiers over those services"
     },
     "quality": {
      "type": "number",
      "minimum": 0,
      "maximum": 1000,
      "description": "mean of the lower bounds of quality"
     },
     "maturity": {
      "type": "number",
      "minimum": 0,
      "maximum": 1000,
      "description": "mean of the maturity indexes"
     }
    }
   },
   "tierPoints": {
    "type": "object",
    "additionalProperties": false,
    "required": [
     "bronze",
     "silver",
     "gold"
    ],
    "properties": {
     "bronze": {
      "type": "number",
      "minimum": 0,
      "maximum": 100
     },
     "silver": {
      "type": "number",
      "minimum": 0,
      "maximum": 100
     },
     "gold": {
      "type": "number",
      "minimum": 0,
      "maximum": 100
     }
    }
   },
   "sources": {
    "type": "array",
    "minItems": 1,
    "maxItems": 20,
    "uniqueItems": true,
    "items": {
     "$ref": "#/$defs/PolicyWord"
    }
   }
  }
 },
 "EligibilityPolicy": {
  "description": "The budget policy, versioned apart from profiles and certificates: another policy never touches evidence. Signed as `egif-policy+jws`, or plain. A service counts when an exemption names it, or when at least one rule applies and every rule that applies is met. What no rule names is undetermined.",
  "type": "object",
  "additionalProperties": false,
  "required": [
   "egif",
   "id",
   "version",
   "status",
   "title",
   "issuer",
   "from",
   "until",
   "kinds",
   "serviceKinds",
   "rules",
   "exemptions",
   "sources"
  ],
  "properties": {
   "egif": {
    "const": "eligibility-policy/v1"
   },
   "id": {
    "$ref": "#/$defs/PolicyWord"
   },
   "version": {
    "type": "string",
    "pattern": "^(0|[1-9][0-9]{0,8})\\.(0|[1-9][0-9]{0,8})\\.(0|[1-9][0-9]{0,8})$"
   },
   "status": {
    "type": "string",
    "enum": [
     "proposal",
     "draft",
     "adopted"
    ],
    "description": "only what is adopted can carry a decision of budget"
   },
   "title": {
    "$ref": "#/$defs/BilingualText"
   },
   "abstract": {
    "$ref": "#/$defs/BilingualText"
   },
   "issuer": {
    "type": "object",
    "additionalProperties": false,
    "required": [
     "name"
    ],
    "properties": {
     "legalPersonId": {
      "$ref": "#/$defs/LegalPersonId"
     },
     "name": {
      "$ref": "#/$defs/BilingualText"
     }
    }
   },
   "from": {
    "$ref": "#/$defs/Instant"
   },
   "until": {
    "$ref": "#/$defs/Instant"
   },
   "kinds": {
    "type": "array",
    "minItems": 1,
    "maxItems": 100,
    "items": {
     "$ref": "#/$defs/PolicyKind"
    },
    "description": "of projects"
   },
   "serviceKinds": {
    "type": "array",
    "maxItems": 100,
    "items": {
     "$ref": "#/$defs/PolicyKind"
    }
   },
   "rules": {
    "type": "array",
    "minItems": 1,
    "maxItems": 500,
    "items": {
     "$ref": "#/$defs/EligibilityRule"
    }
   },
   "exemptions": {
    "type": "array",
    "maxItems": 500,
    "items": {
     "$ref": "#/$defs/PolicyExemption"
    }
   },
   "scoring": {
    "$ref": "#/$defs/ScoringRules"
   },
   "sources": {
    "type": "array",
    "minItems": 1,
    "maxItems": 200,
    "items": {
     "$ref": "#/$defs/PolicySource"
    }
   }
  }
 },
 "ProjectService": {
  "type": "object",
  "additionalProperties": false,
  "required": [
   "id"
  ],
  "properties": {
   "id": {
    "type": "string",
    "minLength": 1,
    "maxLength": 100,
    "pattern": "^[^\\p{Cc}\\p{Cf}\\p{Z}]+$",
    "description": "id of the service (شناسه خدمت)"
   },
   "agency": {
    "$ref": "#/$defs/LegalPersonId",
    "description": "whose service it is; absent means the agency of the project"
   },
   "kind": {
    "$ref": "#/$defs/PolicyWord"
   },
   "origin": {
    "$ref": "#/$defs/Origin",
    "description": "which the certificate must cover"
   }
  }
 },
 "BudgetProject": {
  "type": "object",
  "additionalProperties": false,
  "required": [
   "egif",
   "id",
   "agency",
   "kind",
   "year",
   "services"
  ],
  "properties": {
   "egif": {
    "const": "budget-project/v1"
   },
   "id": {
    "$ref": "#/$defs/ProjectId"
   },
   "name": {
    "type": "string",
    "minLength": 1,
    "maxLength": 300
   },
   "agency": {
    "$ref": "#/$defs/LegalPersonId"
   },
   "kind": {
    "$ref": "#/$defs/PolicyWord"
   },
   "year": {
    "$ref": "#/$defs/BudgetYear"
   },
   "amount": {
    "type": "integer",
    "minimum": 0,
    "maximum": 9007199254740991,
    "description": "rials"
   },
   "budgetRow": {
    "type": "string",
    "maxLength": 60,
    "description": "row of the budget law"
   },
   "services": {
    "type": "array",
    "maxItems": 1000,
    "items": {
     "$ref": "#/$defs/ProjectService"
    }
   }
  }
 },
 "EligibilityOutcome": {
  "type": "string",
  "enum": [
   "eligible",
   "notEligible",
   "undetermined"
  ]
 },
 "DecisionReason": {
  "type": "object",
  "additionalProperties": false,
  "required": [
   "code",
   "subject",
   "effect"
  ],
  "properties": {
   "code": {
    "type": "string",
    "maxLength": 80
   },
   "subject": {
    "type": "string",
    "maxLength": 400,
    "description": "what it is about: project, a service, a certificate, the policy"
   },
   "effect": {
    "type": "string",
    "enum": [
     "supports",
     "refuses",
     "leavesOpen"
    ]
   },
   "rule": {
    "$ref": "#/$defs/PolicyWord",
    "description": "rule or exemption of the policy"
   },
   "got": {
    "type": "string",
    "maxLength": 400
   },
   "want": {
    "type": "string",
    "maxLength": 400
   },
   "detail": {
    "type": "string",
    "maxLength": 1000
   }
  }
 },
 "DecisionService": {
  "type": "object",
  "additionalProperties": false,
  "required": [
   "id",
   "agency",
   "outcome",
   "rules",
   "certificates"
  ],
  "properties": {
   "id": {
    "type": "string",
    "maxLength": 100
   },
   "agency": {
    "$ref": "#/$defs/LegalPersonId"
   },
   "outcome": {
    "$ref": "#/$defs/EligibilityOutcome"
   },
   "rules": {
    "type": "array",
    "maxItems": 500,
    "items": {
     "$ref": "#/$defs/PolicyWord"
    },
    "description": "rules that apply or may apply"
   },
   "exemption": {
    "$ref": "#/$defs/PolicyWord"
   },
   "certificates": {
    "type": "array",
    "maxItems": 1000,
    "items": {
     "$ref": "#/$defs/CertificateId"
    },
    "description": "those that the outcome rests on"
   }
  }
 },
 "DecisionCertificate": {
  "type": "object",
  "additionalProperties": false,
  "required": [
   "standing"
  ],
  "properties": {
   "sha256": {
    "$ref": "#/$defs/Sha256",
    "description": "of the compact credential"
   },
   "id": {
    "$ref": "#/$defs/CertificateId"
   },
   "service": {
    "type": "string",
    "maxLength": 100
   },
   "standing": {
    "type": "string",
    "enum": [
     "valid",
     "invalid",
     "indeterminate"
    ]
   },
   "code": {
    "type": "string",
    "maxLength": 80
   },
   "validUntil": {
    "$ref": "#/$defs/Instant"
   },
   "freshUntil": {
    "$ref": "#/$defs/Instant"
   }
  }
 },
 "TrustUsed": {
  "description": "By what the certificates were verified.",
  "type": "object",
  "additionalProperties": false,
  "required": [
   "id",
   "version",
   "sha256"
  ],
  "properties": {
   "id": {
    "type": "string",
    "maxLength": 100
   },
   "version": {
    "type": "integer",
    "minimum": 1
   },
   "sha256": {
    "$ref": "#/$defs/Sha256"
   },
   "test": {
    "type": "boolean"
   },
   "checkpoint": {
    "type": "object",
    "additionalProperties": false,
    "required": [
     "origin",
     "size",
     "root"
    ],
    "properties": {
     "origin": {
      "type": "string",
      "maxLength": 200
     },
     "size": {
      "type": "integer",
      "minimum": 0
     },
     "root": {
      "type": "string",
      "maxLength": 100
     }
    }
   }
  }
 },
 "PolicyUsed": {
  "type": "object",
  "additionalProperties": false,
  "required": [
   "ref",
   "sha256",
   "status"
  ],
  "properties": {
   "ref": {
    "type": "string",
    "maxLength": 100,
    "description": "id@version"
   },
   "sha256": {
    "$ref": "#/$defs/Sha256",
    "description": "of its canonical form"
   },
   "status": {
    "type": "string",
    "enum": [
     "proposal",
     "draft",
     "adopted"
    ]
   },
   "signer": {
    "$ref": "#/$defs/Sha256",
    "description": "fingerprint of the seal on it; absent where it is not signed"
   }
  }
 },
 "DecisionRecord": {
  "description": "One decision with everything that it rests on. Flattened JWS, typ `egif-decision+jws`. The digest is over all but `at`, `harness` and itself: the same inputs give the same digest.",
  "type": "object",
  "additionalProperties": false,
  "required": [
   "egif",
   "project",
   "decision",
   "reasons",
   "services",
   "certificates",
   "policy",
   "trust",
   "at",
   "harness",
   "forBudget",
   "notForBudget",
   "sha256"
  ],
  "properties": {
   "egif": {
    "const": "eligibility-decision/v1"
   },
   "project": {
    "$ref": "#/$defs/BudgetProject"
   },
   "decision": {
    "$ref": "#/$defs/EligibilityOutcome"
   },
   "reasons": {
    "type": "array",
    "minItems": 1,
    "maxItems": 20000,
    "items": {
     "$ref": "#/$defs/DecisionReason"
    }
   },
   "services": {
    "type": "array",
    "maxItems": 1000,
    "items": {
     "$ref": "#/$defs/DecisionService"
    }
   },
   "certificates": {
    "type": "array",
    "maxItems": 20000,
    "items": {
     "$ref": "#/$defs/DecisionCertificate"
    }
   },
   "policy": {
    "$ref": "#/$defs/PolicyUsed"
   },
   "trust": {
    "$ref": "#/$defs/TrustUsed"
   },
   "at": {
    "$ref": "#/$defs/Instant"
   },
   "reliableUntil": {
    "$ref": "#/$defs/Instant",
    "description": "when an eligible decision must be made again: the earliest end of a certificate, of its status, of a rule or exemption, or of the policy"
   },
   "harness": {
    "type": "object",
    "additionalProperties": false,
    "required": [
     "name",
     "version"
    ],
    "properties": {
     "name": {
      "type": "string"
     },
     "version": {
      "type": "string"
     }
    }
   },
   "forBudget": {
    "type": "boolean",
    "description": "whether money may rest on it"
   },
   "notForBudget": {
    "type": "array",
    "items": {
     "$ref": "#/$defs/Cause"
    }
   },
   "sha256": {
    "$ref": "#/$defs/Sha256"
   }
  }
 },
 "DecisionBatch": {
  "description": "A batch of decisions, bound by the digests of its files. Flattened JWS, typ `egif-decision+jws`.",
  "type": "object",
  "additionalProperties": false,
  "required": [
   "egif",
   "input",
   "projects",
   "unreadable",
   "counts",
   "reasons",
   "files",
   "policy",
   "trust",
   "at",
   "harness",
   "forBudget",
   "notForBudget"
  ],
  "properties": {
   "egif": {
    "const": "eligibility-batch/v1"
   },
   "input": {
    "type": "object",
    "additionalProperties": false,
    "required": [
     "name",
     "sha256",
     "records"
    ],
    "properties": {
     "name": {
      "type": "string",
      "maxLength": 400
     },
     "sha256": {
      "$ref": "#/$defs/Sha256"
     },
     "records": {
      "type": "integer",
      "minimum": 0
     }
    }
   },
   "projects": {
    "type": "integer",
    "minimum": 0,
    "description": "that were decided"
   },
   "unreadable": {
    "type": "integer",
    "minimum": 0,
    "description": "records that are no project"
   },
   "counts": {
    "type": "object",
    "additionalProperties": false,
    "required": [
     "eligible",
     "notEligible",
     "undetermined"
    ],
    "properties": {
     "eligible": {
      "type": "integer",
      "minimum": 0
     },
     "notEligible": {
      "type": "integer",
      "minimum": 0
     },
     "undetermined": {
      "type": "integer",
      "minimum": 0
     }
    }
   },
   "reasons": {
    "type": "object",
    "additionalProperties": {
     "type": "integer",
     "minimum": 1
    },
    "description": "projects by code of a reason that kept them from being eligible"
   },
   "files": {
    "type": "array",
    "maxItems": 10,
    "items": {
     "type": "object",
     "additionalProperties": false,
     "required": [
      "name",
      "sha256",
      "records"
     ],
     "properties": {
      "name": {
       "type": "string",
       "maxLength": 100
      },
      "sha256": {
       "$ref": "#/$defs/Sha256"
      },
      "records": {
       "type": "integer",
       "minimum": 0
      }
     }
    }
   },
   "policy": {
    "$ref": "#/$defs/PolicyUsed"
   },
   "trust": {
    "$ref": "#/$defs/TrustUsed"
   },
   "at": {
    "$ref": "#/$defs/Instant"
   },
   "harness": {
    "type": "object",
    "additionalProperties": false,
    "required": [
     "name",
     "version"
    ],
    "properties": {
     "name": {
      "type": "string"
     },
     "version": {
      "type": "string"
     }
    }
   },
   "forBudget": {
    "type": "boolean"
   },
   "notForBudget": {
    "type": "array",
    "items": {
     "$ref": "#/$defs/Cause"
    }
   }
  }
 },
 "ScoredService": {
  "type": "object",
  "additionalProperties": false,
  "required": [
   "service",
   "certificate",
   "sha256",
   "tier",
   "verdict",
   "quality"
  ],
  "properties": {
   "service": {
    "type": "string",
    "maxLength": 100
   },
   "certificate": {
    "$ref": "#/$defs/CertificateId"
   },
   "sha256": {
    "$ref": "#/$defs/Sha256"
   },
   "tier": {
    "$ref": "#/$defs/Tier"
   },
   "verdict": {
    "type": "string",
    "enum": [
     "granted",
     "conditional"
    ]
   },
   "quality": {
    "type": "number",
    "description": "lower bound, per cent"
   },
   "maturityIndex": {
    "type": "number"
   },
   "dimensions": {
    "type": "object",
    "additionalProperties": {
     "type": "number"
    },
    "description": "from the report of the certificate, where it was at hand"
   },
   "waivers": {
    "type": "integer",
    "minimum": 0
   }
  }
 },
 "AgencyScore": {
  "type": "object",
  "additionalProperties": false,
  "required": [
   "agency",
   "services",
   "certified",
   "participation",
   "notCounted",
   "tiers",
   "components"
  ],
  "properties": {
   "agency": {
    "$ref": "#/$defs/LegalPersonId"
   },
   "name": {
    "$ref": "#/$defs/BilingualText"
   },
   "services": {
    "type": "array",
    "items": {
     "$ref": "#/$defs/ScoredService"
    }
   },
   "listed": {
    "type": "integer",
    "minimum": 0,
    "description": "services on record in the directory; absent without one"
   },
   "certified": {
    "type": "integer",
    "minimum": 0,
    "description": "services that hold a valid certificate"
   },
   "participation": {
    "type": "integer",
    "minimum": 0,
    "description": "valid certificates of participation"
   },
   "notCounted": {
    "type": "integer",
    "minimum": 0,
    "description": "certificates that are invalid or cannot be told"
   },
   "tiers": {
    "type": "object",
    "additionalProperties": false,
    "required": [
     "bronze",
     "silver",
     "gold"
    ],
    "properties": {
     "bronze": {
      "type": "integer",
      "minimum": 0
     },
     "silver": {
      "type": "integer",
      "minimum": 0
     },
     "gold": {
      "type": "integer",
      "minimum": 0
     }
    }
   },
   "components": {
    "type": "object",
    "additionalProperties": false,
    "properties": {
     "coverage": {
      "type": "number"
     },
     "tier": {
      "type": "number"
     },
     "quality": {
      "type": "number"
     },
     "maturity": {
      "type": "number"
     }
    }
   },
   "dimensions": {
    "type": "object",
    "additionalProperties": {
     "type": "number"
    }
   },
   "score": {
    "type": "number",
    "description": "0 to 100; absent where a component that weighs cannot be told"
   },
   "unknown": {
    "type": "array",
    "items": {
     "$ref": "#/$defs/Cause"
    },
    "description": "why there is no score"
   }
  }
 },
 "ScoreExport": {
  "type": "object",
  "additionalProperties": false,
  "required": [
   "egif",
   "year",
   "agencies",
   "weights",
   "tierPoints",
   "policy",
   "trust",
   "at",
   "harness",
   "notForBudget"
  ],
  "properties": {
   "egif": {
    "const": "eligibility-scores/v1"
   },
   "year": {
    "$ref": "#/$defs/BudgetYear"
   },
   "agencies": {
    "type": "array",
    "items": {
     "$ref": "#/$defs/AgencyScore"
    }
   },
   "weights": {
    "type": "object",
    "additionalProperties": {
     "type": "number"
    }
   },
   "tierPoints": {
    "type": "object",
    "additionalProperties": {
     "type": "number"
    }
   },
   "policy": {
    "$ref": "#/$defs/PolicyUsed"
   },
   "trust": {
    "$ref": "#/$defs/TrustUsed"
   },
   "directory": {
    "type": "object",
    "additionalProperties": false,
    "required": [
     "version",
     "sha256"
    ],
    "properties": {
     "version": {
      "type": "integer"
     },
     "sha256": {
      "$ref": "#/$defs/Sha256"
     }
    }
   },
   "at": {
    "$ref": "#/$defs/Instant"
   },
   "harness": {
    "type": "object",
    "additionalProperties": false,
    "required": [
     "name",
     "version"
    ],
    "properties": {
     "name": {
      "type": "string"
     },
     "version": {
      "type": "string"
     }
    }
   },
   "notForBudget": {
    "type": "array",
    "items": {
     "$ref": "#/$defs/Cause"
    }
   }
  }
 },
 "Der": {
  "type": "string",
  "pattern": "^[A-Za-z0-9+/]+={0,2}$",
  "maxLength": 65536,
  "description": "base64 of DER"
 },
 "Origin": {
  "type": "string",
  "pattern": "^https?://[^/?#@\\s]+$",
  "maxLength": 300,
  "description": "scheme, host and port of RFC 6454, as in a browser"
 },
 "LegalPersonId": {
  "type": "string",
  "pattern": "^[0-9]{11}$",
  "description": "legal id of an agency"
 },
 "CertificateId": {
  "type": "string",
  "pattern": "^urn:egif:cert:[A-Z]{2}-[0-9]{4}-[0-9]{6}$"
 },
 "Nonce": {
  "type": "string",
  "pattern": "^[A-Za-z0-9_-]{43}$",
  "description": "base64url of 256 random bits"
 },
 "Oid": {
  "type": "string",
  "pattern": "^[0-2](\\.(0|[1-9][0-9]*))+$"
 },
 "PinnedProfile": {
  "type": "object",
  "additionalProperties": false,
  "required": [
   "ref",
   "sha256"
  ],
  "properties": {
   "ref": {
    "type": "string",
    "pattern": "^[a-z][a-z0-9-]*@[0-9]+\\.[0-9]+\\.[0-9]+$"
   },
   "sha256": {
    "$ref": "#/$defs/Sha256",
    "description": "digest of the resolved profile as reports name it"
   }
  }
 },
 "RoleKey": {
  "description": "A certificate that plays a part. Roles are bound by fingerprint, because extended key usages of seals that others issue cannot be relied on.",
  "type": "object",
  "additionalProperties": false,
  "required": [
   "certificateSha256",
   "from"
  ],
  "properties": {
   "certificateSha256": {
    "$ref": "#/$defs/Sha256"
   },
   "from": {
    "$ref": "#/$defs/Instant"
   },
   "until": {
    "$ref": "#/$defs/Instant"
   },
   "compromisedAt": {
    "$ref": "#/$defs/Instant",
    "description": "what was logged before it stays; everything after it dies"
   },
   "organisation": {
    "type": "string",
    "maxLength": 200,
    "description": "whose key it is; two keys of one holder are one officer"
   },
   "holder": {
    "type": "string",
    "maxLength": 200,
    "description": "opaque id of the natural person or laboratory; never a name"
   },
   "profiles": {
    "type": "array",
    "items": {
     "type": "string"
    },
    "description": "of a laboratory",
    "what it may run; absent means every profile": null
   }
  }
 },
 "TrustList": {
  "description": "Whom and what a verifier believes. General JWS, typ `egif-trust+jws`, signed by at least `threshold` of the root keys, and by the threshold of the list before it.",
  "type": "object",
  "additionalProperties": false,
  "required": [
   "egif",
   "id",
   "version",
   "issued",
   "expires",
   "rootKeys",
   "threshold",
   "anchors",
   "policies",
   "timeStamping",
   "roles",
   "profiles",
   "harness",
   "limits"
  ],
  "properties": {
   "egif": {
    "const": "trust-list/v1"
   },
   "id": {
    "type": "string",
    "pattern": "^[a-z][a-z0-9.-]{1,60}$"
   },
   "test": {
    "type": "boolean",
    "description": "a list of a test nation: nothing under it is ever for certification"
   },
   "version": {
    "type": "integer",
    "minimum": 1
   },
   "issued": {
    "$ref": "#/$defs/Instant"
   },
   "expires": {
    "$ref": "#/$defs/Instant"
   },
   "previousSha256": {
    "$ref": "#/$defs/Sha256",
    "description": "of the payload of the list before it: its text differs by how many keys signed it; absent in version 1 only"
   },
   "rootKeys": {
    "type": "array",
    "minItems": 1,
    "maxItems": 16,
    "items": {
     "type": "object",
     "additionalProperties": false,
     "required": [
      "kid",
      "spki"
     ],
     "properties": {
      "kid": {
       "type": "string",
       "pattern": "^[A-Za-z0-9_-]{43}$",
       "description": "base64url of the SHA-256 of spki"
      },
      "spki": {
       "$ref": "#/$defs/Der"
      }
     }
    }
   },
   "threshold": {
    "type": "integer",
    "minimum": 1,
    "maximum": 16
   },
   "anchors": {
    "type": "array",
    "minItems": 1,
    "maxItems": 32,
    "items": {
     "$ref": "#/$defs/Der"
    },
    "description": "root certificates of seals"
   },
   "policies": {
    "type": "array",
    "maxItems": 32,
    "items": {
     "$ref": "#/$defs/Oid"
    },
    "description": "certificate policies of which a seal must name one; empty where none is demanded"
   },
   "requireCrls": {
    "type": "boolean",
    "description": "whether a seal without a fresh CRL cannot be told"
   },
   "timeStamping": {
    "type": "object",
    "additionalProperties": false,
    "required": [
     "anchors",
     "policies"
    ],
    "properties": {
     "anchors": {
      "type": "array",
      "maxItems": 32,
      "items": {
       "$ref": "#/$defs/Der"
      }
     },
     "policies": {
      "type": "array",
      "maxItems": 32,
      "items": {
       "$ref": "#/$defs/Oid"
      }
     },
     "required": {
      "type": "boolean",
      "description": "whether the signature of an agency’s report, and its receipt, must be stamped"
     }
    }
   },
   "roles": {
    "type": "object",
    "additionalProperties": false,
    "required": [
     "issuer",
     "status",
     "challenge",
     "profile",
     "runner",
     "officer",
     "laboratory"
    ],
    "properties": {
     "issuer": {
      "type": "array",
      "maxItems": 64,
      "items": {
       "$ref": "#/$defs/RoleKey"
      }
     },
     "status": {
      "type": "array",
      "maxItems": 64,
      "items": {
       "$ref": "#/$defs/RoleKey"
      }
     },
     "challenge": {
      "type": "array",
      "maxItems": 64,
      "items": {
       "$ref": "#/$defs/RoleKey"
      }
     },
     "profile": {
      "type": "array",
      "maxItems": 64,
      "items": {
       "$ref": "#/$defs/RoleKey"
      }
     },
     "runner": {
      "type": "array",
      "maxItems": 64,
      "items": {
       "$ref": "#/$defs/RoleKey"
      }
     },
     "officer": {
      "type": "array",
      "maxItems": 256,
      "items": {
       "$ref": "#/$defs/RoleKey"
      }
     },
     "laboratory": {
      "type": "array",
      "maxItems": 256,
      "items": {
       "$ref": "#/$defs/RoleKey"
      }
     }
    }
   },
   "log": {
    "type": "object",
    "additionalProperties": false,
    "required": [
     "origin",
     "vkey",
     "policy"
    ],
    "properties": {
     "origin": {
      "type": "string",
      "maxLength": 200
     },
     "vkey": {
      "type": "string",
      "maxLength": 300,
      "description": "C2SP signed-note verifier key"
     },
     "policy": {
      "type": "string",
      "maxLength": 20000,
      "description": "C2SP tlog-policy: log, witnesses, groups, quorum"
     }
    }
   },
   "profiles": {
    "type": "array",
    "maxItems": 1000,
    "items": {
     "type": "object",
     "additionalProperties": false,
     "required": [
      "ref",
      "sha256",
      "from",
      "mandatory"
     ],
     "properties": {
      "ref": {
       "type": "string",
       "pattern": "^[a-z][a-z0-9-]*@[0-9]+\\.[0-9]+\\.[0-9]+$"
      },
      "sha256": {
       "$ref": "#/$defs/Sha256"
      },
      "from": {
       "$ref": "#/$defs/Instant"
      },
      "until": {
       "$ref": "#/$defs/Instant"
      },
      "withdrawn": {
       "type": "boolean"
      },
      "mandatory": {
       "type": "array",
       "maxItems": 1000,
       "items": {
        "$ref": "#/$defs/RequirementId"
       },
       "description": "requirements without which no report counts; from the signed law and never from the report"
      }
     }
    }
   },
   "harness": {
    "type": "array",
    "maxItems": 1000,
    "items": {
     "type": "object",
     "additionalProperties": false,
     "required": [
      "version",
      "rulesets",
      "from"
     ],
     "properties": {
      "version": {
       "type": "string",
       "maxLength": 60
      },
      "rulesets": {
       "$ref": "#/$defs/Sha256",
       "description": "digest over the rulesets",
       "code lists and vocabularies that a report of it names": null
      },
      "from": {
       "$ref": "#/$defs/Instant"
      },
      "until": {
       "$ref": "#/$defs/Instant"
      }
     }
    }
   },
   "limits": {
    "type": "object",
    "additionalProperties": false,
    "required": [
     "maxValidityDays",
     "maxStatusAgeHours",
     "maxLogDelayMinutes",
     "maxClockSkewSeconds",
     "maxReportAgeHours"
    ],
    "properties": {
     "maxValidityDays": {
      "type": "integer",
      "minimum": 1,
      "maximum": 400
     },
     "maxStatusAgeHours": {
      "type": "integer",
      "minimum": 1,
      "maximum": 8760
     },
     "maxLogDelayMinutes": {
      "type": "integer",
      "minimum": 1,
      "maximum": 10080
     },
     "maxClockSkewSeconds": {
      "type": "integer",
      "minimum": 0,
      "maximum": 3600
     },
     "maxReportAgeHours": {
      "type": "integer",
      "minimum": 1,
      "maximum": 8760
     }
    }
   }
  }
 },
 "Directory": {
  "description": "What the IT organisation has on record of agencies and their services. Flattened JWS, typ `egif-directory+jws`, role status.",
  "type": "object",
  "additionalProperties": false,
  "required": [
   "egif",
   "version",
   "issued",
   "expires",
   "agencies"
  ],
  "properties": {
   "egif": {
    "const": "directory/v1"
   },
   "version": {
    "type": "integer",
    "minimum": 1
   },
   "issued": {
    "$ref": "#/$defs/Instant"
   },
   "expires": {
    "$ref": "#/$defs/Instant"
   },
   "agencies": {
    "type": "array",
    "maxItems": 20000,
    "items": {
     "type": "object",
     "additionalProperties": false,
     "required": [
      "legalPersonId",
      "name",
      "services"
     ],
     "properties": {
      "legalPersonId": {
       "$ref": "#/$defs/LegalPersonId"
      },
      "name": {
       "$ref": "#/$defs/BilingualText"
      },
      "services": {
       "type": "array",
       "maxItems": 10000,
       "items": {
        "type": "object",
        "additionalProperties": false,
        "required": [
         "id",
         "name",
         "origins",
         "contracts",
         "profiles"
        ],
        "properties": {
         "id": {
          "type": "string",
          "maxLength": 100
         },
         "name": {
          "$ref": "#/$defs/BilingualText"
         },
         "origins": {
          "type": "array",
          "minItems": 1,
          "maxItems": 20,
          "items": {
           "$ref": "#/$defs/Origin"
          }
         },
         "contracts": {
          "type": "array",
          "minItems": 1,
          "maxItems": 20,
          "items": {
           "$ref": "#/$defs/Sha256"
          }
         },
         "profiles": {
          "type": "array",
          "maxItems": 20,
          "items": {
           "type": "string"
          },
          "description": "ids of the profiles that the service must meet"
         }
        }
       }
      }
     }
    }
   }
  }
 },
 "ProfileRelease": {
  "description": "The law under seal: one profile with everything that decides a verdict under it. Flattened JWS, typ `egif-profile+jws`, role profile; whoever keeps the trust list takes its entries for `profiles` and `harness` from here.",
  "type": "object",
  "additionalProperties": false,
  "required": [
   "egif",
   "profile",
   "title",
   "mandatory",
   "catalogue",
   "harness",
   "at"
  ],
  "properties": {
   "egif": {
    "const": "profile-release/v1"
   },
   "profile": {
    "$ref": "#/$defs/PinnedProfile"
   },
   "title": {
    "$ref": "#/$defs/BilingualText"
   },
   "mandatory": {
    "type": "array",
    "maxItems": 1000,
    "items": {
     "$ref": "#/$defs/RequirementId"
    },
    "description": "requirements of level MUST"
   },
   "catalogue": {
    "$ref": "#/$defs/LockedFile"
   },
   "harness": {
    "type": "object",
    "additionalProperties": false,
    "required": [
     "version",
     "rulesets"
    ],
    "properties": {
     "version": {
      "type": "string",
      "maxLength": 60
     },
     "rulesets": {
      "$ref": "#/$defs/Sha256",
      "description": "digest over the rulesets",
      "code lists and vocabularies": null
     }
    }
   },
   "at": {
    "$ref": "#/$defs/Instant"
   }
  }
 },
 "Challenge": {
  "description": "Permission to be certified, once. Flattened JWS, typ `egif-challenge+jws`, role challenge.",
  "type": "object",
  "additionalProperties": false,
  "required": [
   "egif",
   "id",
   "nonce",
   "attempt",
   "agency",
   "service",
   "origins",
   "contracts",
   "profile",
   "seed",
   "notBefore",
   "expires",
   "controlProof"
  ],
  "properties": {
   "egif": {
    "const": "challenge/v1"
   },
   "id": {
    "type": "string",
    "pattern": "^[0-9A-HJKMNP-TV-Z]{26}$",
    "description": "ULID"
   },
   "nonce": {
    "$ref": "#/$defs/Nonce"
   },
   "attempt": {
    "type": "integer",
    "minimum": 1,
    "description": "how often this service was challenged, this one included; printed on the certificate"
   },
   "agency": {
    "$ref": "#/$defs/LegalPersonId"
   },
   "service": {
    "type": "string",
    "maxLength": 100
   },
   "origins": {
    "type": "array",
    "minItems": 1,
    "maxItems": 20,
    "items": {
     "$ref": "#/$defs/Origin"
    }
   },
   "contracts": {
    "type": "array",
    "minItems": 1,
    "maxItems": 20,
    "items": {
     "$ref": "#/$defs/Sha256"
    }
   },
   "profile": {
    "$ref": "#/$defs/PinnedProfile"
   },
   "seed": {
    "type": "string",
    "maxLength": 64,
    "description": "seed of the run; derived from the nonce: HKDF-SHA256(nonce, info \"egif-gen\"), 16 octets in hexadecimal"
   },
   "minHarness": {
    "type": "string",
    "maxLength": 60
   },
   "notBefore": {
    "$ref": "#/$defs/Instant"
   },
   "expires": {
    "$ref": "#/$defs/Instant"
   },
   "controlProof": {
    "type": "object",
    "additionalProperties": false,
    "required": [
     "wellKnown",
     "dnsTxt"
    ],
    "properties": {
     "wellKnown": {
      "type": "string",
      "description": "path where each origin serves the control proof: /.well-known/egif-challenge/<id>"
     },
     "dnsTxt": {
      "type": "string",
      "description": "name prefix of a TXT record: _egif"
     }
    }
   }
  }
 },
 "ControlProof": {
  "description": "The agency's seal over the challenge for one origin. Flattened JWS, typ `egif-control+jws`; its SHA-256 in base64url is the TXT record.",
  "type": "object",
  "additionalProperties": false,
  "required": [
   "egif",
   "challenge",
   "nonce",
   "agency",
   "service",
   "origin"
  ],
  "properties": {
   "egif": {
    "const": "control-proof/v1"
   },
   "challenge": {
    "type": "string",
    "pattern": "^[0-9A-HJKMNP-TV-Z]{26}$"
   },
   "nonce": {
    "$ref": "#/$defs/Nonce"
   },
   "agency": {
    "$ref": "#/$defs/LegalPersonId"
   },
   "service": {
    "type": "string",
    "maxLength": 100
   },
   "origin": {
    "$ref": "#/$defs/Origin"
   },
   "tlsSpkiSha256": {
    "$ref": "#/$defs/Sha256"
   }
  }
 },
 "Approval": {
  "description": "One officer's consent to one act. Flattened JWS, typ `egif-approval+jws`, role officer; two of different holders make an act.",
  "type": "object",
  "additionalProperties": false,
  "required": [
   "egif",
   "act",
   "subject",
   "basis",
   "at"
  ],
  "properties": {
   "egif": {
    "const": "approval/v1"
   },
   "act": {
    "type": "string",
    "enum": [
     "issue",
     "suspend",
     "resume",
     "revoke",
     "supersede"
    ]
   },
   "subject": {
    "type": "string",
    "maxLength": 200,
    "description": "of an issue the id of the challenge or of the report, else the id of the certificate"
   },
   "basis": {
    "$ref": "#/$defs/Sha256",
    "description": "of an issue the digest of the signed report; else of the document that the decision rests on"
   },
   "reason": {
    "type": "string",
    "pattern": "^[a-z][a-z0-9-]{1,60}$"
   },
   "at": {
    "$ref": "#/$defs/Instant"
   }
  }
 },
 "StatusEntry": {
  "description": "Bitstring Status List v1.0 §2.1",
  "type": "object",
  "additionalProperties": false,
  "required": [
   "id",
   "type",
   "statusPurpose",
   "statusListIndex",
   "statusListCredential"
  ],
  "properties": {
   "id": {
    "type": "string",
    "maxLength": 400
   },
   "type": {
    "type": "string",
    "maxLength": 100,
    "description": "BitstringStatusListEntry; another is refused by a code of its own"
   },
   "statusPurpose": {
    "type": "string",
    "enum": [
     "revocation",
     "suspension",
     "refresh"
    ]
   },
   "statusListIndex": {
    "type": "string",
    "maxLength": 20,
    "description": "decimal without leading zeros; what is not is refused by a code of its own"
   },
   "statusListCredential": {
    "type": "string",
    "maxLength": 300
   }
  }
 },
 "CertificateCredential": {
  "description": "W3C Verifiable Credential 2.0, compact JWS, typ `vc+jwt`, role issuer.",
  "type": "object",
  "additionalProperties": false,
  "required": [
   "@context",
   "type",
   "id",
   "issuer",
   "validFrom",
   "validUntil",
   "credentialSubject",
   "evidence",
   "credentialStatus",
   "credentialSchema"
  ],
  "properties": {
   "@context": {
    "type": "array",
    "maxItems": 8,
    "items": {
     "type": "string",
     "maxLength": 300
    }
   },
   "type": {
    "type": "array",
    "maxItems": 8,
    "items": {
     "type": "string",
     "maxLength": 300
    }
   },
   "id": {
    "$ref": "#/$defs/CertificateId"
   },
   "issuer": {
    "type": "object",
    "additionalProperties": false,
    "required": [
     "id",
     "name"
    ],
    "properties": {
     "id": {
      "type": "string",
      "maxLength": 200
     },
     "name": {
      "$ref": "#/$defs/BilingualText"
     }
    }
   },
   "validFrom": {
    "$ref": "#/$defs/Instant"
   },
   "validUntil": {
    "$ref": "#/$defs/Instant"
   },
   "credentialSubject": {
    "type": "object",
    "additionalProperties": false,
    "required": [
     "id",
     "agency",
     "service",
     "origins",
     "contracts",
     "profile",
     "tier",
     "verdict",
     "quality",
     "confidence",
     "assurance",
     "attempt"
    ],
    "properties": {
     "id": {
      "type": "string",
      "maxLength": 200,
      "description": "urn:egif:service:<legal id>:<service>"
     },
     "agency": {
      "type": "object",
      "additionalProperties": false,
      "required": [
       "legalPersonId",
       "name"
      ],
      "properties": {
       "legalPersonId": {
        "$ref": "#/$defs/LegalPersonId"
       },
       "name": {
        "$ref": "#/$defs/BilingualText"
       }
      }
     },
     "service": {
      "type": "object",
      "additionalProperties": false,
      "required": [
       "id",
       "name"
      ],
      "properties": {
       "id": {
        "type": "string",
        "maxLength": 100
       },
       "name": {
        "$ref": "#/$defs/BilingualText"
       }
      }
     },
     "origins": {
      "type": "array",
      "minItems": 1,
      "maxItems": 20,
      "items": {
       "$ref": "#/$defs/Origin"
      }
     },
     "contracts": {
      "type": "array",
      "minItems": 1,
      "maxItems": 20,
      "items": {
       "$ref": "#/$defs/Sha256"
      }
     },
     "profile": {
      "$ref": "#/$defs/PinnedProfile"
     },
     "tier": {
      "$ref": "#/$defs/Tier"
     },
     "verdict": {
      "type": "string",
      "enum": [
       "granted",
       "conditional"
      ]
     },
     "quality": {
      "type": "array",
      "minItems": 2,
      "maxItems": 2,
      "items": {
       "type": "number",
       "minimum": 0,
       "maximum": 100
      },
      "description": "lower and upper bound, per cent"
     },
     "confidence": {
      "type": "number",
      "minimum": 0,
      "maximum": 1
     },
     "maturityIndex": {
      "type": "number"
     },
     "waivers": {
      "type": "array",
      "maxItems": 100,
      "items": {
       "type": "string"
      },
      "description": "ids of the waivers that the verdict rests on"
     },
     "assurance": {
      "type": "string",
      "enum": [
       "L2",
       "L3"
      ],
      "description": "L2: under a challenge, re-run by the IT organisation; L3: also by a second runner or laboratory"
     },
     "attempt": {
      "type": "integer",
      "minimum": 1
     }
    }
   },
   "evidence": {
    "type": "array",
    "minItems": 1,
    "maxItems": 1,
    "items": {
     "type": "object",
     "additionalProperties": false,
     "required": [
      "type",
      "reportSha256",
      "canonicalSha256",
      "evidenceRoot",
      "challenge",
      "reruns",
      "approvals",
      "selfProof"
     ],
     "properties": {
      "type": {
       "const": "EgifConformanceReport"
      },
      "reportSha256": {
       "$ref": "#/$defs/Sha256",
       "description": "of the signed report"
      },
      "canonicalSha256": {
       "$ref": "#/$defs/Sha256"
      },
      "evidenceRoot": {
       "$ref": "#/$defs/Sha256"
      },
      "challenge": {
       "type": "string"
      },
      "reruns": {
       "type": "array",
       "minItems": 1,
       "maxItems": 8,
       "items": {
        "type": "object",
        "additionalProperties": false,
        "required": [
         "runner",
         "reportSha256",
         "canonicalSha256",
         "requirements",
         "divergences"
        ],
        "properties": {
         "runner": {
          "$ref": "#/$defs/Sha256",
          "description": "fingerprint of the runner's certificate"
         },
         "reportSha256": {
          "$ref": "#/$defs/Sha256"
         },
         "canonicalSha256": {
          "$ref": "#/$defs/Sha256"
         },
         "requirements": {
          "type": "integer",
          "minimum": 1,
          "description": "mandatory requirements that it judged again"
         },
         "divergences": {
          "const": 0
         }
        }
       }
      },
      "approvals": {
       "type": "array",
       "minItems": 2,
       "maxItems": 8,
       "items": {
        "$ref": "#/$defs/Sha256"
       },
       "description": "of the signed approvals"
      },
      "selfProof": {
       "type": "object",
       "additionalProperties": false,
       "required": [
        "killMatrixSha256",
        "faults",
        "survivors"
       ],
       "properties": {
        "killMatrixSha256": {
         "$ref": "#/$defs/Sha256"
        },
        "faults": {
         "type": "integer",
         "minimum": 1
        },
        "survivors": {
         "type": "integer",
         "minimum": 0,
         "description": "faults that nothing found; of a MUST there is none"
        }
       }
      }
     }
    }
   },
   "credentialStatus": {
    "type": "array",
    "maxItems": 8,
    "items": {
     "$ref": "#/$defs/StatusEntry"
    }
   },
   "credentialSchema": {
    "type": "object",
    "additionalProperties": false,
    "required": [
     "id",
     "type"
    ],
    "properties": {
     "id": {
      "type": "string",
      "maxLength": 300
     },
     "type": {
      "const": "JsonSchema"
     }
    }
   },
   "supersedes": {
    "$ref": "#/$defs/CertificateId"
   }
  }
 },
 "StatusListCredential": {
  "description": "Bitstring Status List v1.0 §2.2, compact JWS, typ `vc+jwt`, role status.",
  "type": "object",
  "additionalProperties": false,
  "required": [
   "@context",
   "type",
   "id",
   "issuer",
   "validFrom",
   "validUntil",
   "sequence",
   "credentialSubject"
  ],
  "properties": {
   "@context": {
    "type": "array",
    "maxItems": 8,
    "items": {
     "type": "string",
     "maxLength": 300
    }
   },
   "type": {
    "type": "array",
    "maxItems": 8,
    "items": {
     "type": "string",
     "maxLength": 300
    }
   },
   "id": {
    "type": "string",
    "maxLength": 300
   },
   "issuer": {
    "type": "object",
    "additionalProperties": false,
    "required": [
     "id",
     "name"
    ],
    "properties": {
     "id": {
      "type": "string",
      "maxLength": 200
     },
     "name": {
      "$ref": "#/$defs/BilingualText"
     }
    }
   },
   "validFrom": {
    "$ref": "#/$defs/Instant"
   },
   "validUntil": {
    "$ref": "#/$defs/Instant"
   },
   "sequence": {
    "type": "integer",
    "minimum": 1,
    "description": "grows with each list of this id"
   },
   "credentialSubject": {
    "type": "object",
    "additionalProperties": false,
    "required": [
     "id",
     "type",
     "statusPurpose",
     "encodedList"
    ],
    "properties": {
     "id": {
      "type": "string",
      "maxLength": 320
     },
     "type": {
      "type": "string",
      "maxLength": 100,
      "description": "BitstringStatusList; another is refused by a code of its own"
     },
     "statusPurpose": {
      "type": "string",
      "enum": [
       "revocation",
       "suspension",
       "refresh"
      ]
     },
     "encodedList": {
      "type": "string",
      "maxLength": 4000000,
      "description": "multibase base64url of GZIP of the bits, the first index in the highest bit"
     },
     "ttl": {
      "type": "integer",
      "minimum": 0,
      "description": "milliseconds"
     }
    }
   }
  }
 },
 "StapledStatusList": {
  "type": "object",
  "additionalProperties": false,
  "required": [
   "url",
   "credential"
  ],
  "properties": {
   "url": {
    "type": "string",
    "maxLength": 300
   },
   "credential": {
    "type": "string",
    "maxLength": 6000000,
    "description": "compact JWS"
   },
   "logProof": {
    "type": "string",
    "maxLength": 100000,
    "description": "C2SP tlog-proof; absent only where the trust list names no log"
   }
  }
 },
 "CertificateBundle": {
  "description": "The file `.egifcert`. Not signed as a whole; each part is.",
  "type": "object",
  "additionalProperties": false,
  "required": [
   "mediaType",
   "credential",
   "statusLists"
  ],
  "properties": {
   "mediaType": {
    "const": "application/vnd.egif.certificate+json;v=1"
   },
   "credential": {
    "type": "string",
    "maxLength": 200000,
    "description": "compact JWS"
   },
   "logProof": {
    "type": "string",
    "maxLength": 100000,
    "description": "C2SP tlog-proof; absent only where the trust list names no log"
   },
   "statusLists": {
    "type": "array",
    "maxItems": 8,
    "items": {
     "$ref": "#/$defs/StapledStatusList"
    }
   }
  }
 },
 "FreshnessPack": {
  "description": "The file `.egiftrust`, everything that an offline verifier needs to be up to date. Not signed as a whole; each part is.",
  "type": "object",
  "additionalProperties": false,
  "required": [
   "mediaType",
   "trustList"
  ],
  "properties": {
   "mediaType": {
    "const": "application/vnd.egif.trust+json;v=1"
   },
   "trustList": {
    "type": "string",
    "maxLength": 4000000,
    "description": "text of the general JWS"
   },
   "previous": {
    "type": "array",
    "maxItems": 100,
    "items": {
     "type": "string",
     "maxLength": 4000000
    },
    "description": "lists between the one that a verifier has and this one, oldest first"
   },
   "directory": {
    "type": "string",
    "maxLength": 60000000
   },
   "crls": {
    "type": "array",
    "maxItems": 100,
    "items": {
     "type": "string",
     "maxLength": 16000000
    },
    "description": "base64 of DER"
   },
   "statusLists": {
    "type": "array",
    "maxItems": 100,
    "items": {
     "$ref": "#/$defs/StapledStatusList"
    }
   },
   "checkpoint": {
    "type": "string",
    "maxLength": 100000,
    "description": "the newest checkpoint with its cosignatures"
   }
  }
 },
 "TrustState": {
  "description": "What a verifier has seen, so that nothing older is believed later. A file of the verifier's own; written only after something was valid.",
  "type": "object",
  "additionalProperties": false,
  "required": [
   "egif",
   "lists"
  ],
  "properties": {
   "egif": {
    "const": "trust-state/v1"
   },
   "trustList": {
    "type": "object",
    "additionalProperties": false,
    "required": [
     "id",
     "version",
     "payloadSha256"
    ],
    "properties": {
     "id": {
      "type": "string",
      "maxLength": 100
     },
     "version": {
      "type": "integer",
      "minimum": 1
     },
     "payloadSha256": {
      "$ref": "#/$defs/Sha256"
     }
    }
   },
   "lists": {
    "type": "array",
    "maxItems": 100000,
    "description": "the newest status list of each URL",
    "items": {
     "type": "object",
     "additionalProperties": false,
     "required": [
      "url",
      "sequence",
      "payloadSha256"
     ],
     "properties": {
      "url": {
       "type": "string",
       "maxLength": 300
      },
      "sequence": {
       "type": "integer",
       "minimum": 1
      },
      "payloadSha256": {
       "$ref": "#/$defs/Sha256"
      }
     }
    }
   },
   "log": {
    "type": "object",
    "additionalProperties": false,
    "required": [
     "origin",
     "size",
     "root"
    ],
    "properties": {
     "origin": {
      "type": "string",
      "maxLength": 200
     },
     "size": {
      "type": "integer",
      "minimum": 0
     },
     "root": {
      "type": "string",
      "maxLength": 64,
      "description": "base64"
     }
    }
   },
   "latest": {
    "$ref": "#/$defs/Instant",
    "description": "latest instant that somebody else has vouched for: a clock before it is behind"
   }
  }
 }
};
