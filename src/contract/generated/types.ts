// Generated from src/contract/*.openapi.yaml by `npm run gen`. Do not edit.
export type paths = Record<string, never>;
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description A text in both languages of the suite. Persian is the language of the law. */
        readonly Text: {
            readonly fa: string;
            readonly en?: string;
        };
        readonly BilingualText: {
            readonly fa: string;
            readonly en: string;
        };
        /** @description What a requirement demands, in both languages; each says how binding it is. */
        readonly NormativeSentence: {
            readonly fa: string;
            readonly en: string;
        };
        /** @description Lower-case hexadecimal SHA-256 with its prefix. */
        readonly Sha256: string;
        /**
         * Format: date-time
         * @description RFC 3339 instant; written by the suite in UTC.
         */
        readonly Instant: string;
        /** @enum {string} */
        readonly Layer: "technical" | "data" | "coding" | "organisational" | "legal";
        /**
         * @description RFC 2119 and RFC 8174.
         * @enum {string}
         */
        readonly Level: "MUST" | "SHOULD" | "MAY";
        /** @enum {string} */
        readonly Tier: "bronze" | "silver" | "gold";
        /** @enum {string} */
        readonly Gate: "hard" | "major" | "score" | "info";
        /** @enum {string} */
        readonly SafetyClass: "S0" | "S1" | "S2" | "S3" | "S4" | "S5";
        /**
         * @description Where a rule comes from. Nothing that is our own proposal is presented as the IT organisation's.
         * @enum {string}
         */
        readonly SourceTier: "law" | "official" | "observed" | "proposal";
        /** @enum {string} */
        readonly EvidenceKind: "lint" | "probe" | "data" | "doc" | "scenario";
        readonly RequirementId: string;
        readonly CheckId: string;
        /** @description id or id@version */
        readonly ProfileRef: string;
        /**
         * @description EARL outcome words and waived.
         * @enum {string}
         */
        readonly Verdict: "passed" | "failed" | "cantTell" | "inapplicable" | "untested" | "waived";
        /** @enum {string} */
        readonly RunVerdict: "granted" | "conditional" | "incomplete" | "refused";
        /** @description The closed applicability language; three-valued over facts, no code. */
        readonly Predicate: {
            readonly all: readonly components["schemas"]["Predicate"][];
        } | {
            readonly any: readonly components["schemas"]["Predicate"][];
        } | {
            readonly not: components["schemas"]["Predicate"];
        } | {
            readonly eq: readonly unknown[];
        } | {
            readonly in: readonly unknown[];
        } | {
            readonly contains: readonly unknown[];
        } | {
            readonly gte: readonly unknown[];
        } | {
            readonly exists: string;
        };
        /** @description Parameters of a requirement by name; the profile may set them. The effective value is printed in every finding. */
        readonly Params: {
            readonly [key: string]: unknown;
        };
        /** @description One way in which a requirement is to be examined. Either checks do it, or a reason says why none does yet. */
        readonly CheckMethod: {
            readonly by: components["schemas"]["EvidenceKind"];
            readonly checks?: readonly components["schemas"]["CheckId"][];
            readonly notTestedReason?: string;
            readonly idea?: string;
            readonly requests?: readonly string[];
            readonly assert?: readonly string[];
            readonly artefact?: unknown;
            readonly attestedBy?: unknown;
            readonly validate?: unknown;
            readonly workflow?: unknown;
            readonly role?: unknown;
            readonly customFunction?: unknown;
        } & (unknown | unknown);
        readonly Requirement: {
            readonly id: components["schemas"]["RequirementId"];
            readonly rev: number;
            readonly layer: components["schemas"]["Layer"];
            readonly topic: string;
            readonly level: components["schemas"]["Level"];
            readonly tier: components["schemas"]["Tier"];
            readonly gate: components["schemas"]["Gate"];
            /** @enum {integer} */
            readonly weight: 1 | 2 | 3 | 5 | 8;
            readonly title: components["schemas"]["BilingualText"];
            readonly statement: components["schemas"]["NormativeSentence"];
            readonly rationale: string;
            readonly source: components["schemas"]["SourceTier"];
            readonly refs: readonly string[];
            readonly origin: readonly string[];
            readonly check: readonly components["schemas"]["CheckMethod"][];
            readonly safety: components["schemas"]["SafetyClass"];
            /** @enum {string} */
            readonly automation: "full" | "partial" | "manual";
            readonly needs: readonly string[];
            readonly params: components["schemas"]["Params"];
            readonly evidence: readonly string[];
            readonly falsePositives: string;
            readonly notApplicableWhen: string;
            readonly appliesWhen?: components["schemas"]["Predicate"];
        } & (unknown & unknown & unknown);
        /** @description One topic file of the catalogue; profiles/catalogue/*.yaml together are the catalogue. */
        readonly CatalogueFile: {
            /** @constant */
            readonly egif: "requirements/v1";
            readonly topic: string;
            readonly title?: components["schemas"]["BilingualText"];
            readonly requirements: readonly components["schemas"]["Requirement"][];
        };
        readonly Selector: {
            readonly ids?: readonly components["schemas"]["RequirementId"][];
            readonly topics?: readonly string[];
            readonly layers?: readonly components["schemas"]["Layer"][];
            /** @description only requirements that have at least one check */
            readonly checked?: boolean;
        };
        readonly Override: {
            readonly level?: components["schemas"]["Level"];
            readonly tier?: components["schemas"]["Tier"];
            readonly gate?: components["schemas"]["Gate"];
            /** @enum {integer} */
            readonly weight?: 1 | 2 | 3 | 5 | 8;
            readonly params?: components["schemas"]["Params"];
            readonly reason?: string;
            readonly relax?: boolean;
        };
        readonly TierRule: {
            readonly fa: string;
            readonly en?: string;
            readonly qualityMin: number;
            readonly layerFloor?: number;
            readonly confidenceMin: number;
            readonly openMajorsMax: number;
            readonly conditionalDays?: number;
            readonly validityMonths?: number;
            readonly surveillanceDays?: number;
        };
        readonly RunRules: {
            /** @enum {string} */
            readonly seed?: "required" | "optional";
            readonly environments?: {
                readonly [key: string]: string;
            };
            readonly allowProduction?: {
                readonly [key: string]: "with-consent" | "never";
            };
            readonly politeness?: {
                readonly maxRps?: number;
                readonly maxConcurrent?: number;
                readonly maxRequestsPerService?: number;
                readonly backoffOn?: readonly number[];
            };
            readonly retries?: {
                readonly transport?: number;
                /** @description further runs that a failure must survive; 2 means 3 of 3 */
                readonly verdictFail?: number;
            };
        };
        readonly Profile: {
            /** @constant */
            readonly egif: "profile/v1";
            readonly id: string;
            readonly version: string;
            readonly abstract?: boolean;
            readonly title: components["schemas"]["BilingualText"];
            readonly issuer?: {
                readonly id: string;
                readonly legalPersonId?: string;
            };
            /** @enum {string} */
            readonly status: "draft" | "in-force" | "withdrawn";
            /**
             * @description false: for self-tests and demonstrations; no certificate and no budget decision can rest on it, and it counts only what has a check
             * @default true
             */
            readonly eligibility: boolean;
            readonly validity?: {
                /** Format: date */
                readonly from: string;
                /** Format: date */
                readonly to: string;
            };
            readonly catalogue: {
                readonly ref: string;
                readonly digest?: components["schemas"]["Sha256"];
            };
            readonly extends?: readonly {
                readonly ref: components["schemas"]["ProfileRef"];
                readonly digest?: components["schemas"]["Sha256"];
            }[];
            /** @enum {string} */
            readonly subject?: "server" | "client";
            readonly appliesWhen?: components["schemas"]["Predicate"];
            readonly include?: readonly components["schemas"]["Selector"][];
            readonly exclude?: readonly {
                readonly id?: components["schemas"]["RequirementId"];
                readonly topic?: string;
                readonly reason: string;
            }[];
            readonly override?: {
                readonly [key: string]: components["schemas"]["Override"];
            };
            /** @description values by "<requirement id>.<parameter>" */
            readonly params?: {
                readonly [key: string]: unknown;
            };
            readonly layers?: {
                readonly [key: string]: {
                    readonly share: number;
                };
            };
            readonly tiers?: {
                readonly [key: string]: components["schemas"]["TierRule"];
            };
            readonly maxTier?: components["schemas"]["Tier"];
            readonly targetTier?: components["schemas"]["Tier"];
            /** Format: date */
            readonly sunset?: string;
            readonly unwaivable?: readonly components["schemas"]["RequirementId"][];
            readonly run?: components["schemas"]["RunRules"];
        };
        /** @description A requirement as one flattened profile demands it. */
        readonly ResolvedRequirement: {
            readonly id: components["schemas"]["RequirementId"];
            readonly rev: number;
            readonly layer: components["schemas"]["Layer"];
            readonly topic: string;
            readonly level: components["schemas"]["Level"];
            readonly tier: components["schemas"]["Tier"];
            readonly gate: components["schemas"]["Gate"];
            readonly weight: number;
            readonly title: components["schemas"]["BilingualText"];
            readonly statement: components["schemas"]["NormativeSentence"];
            readonly source: components["schemas"]["SourceTier"];
            readonly refs: readonly string[];
            readonly safety: components["schemas"]["SafetyClass"];
            readonly params: components["schemas"]["Params"];
            readonly checks: readonly components["schemas"]["CheckId"][];
            /** @description methods that no check covers yet */
            readonly notTested: readonly {
                readonly by: components["schemas"]["EvidenceKind"];
                readonly reason: string;
            }[];
            readonly appliesWhen?: components["schemas"]["Predicate"];
        };
        /** @description A profile with every parent merged in; its digest (sha256 over RFC 8785 JSON without the digest member) pins the law of a run. */
        readonly ResolvedProfile: {
            /** @constant */
            readonly egif: "resolved-profile/v1";
            readonly id: string;
            readonly version: string;
            readonly title: components["schemas"]["BilingualText"];
            /** @enum {string} */
            readonly status: "draft" | "in-force" | "withdrawn";
            readonly eligibility: boolean;
            readonly validity?: {
                readonly from: string;
                readonly to: string;
            };
            readonly catalogue: {
                readonly ref: string;
                readonly digest: components["schemas"]["Sha256"];
            };
            readonly lineage: readonly {
                readonly ref: string;
                readonly digest: components["schemas"]["Sha256"];
            }[];
            readonly appliesWhen?: readonly components["schemas"]["Predicate"][];
            readonly requirements: readonly components["schemas"]["ResolvedRequirement"][];
            readonly layers: {
                readonly [key: string]: {
                    readonly share: number;
                };
            };
            readonly tiers: {
                readonly [key: string]: components["schemas"]["TierRule"];
            };
            readonly targetTier: components["schemas"]["Tier"];
            readonly maxTier?: components["schemas"]["Tier"];
            readonly unwaivable: readonly components["schemas"]["RequirementId"][];
            readonly run: components["schemas"]["RunRules"];
            readonly digest: components["schemas"]["Sha256"];
        };
        readonly Waiver: {
            /** @constant */
            readonly egif: "waiver/v1";
            readonly id: string;
            readonly requirement: string;
            readonly scope: {
                readonly agency: string;
                readonly service: string;
                readonly environment: string;
                readonly operations?: readonly string[];
            };
            readonly reason: components["schemas"]["Text"];
            /** @enum {string} */
            readonly risk?: "low" | "medium" | "high";
            readonly compensatingControls?: readonly string[];
            readonly plan?: readonly {
                /** Format: date */
                readonly due: string;
                readonly action: string;
            }[];
            readonly requestedBy?: Record<string, never>;
            readonly grantedBy: {
                readonly org: string;
            };
            /** Format: date */
            readonly granted: string;
            /**
             * Format: date
             * @description of a renewal
             */
            readonly firstGranted?: string;
            /** Format: date */
            readonly expires: string;
            readonly maxTier?: components["schemas"]["Tier"];
            readonly counts?: Record<string, never>;
            readonly signature?: Record<string, never>;
        };
        /** @description The digests of everything that decides a verdict; written by `egif profile lock`, verified before a run. */
        readonly Lock: {
            /** @constant */
            readonly egif: "lock/v1";
            readonly tool: {
                readonly name: string;
                readonly version: string;
            };
            readonly catalogue: components["schemas"]["LockedFile"];
            readonly profiles: readonly components["schemas"]["LockedFile"][];
            readonly rulesets: readonly components["schemas"]["LockedFile"][];
            readonly codelists: readonly components["schemas"]["LockedFile"][];
            /** @description the core vocabularies; absent in locks that were written before there were any */
            readonly vocabularies?: readonly components["schemas"]["LockedFile"][];
            /** @description lists of trust anchors; absent in locks that were written before there were any */
            readonly trustLists?: readonly components["schemas"]["LockedFile"][];
        };
        readonly LockedFile: {
            readonly ref: string;
            readonly digest: components["schemas"]["Sha256"];
            readonly flattened?: components["schemas"]["Sha256"];
        };
        /** @description Where a secret is to be found; never the secret itself. */
        readonly SecretRef: string;
        readonly Contact: {
            readonly name?: string;
            readonly email?: string;
            readonly phone?: string;
            readonly hours?: string;
            /** Format: uri */
            readonly securityTxt?: string;
            readonly appointmentRef?: string;
        };
        readonly Identity: {
            /**
             * @description password: the grant of RFC 6749 §4.3, as older gateways have it; wss_x509: key and certificate that sign SOAP messages; httpsig: a key that signs HTTP requests (RFC 9421), beside the credential of another identity
             * @enum {string}
             */
            readonly kind: "client_secret_basic" | "client_secret_post" | "private_key_jwt" | "mtls" | "bearer" | "api_key" | "pkcs11" | "password" | "wss_x509" | "httpsig";
            readonly clientId?: string;
            readonly secret?: components["schemas"]["SecretRef"];
            readonly key?: components["schemas"]["SecretRef"];
            readonly cert?: components["schemas"]["SecretRef"];
            readonly token?: components["schemas"]["SecretRef"];
            readonly pin?: components["schemas"]["SecretRef"];
            readonly uri?: string;
            /** @description header of an api_key */
            readonly header?: string;
            /** @description of a password grant */
            readonly username?: string;
            readonly password?: components["schemas"]["SecretRef"];
            /** @description further header fields of every call of this identity, by name */
            readonly headers?: {
                readonly [key: string]: components["schemas"]["SecretRef"];
            };
            /** @description name of the key in the key set that the client registered */
            readonly keyId?: string;
            /**
             * @description what an httpsig key signs with; absent: what the key is for, rsa-pss-sha512 for an RSA key
             * @enum {string}
             */
            readonly algorithm?: "ecdsa-p256-sha256" | "rsa-pss-sha512" | "ed25519" | "rsa-v1_5-sha256";
            /** @description components that an httpsig signature covers, where they are not @method, @target-uri, content-type and content-digest; what a request does not have is left out */
            readonly covers?: readonly string[];
            /**
             * Format: uri
             * @description the resource that the token is asked for (RFC 8707)
             */
            readonly resource?: string;
            /**
             * @description a token that must be refused: issued by the issuer of the service, and past its time, before its time, for another audience, or of another kind (an ID token)
             * @enum {string}
             */
            readonly state?: "expired" | "not-yet-valid" | "other-audience" | "other-kind";
            readonly scopes?: readonly string[];
        };
        readonly ContractRef: {
            /** @enum {string} */
            readonly type: "openapi" | "asyncapi" | "wsdl" | "arazzo";
            /** @description path relative to the statement */
            readonly file: string;
            /**
             * Format: uri
             * @description where the agency publishes it
             */
            readonly url?: string;
            readonly digest?: components["schemas"]["Sha256"];
            readonly operationsSafe?: readonly string[];
        };
        readonly Environment: {
            readonly id: string;
            /** @enum {string} */
            readonly kind: "production" | "sandbox" | "local";
            /** Format: uri */
            readonly baseUrl: string;
            readonly vantage?: readonly string[];
            /** @description private or loopback address ranges (CIDR) that the hosts of this environment live in; the operator must allow them too */
            readonly network?: readonly string[];
            /**
             * Format: uri
             * @description base URL of the exchange channel (mutual TLS), where it is not baseUrl
             */
            readonly channel?: string;
            /** @description port of cleartext HTTP, if any; 80 unless the kind is local */
            readonly plainHttpPort?: number;
            /** @description files with trust anchors (PEM); only for kind local */
            readonly anchors?: readonly string[];
            /** @description addresses of DNS resolvers that may be asked about the hosts of this environment, such as 192.0.2.53 or [2001:db8::53]:5353; no other is ever asked */
            readonly resolvers?: readonly string[];
            readonly proxy?: components["schemas"]["Proxy"];
            readonly receiver?: components["schemas"]["Receiver"];
            /** @description the message brokers of this environment */
            readonly brokers?: readonly components["schemas"]["Broker"][];
            readonly resetHook?: {
                readonly operationId?: string;
            };
        };
        /** @description An HTTP proxy through which alone the hosts of an environment are reached, by CONNECT (RFC 9110 §9.3.6). It never sees what is said inside TLS. */
        readonly Proxy: {
            /**
             * Format: uri
             * @description scheme, host and port, without a user name; https: the way to the proxy itself is TLS
             */
            readonly url: string;
            readonly username?: string;
            readonly password?: components["schemas"]["SecretRef"];
            /** @description the proxy takes no addresses: it is handed the name of the host, which it alone resolves; what of an address is to be judged cannot be told then */
            readonly names?: boolean;
        };
        /** @description One concrete call of an operation with synthetic data. */
        readonly Binding: {
            /** @description values by parameter name */
            readonly parameters?: {
                readonly [key: string]: unknown;
            };
            readonly body?: unknown;
            readonly expect?: {
                readonly status?: number;
                readonly problem?: string;
            };
        };
        readonly Consents: {
            readonly production?: components["schemas"]["ConsentFlags"];
            readonly sandbox?: components["schemas"]["ConsentFlags"];
            readonly local?: components["schemas"]["ConsentFlags"];
            readonly negative?: boolean;
            readonly inventory?: boolean;
            readonly load?: boolean;
            readonly validTo?: components["schemas"]["Instant"];
            readonly signature?: string;
        };
        readonly ConsentFlags: {
            readonly S1?: boolean;
            readonly S2?: boolean;
            readonly S3?: boolean;
            readonly S4?: boolean;
            readonly S5?: boolean;
        };
        readonly Service: {
            readonly id: string;
            readonly title: components["schemas"]["Text"];
            /** @enum {string} */
            readonly role: "base-registry" | "provider" | "consumer" | "exchange-centre" | "open-data";
            readonly kinds?: readonly ("G2C" | "G2B" | "G2G")[];
            /** @enum {string} */
            readonly style: "rest" | "soap" | "event" | "file-transfer" | "web-page";
            /** @enum {string} */
            readonly dataClass: "public" | "internal" | "personal" | "sensitive" | "classified";
            /** @enum {string} */
            readonly criticality?: "low" | "medium" | "high";
            readonly audience?: readonly ("citizens" | "businesses" | "agencies" | "international")[];
            readonly lifeEvents?: readonly string[];
            readonly serviceSheet?: {
                readonly file?: string;
                /** Format: uri */
                readonly url?: string;
                readonly approval?: string;
            };
            /** @description pages of the service for citizens and businesses; each is read as anybody may read it. landing: where the agency's smart window leads to; login: where a citizen signs in */
            readonly pages?: readonly {
                /** Format: uri */
                readonly url: string;
                /** @enum {string} */
                readonly role: "landing" | "form" | "login" | "other";
            }[];
            /** @description how citizens sign in */
            readonly signOn?: {
                /**
                 * Format: uri
                 * @description issuer of the single sign-on that this environment uses, where it is no production: its test tenant
                 */
                readonly issuer?: string;
                /**
                 * Format: uri
                 * @description the callback that is registered there
                 */
                readonly redirectUri?: string;
            };
            readonly legalBasis?: readonly {
                readonly law?: string;
                readonly article?: string;
                readonly id?: string;
            }[];
            readonly accessDecisions?: readonly {
                readonly id: string;
                readonly purpose?: string;
                readonly fields?: readonly string[];
            }[];
            readonly agreements?: readonly {
                readonly id: string;
                readonly consumer?: string;
                /** Format: date */
                readonly validTo?: string;
            }[];
            readonly budgetProject?: {
                readonly id?: string;
                readonly row?: string;
            };
            readonly profiles?: readonly {
                readonly ref: components["schemas"]["ProfileRef"];
                readonly targetTier?: components["schemas"]["Tier"];
            }[];
            readonly contracts?: readonly components["schemas"]["ContractRef"][];
            readonly previousCertified?: {
                readonly contractDigest?: components["schemas"]["Sha256"];
                readonly contractFile?: string;
                /** @description contracts that were certified beside contractFile, those of events among them */
                readonly contracts?: readonly components["schemas"]["ContractRef"][];
                readonly certificate?: string;
            };
            readonly environments: readonly components["schemas"]["Environment"][];
            readonly sla?: {
                readonly availability?: number;
                readonly window?: string;
                readonly latencyP95Ms?: number;
                readonly throughputPerMinutePerConsumer?: number;
                readonly maxRequestBytes?: number;
                readonly supportHours?: string;
                readonly maintenanceNoticeHours?: number;
                /** @description measurements of the status resource over weeks, made by others than this run */
                readonly series?: {
                    /** @description path relative to the statement; CSV or NDJSON with instant (RFC 3339), vantage, outcome (up or down) and ms (optional) */
                    readonly file: string;
                    readonly digest?: components["schemas"]["Sha256"];
                    readonly maintenance?: readonly {
                        readonly from: components["schemas"]["Instant"];
                        readonly to: components["schemas"]["Instant"];
                        readonly announced: components["schemas"]["Instant"];
                    }[];
                };
            };
            readonly statusPath?: string;
            /** @description the published list of problem types (RFC 9457 §4): absolute URIs */
            readonly problemTypes?: readonly string[];
            readonly dependencies?: readonly {
                readonly service: string;
                readonly agency: string;
                readonly route?: string;
                /** @enum {string} */
                readonly mode?: "online" | "offline";
                readonly fields?: readonly string[];
            }[];
            readonly credentials?: {
                /** Format: uri */
                readonly issuer?: string;
                /** Format: uri */
                readonly tokenUrl?: string;
                readonly identities?: {
                    readonly [key: string]: components["schemas"]["Identity"];
                };
                /** @description files (PEM) with the certificates or public keys that sign the answers of the service (RFC 9421) */
                readonly signedBy?: readonly string[];
            };
            readonly testData?: {
                readonly population?: string;
                readonly files?: readonly string[];
                readonly bindings?: {
                    readonly [key: string]: readonly components["schemas"]["Binding"][];
                };
                /** @description inputs of the workflows of an Arazzo description, by workflowId */
                readonly inputs?: {
                    readonly [key: string]: {
                        readonly [key: string]: unknown;
                    };
                };
                /** @description ids of objects, by the identity that they belong to */
                readonly ownedBy?: {
                    readonly [key: string]: readonly string[];
                };
                /** @description references of consents made for tests, for services that rest on consent */
                readonly consents?: {
                    /** @description operationId of a safe operation */
                    readonly operation: string;
                    /** @description header field that carries the reference */
                    readonly header: string;
                    readonly valid: string;
                    readonly expired?: string;
                    readonly withdrawn?: string;
                };
                /** @description values of the audit header, where they cannot be made from the contract's sample value and the purposes of the access decisions, as with signed tokens */
                readonly audit?: {
                    /** @description a complete value for the purpose of an access decision, by the id of the decision */
                    readonly purposes?: {
                        readonly [key: string]: string;
                    };
                    /** @description a value that is complete but for its purpose, which nobody agreed to */
                    readonly unknownPurpose?: string;
                };
                readonly volatile?: readonly string[];
            };
            readonly listeners?: components["schemas"]["Listeners"];
            readonly consents?: components["schemas"]["Consents"];
            readonly limits?: {
                readonly maxRps?: number;
                readonly maxConcurrent?: number;
                readonly quietHours?: readonly string[];
                readonly maxRequests?: number;
                readonly timeoutMs?: number;
                readonly maxResponseBytes?: number;
                readonly stopOn?: {
                    readonly consecutive5xx?: number;
                };
            };
            readonly extensionsAllowed?: readonly string[];
            readonly waivers?: readonly string[];
        };
        /** @description A certificate (chain, PEM) and its key (PKCS 8, PEM), by reference. */
        readonly Pair: {
            readonly cert: components["schemas"]["SecretRef"];
            readonly key: components["schemas"]["SecretRef"];
        };
        /** @description Where the service takes signed events that others deliver. The suite delivers there, with consent to S4, and never in production. */
        readonly Receiver: {
            /**
             * Format: uri
             * @description https; the host is one of the agency's own
             */
            readonly url: string;
            /** @description identity of the kind httpsig, whose public key the service knows */
            readonly signer: string;
            /**
             * @description how deliveries are signed: RFC 9421 (by default), or a detached JWS over the content (RFC 7515)
             * @enum {string}
             */
            readonly form?: "http" | "jws";
            /** @description field of a detached JWS, where it is not X-JWS-Signature */
            readonly header?: string;
            /** @description identity whose credential goes with each delivery, where the service asks for one */
            readonly identity?: string;
            /** @description a CloudEvent as the service takes it; id and time are made anew for each delivery */
            readonly event: {
                readonly [key: string]: unknown;
            };
        };
        /** @description A message broker of the service in one environment. */
        readonly Broker: {
            /** @description protocol, host and port, as in mqtts://broker.agency.example:8883 */
            readonly url: string;
            /**
             * @description which AMQP the broker speaks
             * @enum {string}
             */
            readonly dialect?: "amqp-0-9-1" | "amqp-1.0";
        };
        /** @description address and port to listen on; by default the loopback address and the port of the URL */
        readonly ListenerAddress: string;
        /** @description Addresses at which the suite listens for calls of the service, never in production. */
        readonly Listeners: {
            /** @description where the service delivers its events */
            readonly events?: {
                /**
                 * Format: uri
                 * @description callback URL (https); each listening that registers it uses a path below it
                 */
                readonly url: string;
                readonly listen?: components["schemas"]["ListenerAddress"];
                readonly certificate: components["schemas"]["Pair"];
                /** @description operationId that registers a callback; the bound body names the URL. Absent: the URL is registered */
                readonly subscribe?: string;
                /** @description operationId of which each call causes one event. Absent: the operator causes them, told by the run how many */
                readonly trigger?: string;
                /** @description how long the operator may take for each listening */
                readonly operatorSeconds?: number;
                /** @description files (PEM) with the certificates or public keys that sign deliveries */
                readonly signedBy?: readonly string[];
                /** @description after how long a failed delivery is repeated first */
                readonly firstRetrySeconds?: number;
            };
            /** @description an address at which nobody has anything to ask for, reachable from the host of the service; tokens that must be refused name it */
            readonly canary?: {
                /**
                 * Format: uri
                 * @description https; the suite uses a path below it
                 */
                readonly url: string;
                readonly listen?: components["schemas"]["ListenerAddress"];
                readonly certificate: components["schemas"]["Pair"];
            };
            /** @description where the suite plays the provider that the service consumes */
            readonly registry?: {
                /**
                 * Format: uri
                 * @description base URL that the consumer is pointed at for the test
                 */
                readonly url: string;
                readonly listen?: components["schemas"]["ListenerAddress"];
                /** @description certificates for the host of the URL, by what is wrong with them */
                readonly certificates: {
                    readonly valid: components["schemas"]["Pair"];
                    readonly expired?: components["schemas"]["Pair"];
                    readonly "wrong-host"?: components["schemas"]["Pair"];
                    readonly untrusted?: components["schemas"]["Pair"];
                    /** @description a certificate that its issuer revoked, with the response of the issuer that says so */
                    readonly revoked?: {
                        readonly cert: components["schemas"]["SecretRef"];
                        readonly key: components["schemas"]["SecretRef"];
                        /** @description file with the OCSP response (DER) in base64 */
                        readonly staple: string;
                    };
                };
                /** @description what the provider answers in one business transaction */
                readonly answers: readonly {
                    readonly method: string;
                    /** @description below the path of the URL */
                    readonly path: string;
                    readonly status?: number;
                    readonly body?: unknown;
                    /** @description top-level members of the body that the contract of the provider does not require */
                    readonly optional?: readonly string[];
                    /** @description whether the call is the business request itself; default true, false for tokens and the like */
                    readonly business?: boolean;
                }[];
                /** @description operationId of the consumer that does one business transaction; absent: the operator does it */
                readonly trigger?: string;
                /** @description what Retry-After says where the played provider is busy; 5 where it is absent */
                readonly retryAfterSeconds?: number;
                /** @description how long the operator is waited for */
                readonly operatorSeconds?: number;
                /** @description operationId of a safe operation that shows the alerts of the consumer */
                readonly notices?: string;
            };
        };
        /** @description An agency's implementation conformance statement (agency.yaml). */
        readonly Statement: {
            /** @constant */
            readonly egif: "manifest/v1";
            readonly agency: {
                readonly legalPersonId: string;
                readonly budgetRow?: string;
                readonly name: components["schemas"]["Text"];
                readonly parent?: {
                    readonly legalPersonId?: string;
                    readonly name?: components["schemas"]["Text"];
                };
                readonly domains: readonly string[];
                readonly contacts?: {
                    readonly [key: string]: components["schemas"]["Contact"];
                };
            };
            readonly cluster?: {
                readonly code: number | string;
                readonly codelist?: string;
            };
            readonly exchange?: {
                readonly route?: readonly string[];
                readonly ixMemberId?: string;
                readonly ranges?: readonly string[];
            };
            readonly trust?: {
                readonly clientCertificateIssuer?: string;
                readonly evidenceRecipients?: readonly string[];
            };
            readonly services: readonly components["schemas"]["Service"][];
        };
        readonly Header: readonly string[];
        /**
         * @description Why an observation could not be had. None of them is by itself the agency's failure.
         * @enum {string}
         */
        readonly LostCause: "dns" | "refused" | "reset" | "timeout" | "tls" | "too-large" | "protocol" | "redirected-outside" | "blocked" | "budget" | "no-consent" | "no-credential" | "stopped" | "rate-limited" | "maintenance" | "waf" | "geo" | "tls-intercept" | "proxy-unreachable" | "proxy-credential" | "proxy-refused" | "proxy-failed" | "resolved-by-proxy" | "interrupted" | "disk" | "harness" | "heard-late";
        /** @description One observation as stored; bodies lie beside it, addressed by their digest. */
        readonly RecordedObservation: {
            readonly seq: number;
            /** @description digest of the action that asked for it */
            readonly key: string;
            readonly attempt: number;
            readonly at: components["schemas"]["Instant"];
            readonly elapsedMs: number;
            /** @description of elapsedMs, for how long at most the run itself was held up; absent where it was not */
            readonly ownDelayMs?: number;
            /** @enum {string} */
            readonly kind: "http" | "tls-hello" | "tls-session" | "dns" | "channel" | "token" | "wait" | "burst" | "inbound" | "broker";
            readonly environment: string;
            readonly place: string;
            readonly action: Record<string, never>;
            /** @description address and port that answered */
            readonly remote?: string;
            readonly response?: {
                readonly status: number;
                readonly reason?: string;
                readonly headers: readonly components["schemas"]["Header"][];
                readonly body: components["schemas"]["Sha256"];
                readonly bytes: number;
                readonly redactions?: number;
                /** @description what the signature of an answer to a signed request shows */
                readonly signature?: Record<string, never>;
            };
            readonly hello?: {
                /** @enum {string} */
                readonly outcome: "accepted" | "refused";
                readonly version?: string;
                readonly cipher?: number;
                readonly alert?: number;
                readonly compression?: number;
                readonly renegotiationInfo?: boolean;
            };
            readonly session?: Record<string, never>;
            /** @description what a resolver answered */
            readonly answer?: Record<string, never>;
            /** @description what came of a request with, or without, a client certificate */
            readonly channel?: Record<string, never>;
            /** @description what the token of an identity is like; never the token */
            readonly token?: Record<string, never>;
            /** @description what came of many equal requests */
            readonly burst?: Record<string, never>;
            /** @description what a listener got */
            readonly inbound?: Record<string, never>;
            /** @description what a broker said to who connects without a credential */
            readonly broker?: Record<string, never>;
            readonly lost?: {
                readonly cause: components["schemas"]["LostCause"];
                readonly detail: string;
            };
        };
        readonly EvidenceManifest: {
            /** @constant */
            readonly egif: "evidence/v1";
            readonly seed: string;
            readonly runKeySha256: components["schemas"]["Sha256"];
            readonly root: components["schemas"]["Sha256"];
            readonly observations: readonly components["schemas"]["RecordedObservation"][];
            readonly salts: readonly string[];
            /** @description files of the subject kept for re-judging (statement, contracts) */
            readonly documents: readonly {
                readonly name: string;
                /** @enum {string} */
                readonly role: "statement" | "contract" | "previous-contract" | "waiver" | "sheet" | "profile" | "plan" | "series";
                readonly digest: components["schemas"]["Sha256"];
                readonly bytes?: number;
            }[];
        };
        readonly Finding: {
            readonly code: string;
            /** @description environment and path with a place, a file with a pointer, or a field; never a host or port */
            readonly at: string;
            readonly got?: string;
            readonly want?: string;
            readonly line?: number;
            readonly column?: number;
            /** @description one more fact, in English, already free of secrets and personal data */
            readonly detail?: string;
            /** @description the request as a line for a shell, in its smallest form that shows the finding; $BASE and $TOKEN stand for the base URL and the credential */
            readonly curl?: string;
        };
        /** @description Why something could not be told. */
        readonly Cause: {
            readonly code: string;
            readonly detail?: string;
        };
        readonly InstanceResult: {
            readonly check: components["schemas"]["CheckId"];
            readonly instance: string;
            readonly verdict: components["schemas"]["Verdict"];
            readonly examined: number;
            readonly cause?: components["schemas"]["Cause"];
            readonly attempts?: number;
            /** @description sequence numbers of the observations used */
            readonly evidence?: readonly number[];
            /** @description of a merged report: the vantage that saw this, in whose evidence the sequence numbers lie */
            readonly vantage?: string;
        };
        /** @description What one vantage says of a requirement. */
        readonly VantageView: {
            readonly vantage: string;
            readonly verdict: components["schemas"]["Verdict"];
            readonly examined: number;
            readonly findings: readonly components["schemas"]["Finding"][];
            readonly reason?: components["schemas"]["Cause"];
            /** @description whether the verdict of the row rests on it */
            readonly counted: boolean;
        };
        readonly RequirementRow: {
            readonly id: components["schemas"]["RequirementId"];
            readonly rev: number;
            readonly layer: components["schemas"]["Layer"];
            readonly topic: string;
            readonly level: components["schemas"]["Level"];
            readonly tier: components["schemas"]["Tier"];
            readonly gate: components["schemas"]["Gate"];
            readonly weight: number;
            readonly title: components["schemas"]["BilingualText"];
            readonly verdict: components["schemas"]["Verdict"];
            /** @description counted positive observations behind the verdict */
            readonly examined: number;
            readonly findings: readonly components["schemas"]["Finding"][];
            readonly reason?: components["schemas"]["Cause"];
            readonly waiver?: string;
            readonly params: components["schemas"]["Params"];
            readonly instances: readonly components["schemas"]["InstanceResult"][];
            /** @description of a merged report: who saw what, where they did not all see the same */
            readonly vantages?: readonly components["schemas"]["VantageView"][];
            readonly notTested?: readonly {
                readonly by: components["schemas"]["EvidenceKind"];
                readonly reason: string;
            }[];
        };
        readonly FieldStage: {
            readonly verdict: components["schemas"]["Verdict"];
            readonly examined: number;
            /** @description finding codes at this field */
            readonly findings: readonly string[];
            readonly reason?: components["schemas"]["Cause"];
        };
        readonly FieldTrace: {
            /** @description method and path template */
            readonly operation: string;
            /** @enum {string} */
            readonly part: "parameter" | "request" | "response";
            /** @description RFC 6901 pointer with * for items; in:name for a parameter */
            readonly field: string;
            /** @description id of the code scheme */
            readonly scheme: string;
            /**
             * @description by what the dictionary knows the field
             * @enum {string}
             */
            readonly knownBy: "type" | "format" | "name";
            /** @description the core type, format or name that the dictionary knows */
            readonly term: string;
            /** @description x-egif-concept of the contract */
            readonly concept?: string;
            /** @description place in the contract, file#pointer */
            readonly at: string;
            /** @description what the contract declares of it, keyword: value */
            readonly declared: readonly string[];
            readonly requirements: readonly components["schemas"]["RequirementId"][];
            readonly contract: components["schemas"]["FieldStage"];
            readonly live: components["schemas"]["FieldStage"];
            readonly list: components["schemas"]["FieldStage"];
            /** @description id@version of the list */
            readonly codelist?: string;
            readonly verdict: components["schemas"]["Verdict"];
        };
        readonly TierResult: {
            readonly verdict: components["schemas"]["RunVerdict"];
            /** @description lowest and highest possible, 0 to 100 */
            readonly quality: readonly number[];
            readonly confidence: number;
            readonly openMajors: number;
            readonly layers?: {
                readonly [key: string]: readonly number[];
            };
            readonly reasons: readonly components["schemas"]["TierReason"][];
        };
        readonly TierReason: {
            /** @enum {string} */
            readonly code: "hard-gate-failed" | "hard-gate-unknown" | "confidence-low" | "majors-open" | "majors-too-many" | "quality-low" | "layer-floor" | "waiver-used" | "waiver-caps-tier" | "harness-fault" | "flaky" | "above-max-tier" | "partial-scope";
            readonly requirements?: readonly components["schemas"]["RequirementId"][];
            readonly layer?: components["schemas"]["Layer"];
            readonly got?: number;
            readonly want?: number;
        };
        readonly Report: {
            /** @constant */
            readonly egif: "report/v1";
            /** @description run id: UTC time and digest prefix */
            readonly id: string;
            readonly verdict: components["schemas"]["RunVerdict"];
            readonly targetTier: components["schemas"]["Tier"];
            readonly tiers: {
                readonly [key: string]: components["schemas"]["TierResult"];
            };
            readonly maturityIndex?: number;
            /** @enum {string} */
            readonly scope: "full" | "partial";
            readonly certifiable: boolean;
            /** @description every reason why no certificate can rest on this report */
            readonly notForCertification: readonly components["schemas"]["Cause"][];
            /** @description the permission under which the run was made; absent in a self-test */
            readonly challenge?: {
                readonly id: string;
                readonly nonce: string;
                /** @description of the signed text of the challenge */
                readonly sha256: components["schemas"]["Sha256"];
            };
            readonly profile: {
                readonly ref: string;
                readonly digest: components["schemas"]["Sha256"];
                readonly title: components["schemas"]["BilingualText"];
                readonly eligibility: boolean;
                readonly catalogue: string;
            };
            readonly subject: {
                readonly agency: {
                    readonly legalPersonId: string;
                    readonly name: components["schemas"]["Text"];
                };
                readonly service: {
                    readonly id: string;
                    readonly title: components["schemas"]["Text"];
                    readonly style: string;
                    readonly dataClass: string;
                };
                readonly environment: {
                    readonly id: string;
                    readonly kind: string;
                    readonly baseUrl: string;
                };
                readonly statementSha256: components["schemas"]["Sha256"];
                readonly contracts: readonly {
                    readonly type: string;
                    readonly file: string;
                    readonly sha256: components["schemas"]["Sha256"];
                }[];
            };
            readonly harness: {
                readonly name: string;
                readonly version: string;
                readonly node: string;
                readonly rulesets: readonly components["schemas"]["LockedFile"][];
                readonly codelists: readonly components["schemas"]["LockedFile"][];
                /** @description the core vocabularies; absent in reports that were made before there were any */
                readonly vocabularies?: readonly components["schemas"]["LockedFile"][];
            };
            readonly run: {
                readonly seed: string;
                readonly startedAt: components["schemas"]["Instant"];
                readonly finishedAt: components["schemas"]["Instant"];
                /** @enum {string} */
                readonly mode: "live" | "offline" | "replay";
                readonly maxSafety: components["schemas"]["SafetyClass"];
                readonly requestsSent: number;
                readonly layers?: readonly components["schemas"]["Layer"][];
                readonly only?: readonly string[];
                /** @description where the run looked from */
                readonly vantage?: string;
                /**
                 * @description the run went through an outbound proxy, which was handed this
                 * @enum {string}
                 */
                readonly proxy?: "addresses" | "names";
            };
            /** @description the reports that this one was merged from, one from each vantage */
            readonly vantages?: readonly {
                readonly vantage: string;
                /** @description its id */
                readonly report: string;
                readonly canonicalSha256: components["schemas"]["Sha256"];
                readonly verdict: components["schemas"]["RunVerdict"];
                readonly run: {
                    readonly startedAt: components["schemas"]["Instant"];
                    readonly finishedAt: components["schemas"]["Instant"];
                    readonly requestsSent: number;
                };
                readonly evidence: {
                    readonly root: components["schemas"]["Sha256"];
                    readonly observations: number;
                    readonly runKeySha256: components["schemas"]["Sha256"];
                    /** @description in the folder of the merged evidence */
                    readonly folder?: string;
                };
            }[];
            readonly evidence: {
                readonly root: components["schemas"]["Sha256"];
                readonly observations: number;
                readonly bytes: number;
                readonly redactions: number;
                readonly runKeySha256: components["schemas"]["Sha256"];
            };
            /** @description where what runs has moved away from what was written, gathered from the rows; kinds that nothing judged are absent */
            readonly drift?: readonly {
                /**
                 * @description behaviour: contract and answers; deployment: declared digest and published contract; environments: sandbox and production; release: the contract that was certified before
                 * @enum {string}
                 */
                readonly kind: "behaviour" | "deployment" | "environments" | "release";
                readonly verdict: components["schemas"]["Verdict"];
                readonly requirements: readonly string[];
                readonly examined: number;
                readonly findings: readonly components["schemas"]["Finding"][];
                readonly reason?: components["schemas"]["Cause"];
            }[];
            /** @description what the run did to the state of the service, and how that is known; absent in reports that were made before it was counted */
            readonly effects?: {
                /** @description the highest class that the operator of the run allowed */
                readonly permitted: components["schemas"]["SafetyClass"];
                /** @description no request was sent that may change anything */
                readonly readOnly: boolean;
                /** @description requests sent that may change something */
                readonly changing: number;
                /** @description requests that may change something and were not sent */
                readonly refused: number;
                /** @description resources whose creation was answered */
                readonly created: number;
                /** @description resources among them that the run deleted */
                readonly deleted: number;
                /** @description operations whose resources are left behind, each with their number */
                readonly left: readonly string[];
            };
            readonly operations?: components["schemas"]["OperationFigures"];
            readonly agencyProbes?: components["schemas"]["AgencyProbes"];
            readonly counts: {
                readonly passed: number;
                readonly failed: number;
                readonly cantTell: number;
                readonly inapplicable: number;
                readonly untested: number;
                readonly waived: number;
            };
            readonly requirements: readonly components["schemas"]["RequirementRow"][];
            /** @description coded fields of the contract, each followed through all layers; a view of the rows, never a verdict of its own */
            readonly fields?: readonly components["schemas"]["FieldTrace"][];
            readonly canonicalSha256: components["schemas"]["Sha256"];
        };
        /** @description What the run asked and measured, as figures; a view of the evidence, never a verdict of its own. */
        readonly OperationFigures: {
            /** @description messages by their safety class, S0 to S5; S0 sends nothing */
            readonly classes: readonly {
                readonly safety: components["schemas"]["SafetyClass"];
                readonly asked: number;
                readonly answered: number;
                readonly lost: number;
                /** @description answers below status 400 */
                readonly served: number;
                /** @description answers of status 400 and above */
                readonly refused: number;
            }[];
            readonly latency?: {
                readonly calls: number;
                readonly operations: number;
                readonly p50Ms: number;
                readonly p95Ms: number;
                readonly p99Ms: number;
                /** @description what the way there takes, as seen from where the run was made: half of the quickest handshake of two round trips, and never more than the quickest call */
                readonly networkMs?: number;
                readonly declaredP95Ms?: number;
                /** @description where the run was made */
                readonly vantage: readonly string[];
            };
            readonly availability?: {
                readonly file: string;
                readonly sha256: components["schemas"]["Sha256"];
                readonly from: components["schemas"]["Instant"];
                readonly to: components["schemas"]["Instant"];
                /** @description spans of five minutes in which some vantage had an answer */
                readonly up: number;
                /** @description spans in which no vantage had one and two or more asked */
                readonly down: number;
                /** @description spans of which nothing is told */
                readonly unknown: number;
                /** @description spans that announced maintenance excuses */
                readonly maintenance: number;
                readonly vantages: readonly string[];
                /** @description one-sided 95 % bound of Wilson, per cent; the unknown counted as down */
                readonly lower: number;
                /** @description the same; the unknown counted as up */
                readonly upper: number;
                readonly declared?: number;
            };
        };
        /** @description What the agency's own probes said. No verdict rests on it. */
        readonly AgencyProbes: {
            readonly requestsSent: number;
            readonly passed: number;
            readonly failed: number;
            readonly pending: number;
            readonly files: readonly {
                readonly file: string;
                readonly sha256: components["schemas"]["Sha256"];
                /**
                 * @description broken: it could not be loaded; ended: its process ended before its tests; flooded: it wrote or asked more than it may
                 * @enum {string}
                 */
                readonly outcome: "completed" | "broken" | "ended" | "timeout" | "flooded";
                readonly detail?: string;
                readonly tests: readonly {
                    readonly title: string;
                    /** @enum {string} */
                    readonly state: "passed" | "failed" | "pending";
                    readonly message?: string;
                }[];
            }[];
        };
        /** @enum {string} */
        readonly DataVerdict: "passed" | "failed" | "cantTell";
        /** @enum {string} */
        readonly DataFormat: "ndjson" | "json" | "csv" | "xml";
        /** @description Where a finding stands in a file. Lines and columns count from 1, the offset counts octets from 0, records count from 0. */
        readonly DataPlace: {
            /** @description absent where the trouble is one of the file and of no record */
            readonly record?: number;
            /** @description RFC 6901 pointer into the record */
            readonly pointer?: string;
            readonly line: number;
            readonly column: number;
            readonly offset: number;
        };
        /** @description The findings of one code by one check on one field. All are counted, the first are kept with their place. */
        readonly DataGroup: {
            readonly check: components["schemas"]["CheckId"];
            readonly code: string;
            /** @description pointer into the record with * for indexes and for keys that are data; empty for the record or the file itself */
            readonly field: string;
            readonly count: number;
            readonly places: readonly components["schemas"]["DataPlace"][];
            /** @description what was got, masked where it may be personal */
            readonly examples: readonly string[];
            readonly want?: string;
            readonly detail?: string;
        };
        readonly DataCheckResult: {
            readonly check: components["schemas"]["CheckId"];
            readonly verdict: components["schemas"]["DataVerdict"];
            /** @description values looked at */
            readonly examined: number;
            readonly findings: number;
            readonly cause?: components["schemas"]["Cause"];
        };
        /** @description What one file says of one requirement. */
        readonly DataFileRow: {
            readonly id: components["schemas"]["RequirementId"];
            readonly verdict: components["schemas"]["DataVerdict"];
            readonly examined: number;
            readonly findings: number;
            readonly reason?: components["schemas"]["Cause"];
            readonly checks: readonly components["schemas"]["DataCheckResult"][];
        };
        /** @description One file, named as it was given. A file that could not be read at all has an error and neither counts nor rows. */
        readonly DataFile: {
            readonly file: string;
            readonly verdict: components["schemas"]["DataVerdict"];
            readonly reason?: components["schemas"]["Cause"];
            readonly error?: {
                readonly code: string;
                readonly message: string;
                readonly line?: number;
                readonly column?: number;
                readonly pointer?: string;
                readonly mend?: string;
            };
            readonly format?: components["schemas"]["DataFormat"];
            readonly octets?: number;
            readonly sha256?: components["schemas"]["Sha256"];
            /** @description all that were met: judged, accepted and lost */
            readonly records?: number;
            /** @description judged on their octets alone to be beyond doubt without a finding */
            readonly accepted?: number;
            /** @description could not be read */
            readonly lost?: number;
            readonly stopped?: {
                readonly code: string;
                readonly detail: string;
                readonly line: number;
                readonly column: number;
                readonly offset: number;
            };
            /** @description all, also those that are kept nowhere */
            readonly findings?: number;
            /** @description findings beyond the limit of what is kept; they count for their requirement and stand in no group */
            readonly ungrouped?: number;
            readonly groups?: readonly components["schemas"]["DataGroup"][];
            readonly requirements?: readonly components["schemas"]["DataFileRow"][];
        } & (unknown | unknown);
        /** @description A requirement that has a check on files, over all files. */
        readonly DataRequirement: {
            readonly id: components["schemas"]["RequirementId"];
            readonly rev: number;
            readonly layer: components["schemas"]["Layer"];
            readonly topic: string;
            readonly level: components["schemas"]["Level"];
            readonly tier: components["schemas"]["Tier"];
            readonly gate: components["schemas"]["Gate"];
            readonly source: components["schemas"]["SourceTier"];
            readonly title: components["schemas"]["BilingualText"];
            readonly verdict: components["schemas"]["DataVerdict"];
            readonly examined: number;
            readonly findings: number;
            readonly reason?: components["schemas"]["Cause"];
        };
        /** @description What the records were held against beside the rules on names and values. */
        readonly DataSchemaUsed: {
            /** @enum {string} */
            readonly kind: "schema" | "entity" | "xsd";
            /** @description the file as given, with its pointer, or the core type and its version */
            readonly ref: string;
            readonly digest: components["schemas"]["Sha256"];
        };
        /** @description What `egif data` says. Free of times, so that the same files under the same law give the same octets. No certificate rests on it. */
        readonly DataReport: {
            /** @constant */
            readonly egif: "data-report/v1";
            readonly verdict: components["schemas"]["DataVerdict"];
            readonly harness: {
                readonly name: string;
                readonly version: string;
                readonly catalogue: components["schemas"]["LockedFile"];
                readonly codelists: readonly components["schemas"]["LockedFile"][];
            };
            readonly schemas: readonly components["schemas"]["DataSchemaUsed"][];
            readonly maxFindings: number;
            readonly files: readonly components["schemas"]["DataFile"][];
            readonly requirements: readonly components["schemas"]["DataRequirement"][];
        };
        /** @description What this harness found in its own sample agencies just before issuing: nothing in the clean ones, and each fault where it was put. Flattened JWS, typ `egif-self-proof+jws`, role runner. */
        readonly SelfProof: {
            /** @constant */
            readonly egif: "self-proof/v1";
            /** @description when the oldest of its trials was made */
            readonly at: components["schemas"]["Instant"];
            readonly harness: {
                readonly version: string;
                readonly rulesets: components["schemas"]["Sha256"];
                /** @description over every file of the program that was run and the version of Node */
                readonly program: components["schemas"]["Sha256"];
            };
            readonly profile: components["schemas"]["PinnedProfile"];
            /** @description the clean sample agency of each kind that has a fault among those tried */
            readonly clean: readonly components["schemas"]["CleanTrial"][];
            readonly faults: readonly components["schemas"]["FaultTrial"][];
        };
        /** @description What was found in the clean sample agency of a kind. */
        readonly CleanTrial: {
            readonly kind: string;
            /** @description whether all of the profile was judged: it is made for such a service. Else what the faults of the kind break */
            readonly whole: boolean;
            readonly failed: readonly components["schemas"]["RequirementId"][];
            /** @description requirements that a fault of the kind breaks, that are applicable there and of which no check passed */
            readonly unseen: readonly components["schemas"]["RequirementId"][];
        };
        /** @description What was found of one fault. */
        readonly FaultTrial: {
            /** @description kind of the sample agency */
            readonly kind: string;
            readonly name: string;
            /** @description whether a requirement of level MUST is among the expected */
            readonly must: boolean;
            /** @description requirements of the profile that the fault breaks */
            readonly expected: readonly components["schemas"]["RequirementId"][];
            /** @description those among them that failed */
            readonly found: readonly components["schemas"]["RequirementId"][];
        };
        /** @description What a self-proof has shown so far, kept so that one that was broken off goes on. Flattened JWS, typ `egif-self-proof-trials+jws`, sealed with the key that will seal the proof; it counts for that program, that profile and that key alone. */
        readonly SelfProofTrials: {
            /** @constant */
            readonly egif: "self-proof-trials/v1";
            readonly program: components["schemas"]["Sha256"];
            readonly profile: components["schemas"]["PinnedProfile"];
            readonly clean: readonly {
                readonly at: components["schemas"]["Instant"];
                readonly elapsedMs: number;
                readonly trial: components["schemas"]["CleanTrial"];
            }[];
            readonly faults: readonly {
                readonly at: components["schemas"]["Instant"];
                readonly elapsedMs: number;
                readonly trial: components["schemas"]["FaultTrial"];
            }[];
        };
        /** @description That an agency took part in a cluster's work in a year. W3C Verifiable Credential 2.0, compact JWS, typ `vc+jwt`, role issuer. It says nothing of interoperability. */
        readonly ParticipationCredential: {
            readonly "@context": readonly string[];
            readonly type: readonly string[];
            readonly id: components["schemas"]["CertificateId"];
            readonly issuer: {
                readonly id: string;
                readonly name: components["schemas"]["BilingualText"];
            };
            readonly validFrom: components["schemas"]["Instant"];
            readonly validUntil: components["schemas"]["Instant"];
            readonly credentialSubject: {
                /** @description urn:egif:agency:<legal id> */
                readonly id: string;
                readonly agency: {
                    readonly legalPersonId: components["schemas"]["LegalPersonId"];
                    readonly name: components["schemas"]["BilingualText"];
                };
                readonly cluster: string;
                /** @description year of the solar Hijri calendar */
                readonly year: number;
            };
            readonly evidence: readonly {
                /** @constant */
                readonly type: "EgifParticipationRecord";
                /** @description of the record of the cluster that the certificate rests on */
                readonly decisionSha256: components["schemas"]["Sha256"];
                readonly approvals: readonly components["schemas"]["Sha256"][];
            }[];
            readonly credentialStatus: readonly components["schemas"]["StatusEntry"][];
            readonly credentialSchema: {
                readonly id: string;
                /** @constant */
                readonly type: "JsonSchema";
            };
        };
        /** @enum {string} */
        readonly StatusPurpose: "revocation" | "suspension" | "refresh";
        readonly StatusIndexes: {
            readonly revocation: number;
            readonly suspension: number;
            readonly refresh: number;
        };
        /** @description Who the authority is, said once. */
        readonly AuthorityOpened: {
            /** @constant */
            readonly type: "authority-opened";
            readonly subject: components["schemas"]["LegalPersonId"];
            readonly body: {
                readonly name: components["schemas"]["BilingualText"];
                readonly country: string;
                /** @description URL below which the status lists stand */
                readonly statusBase: string;
                /** @description bits of each status list */
                readonly listLength: number;
            };
        };
        readonly ChallengeIssued: {
            /** @constant */
            readonly type: "challenge-issued";
            /** @description id of the challenge */
            readonly subject: string;
            readonly body: {
                /** @description of the signed text */
                readonly sha256: components["schemas"]["Sha256"];
                readonly agency: components["schemas"]["LegalPersonId"];
                readonly service: string;
                readonly attempt: number;
                readonly expires: components["schemas"]["Instant"];
                readonly text: string;
            };
        };
        readonly ControlChecked: {
            /** @constant */
            readonly type: "control-checked";
            /** @description id of the challenge */
            readonly subject: string;
            readonly body: {
                readonly origin: components["schemas"]["Origin"];
                readonly proofSha256: components["schemas"]["Sha256"];
                /** @description fingerprint of the seal that signed the proof */
                readonly seal: components["schemas"]["Sha256"];
                /** @description whether the TXT record was seen; false only where a test nation has no name to ask for */
                readonly txt: boolean;
                /** @description of the key that the origin showed; absent where it speaks plain HTTP */
                readonly tlsSpkiSha256?: components["schemas"]["Sha256"];
            };
        };
        readonly ReportReceived: {
            /** @constant */
            readonly type: "report-received";
            /** @description digest of the signed report */
            readonly subject: string;
            readonly body: {
                readonly agency: components["schemas"]["LegalPersonId"];
                readonly service: string;
                readonly seal: components["schemas"]["Sha256"];
                readonly challenge?: string;
                /** @description what a time-stamp authority says of the octets that came in */
                readonly timeStamp?: {
                    /** @description RFC 3161 token, DER in base64 */
                    readonly token: string;
                    readonly at: components["schemas"]["Instant"];
                    readonly policy: components["schemas"]["Oid"];
                };
            };
        };
        readonly CertificateIssued: {
            /** @constant */
            readonly type: "certificate-issued";
            readonly subject: components["schemas"]["CertificateId"];
            readonly body: {
                /** @enum {string} */
                readonly kind: "interoperability" | "participation";
                /** @description of the whole compact credential */
                readonly sha256: components["schemas"]["Sha256"];
                readonly credential: string;
                /** @description of the signed report or of the record of participation; one certificate rests on it and no more */
                readonly basis: components["schemas"]["Sha256"];
                readonly agency: components["schemas"]["LegalPersonId"];
                readonly service: string;
                readonly challenge?: string;
                readonly profile?: string;
                readonly validFrom: components["schemas"]["Instant"];
                readonly validUntil: components["schemas"]["Instant"];
                readonly indexes: components["schemas"]["StatusIndexes"];
                readonly approvals: readonly components["schemas"]["Sha256"][];
                readonly supersedes?: components["schemas"]["CertificateId"];
            };
        };
        readonly StatusChanged: {
            /** @constant */
            readonly type: "status-changed";
            readonly subject: components["schemas"]["CertificateId"];
            readonly body: {
                readonly purpose: components["schemas"]["StatusPurpose"];
                readonly set: boolean;
                /** @enum {string} */
                readonly from: "valid" | "suspended" | "revoked" | "superseded";
                /** @enum {string} */
                readonly to: "valid" | "suspended" | "revoked" | "superseded";
                readonly reason: string;
                /** @description of the document that the change rests on */
                readonly decision: components["schemas"]["Sha256"];
                readonly approvals: readonly components["schemas"]["Sha256"][];
                /** @description the certificate that supersedes this one */
                readonly by?: components["schemas"]["CertificateId"];
            };
        };
        readonly StatusListSigned: {
            /** @constant */
            readonly type: "status-list-signed";
            /** @description URL of the list */
            readonly subject: string;
            readonly body: {
                readonly purpose: components["schemas"]["StatusPurpose"];
                readonly sequence: number;
                readonly sha256: components["schemas"]["Sha256"];
                readonly credential: string;
                /** @description number of the newest event that the list holds */
                readonly covers: number;
            };
        };
        readonly Surveyed: {
            /** @constant */
            readonly type: "surveyed";
            readonly subject: components["schemas"]["CertificateId"];
            readonly body: {
                /** @enum {string} */
                readonly result: "passed" | "failed" | "missed";
                readonly reportSha256?: components["schemas"]["Sha256"];
                readonly divergences?: readonly string[];
            };
        };
        readonly LeafLogged: {
            /** @constant */
            readonly type: "leaf-logged";
            readonly subject: string;
            readonly body: {
                /** @description number of the event that the leaf is about */
                readonly of: number;
                readonly index: number;
            };
        };
        readonly BundleReleased: {
            /** @constant */
            readonly type: "bundle-released";
            readonly subject: components["schemas"]["CertificateId"];
            readonly body: {
                /** @description of the file as it was released first */
                readonly sha256: components["schemas"]["Sha256"];
            };
        };
        readonly AuthorityAct: components["schemas"]["AuthorityOpened"] | components["schemas"]["ChallengeIssued"] | components["schemas"]["ControlChecked"] | components["schemas"]["ReportReceived"] | components["schemas"]["CertificateIssued"] | components["schemas"]["StatusChanged"] | components["schemas"]["StatusListSigned"] | components["schemas"]["Surveyed"] | components["schemas"]["LeafLogged"] | components["schemas"]["BundleReleased"];
        /** @description One line of the journal. `hash` is over the canonical form (RFC 8785) of the other members, so that each line holds all lines before it. */
        readonly AuthorityEvent: {
            readonly seq: number;
            readonly at: components["schemas"]["Instant"];
            readonly act: components["schemas"]["AuthorityAct"];
            /** @description hash of the line before; of the first line the digest of nothing */
            readonly prev: components["schemas"]["Sha256"];
            readonly hash: components["schemas"]["Sha256"];
        };
        /** @description a word of a policy: a kind of project, a kind of service, the id of a rule */
        readonly PolicyWord: string;
        readonly ProjectId: string;
        /** @description year of the Solar Hijri calendar */
        readonly BudgetYear: number;
        /** @description What a rule rests on. Nothing that is a proposal of the suite is presented as law. */
        readonly PolicySource: {
            readonly id: components["schemas"]["PolicyWord"];
            readonly tier: components["schemas"]["SourceTier"];
            readonly title: components["schemas"]["BilingualText"];
            /** @description instrument, number, date, article */
            readonly reference: string;
        };
        /** @description All that is named must hold. A fact that a project does not state leaves the condition unknown; an empty condition holds of everything. */
        readonly PolicyCondition: {
            /** @description of the project */
            readonly kinds?: readonly components["schemas"]["PolicyWord"][];
            readonly serviceKinds?: readonly components["schemas"]["PolicyWord"][];
            /** @description ids of services */
            readonly services?: readonly string[];
            readonly agencies?: readonly components["schemas"]["LegalPersonId"][];
            readonly years?: readonly components["schemas"]["BudgetYear"][];
            /** @description rials, inclusive */
            readonly amountFrom?: number;
            /** @description rials, exclusive */
            readonly amountBelow?: number;
        };
        /** @description What one certificate must show. Every member that is named must hold of one and the same certificate. */
        readonly PolicyDemand: {
            /** @description type of the credential beside VerifiableCredential: EgifInteroperabilityCertificate, EgifParticipationCertificate */
            readonly certificate: string;
            /** @description any of these; absent means every profile */
            readonly profiles?: readonly {
                readonly id: string;
                /** @description least version */
                readonly from?: string;
            }[];
            /** @description at least */
            readonly tier?: components["schemas"]["Tier"];
            /**
             * @description at least
             * @enum {string}
             */
            readonly assurance?: "L2" | "L3";
            /** @description absent means granted alone */
            readonly verdicts?: readonly ("granted" | "conditional")[];
            /** @description waivers that the verdict may rest on; absent means any number */
            readonly waiversMax?: number;
            /** @description of the lower bound, per cent */
            readonly qualityMin?: number;
            readonly confidenceMin?: number;
            /** @description days since the certificate became valid */
            readonly maxAgeDays?: number;
            /** @description days for which it must still be valid */
            readonly remainingDays?: number;
        };
        readonly EligibilityRule: {
            readonly id: components["schemas"]["PolicyWord"];
            readonly title: components["schemas"]["BilingualText"];
            readonly when: components["schemas"]["PolicyCondition"];
            readonly from?: components["schemas"]["Instant"];
            readonly until?: components["schemas"]["Instant"];
            readonly demand: components["schemas"]["PolicyDemand"];
            /** @description grace: so many days after the end of a certificate that met the demand nothing is refused yet, and nothing granted: the decision stays undetermined */
            readonly renewalDays?: number;
            /** @description ids of sources */
            readonly sources: readonly components["schemas"]["PolicyWord"][];
        };
        /** @description For what no certificate is demanded (yet). A period of transition is an exemption with an end. */
        readonly PolicyExemption: {
            readonly id: components["schemas"]["PolicyWord"];
            readonly title: components["schemas"]["BilingualText"];
            readonly when: components["schemas"]["PolicyCondition"];
            readonly from?: components["schemas"]["Instant"];
            readonly until?: components["schemas"]["Instant"];
            /** @description whether a project that names no service at all is meant; absent means no */
            readonly withoutServices?: boolean;
            readonly sources: readonly components["schemas"]["PolicyWord"][];
        };
        readonly PolicyKind: {
            readonly id: components["schemas"]["PolicyWord"];
            readonly title: components["schemas"]["BilingualText"];
        };
        /** @description How the yearly score of an agency is made. Each component runs from 0 to 100; the weights need not sum to anything. */
        readonly ScoringRules: {
            readonly weights: {
                /** @description share of the services on record that hold a valid certificate */
                readonly coverage: number;
                /** @description mean of the points of the tiers over those services */
                readonly tier: number;
                /** @description mean of the lower bounds of quality */
                readonly quality: number;
                /** @description mean of the maturity indexes */
                readonly maturity: number;
            };
            readonly tierPoints: {
                readonly bronze: number;
                readonly silver: number;
                readonly gold: number;
            };
            readonly sources: readonly components["schemas"]["PolicyWord"][];
        };
        /** @description The budget policy, versioned apart from profiles and certificates: another policy never touches evidence. Signed as `egif-policy+jws`, or plain. A service counts when an exemption names it, or when at least one rule applies and every rule that applies is met. What no rule names is undetermined. */
        readonly EligibilityPolicy: {
            /** @constant */
            readonly egif: "eligibility-policy/v1";
            readonly id: components["schemas"]["PolicyWord"];
            readonly version: string;
            /**
             * @description only what is adopted can carry a decision of budget
             * @enum {string}
             */
            readonly status: "proposal" | "draft" | "adopted";
            readonly title: components["schemas"]["BilingualText"];
            readonly abstract?: components["schemas"]["BilingualText"];
            readonly issuer: {
                readonly legalPersonId?: components["schemas"]["LegalPersonId"];
                readonly name: components["schemas"]["BilingualText"];
            };
            readonly from: components["schemas"]["Instant"];
            readonly until: components["schemas"]["Instant"];
            /** @description of projects */
            readonly kinds: readonly components["schemas"]["PolicyKind"][];
            readonly serviceKinds: readonly components["schemas"]["PolicyKind"][];
            readonly rules: readonly components["schemas"]["EligibilityRule"][];
            readonly exemptions: readonly components["schemas"]["PolicyExemption"][];
            readonly scoring?: components["schemas"]["ScoringRules"];
            readonly sources: readonly components["schemas"]["PolicySource"][];
        };
        readonly ProjectService: {
            /** @description id of the service (شناسه خدمت) */
            readonly id: string;
            /** @description whose service it is; absent means the agency of the project */
            readonly agency?: components["schemas"]["LegalPersonId"];
            readonly kind?: components["schemas"]["PolicyWord"];
            /** @description which the certificate must cover */
            readonly origin?: components["schemas"]["Origin"];
        };
        readonly BudgetProject: {
            /** @constant */
            readonly egif: "budget-project/v1";
            readonly id: components["schemas"]["ProjectId"];
            readonly name?: string;
            readonly agency: components["schemas"]["LegalPersonId"];
            readonly kind: components["schemas"]["PolicyWord"];
            readonly year: components["schemas"]["BudgetYear"];
            /** @description rials */
            readonly amount?: number;
            /** @description row of the budget law */
            readonly budgetRow?: string;
            readonly services: readonly components["schemas"]["ProjectService"][];
        };
        /** @enum {string} */
        readonly EligibilityOutcome: "eligible" | "notEligible" | "undetermined";
        readonly DecisionReason: {
            readonly code: string;
            /** @description what it is about: project, a service, a certificate, the policy */
            readonly subject: string;
            /** @enum {string} */
            readonly effect: "supports" | "refuses" | "leavesOpen";
            /** @description rule or exemption of the policy */
            readonly rule?: components["schemas"]["PolicyWord"];
            readonly got?: string;
            readonly want?: string;
            readonly detail?: string;
        };
        readonly DecisionService: {
            readonly id: string;
            readonly agency: components["schemas"]["LegalPersonId"];
            readonly outcome: components["schemas"]["EligibilityOutcome"];
            /** @description rules that apply or may apply */
            readonly rules: readonly components["schemas"]["PolicyWord"][];
            readonly exemption?: components["schemas"]["PolicyWord"];
            /** @description those that the outcome rests on */
            readonly certificates: readonly components["schemas"]["CertificateId"][];
        };
        readonly DecisionCertificate: {
            /** @description of the compact credential */
            readonly sha256?: components["schemas"]["Sha256"];
            readonly id?: components["schemas"]["CertificateId"];
            readonly service?: string;
            /** @enum {string} */
            readonly standing: "valid" | "invalid" | "indeterminate";
            readonly code?: string;
            readonly validUntil?: components["schemas"]["Instant"];
            readonly freshUntil?: components["schemas"]["Instant"];
        };
        /** @description By what the certificates were verified. */
        readonly TrustUsed: {
            readonly id: string;
            readonly version: number;
            readonly sha256: components["schemas"]["Sha256"];
            readonly test?: boolean;
            readonly checkpoint?: {
                readonly origin: string;
                readonly size: number;
                readonly root: string;
            };
        };
        readonly PolicyUsed: {
            /** @description id@version */
            readonly ref: string;
            /** @description of its canonical form */
            readonly sha256: components["schemas"]["Sha256"];
            /** @enum {string} */
            readonly status: "proposal" | "draft" | "adopted";
            /** @description fingerprint of the seal on it; absent where it is not signed */
            readonly signer?: components["schemas"]["Sha256"];
        };
        /** @description One decision with everything that it rests on. Flattened JWS, typ `egif-decision+jws`. The digest is over all but `at`, `harness` and itself: the same inputs give the same digest. */
        readonly DecisionRecord: {
            /** @constant */
            readonly egif: "eligibility-decision/v1";
            readonly project: components["schemas"]["BudgetProject"];
            readonly decision: components["schemas"]["EligibilityOutcome"];
            readonly reasons: readonly components["schemas"]["DecisionReason"][];
            readonly services: readonly components["schemas"]["DecisionService"][];
            readonly certificates: readonly components["schemas"]["DecisionCertificate"][];
            readonly policy: components["schemas"]["PolicyUsed"];
            readonly trust: components["schemas"]["TrustUsed"];
            readonly at: components["schemas"]["Instant"];
            /** @description when an eligible decision must be made again: the earliest end of a certificate, of its status, of a rule or exemption, or of the policy */
            readonly reliableUntil?: components["schemas"]["Instant"];
            readonly harness: {
                readonly name: string;
                readonly version: string;
            };
            /** @description whether money may rest on it */
            readonly forBudget: boolean;
            readonly notForBudget: readonly components["schemas"]["Cause"][];
            readonly sha256: components["schemas"]["Sha256"];
        };
        /** @description A batch of decisions, bound by the digests of its files. Flattened JWS, typ `egif-decision+jws`. */
        readonly DecisionBatch: {
            /** @constant */
            readonly egif: "eligibility-batch/v1";
            readonly input: {
                readonly name: string;
                readonly sha256: components["schemas"]["Sha256"];
                readonly records: number;
            };
            /** @description that were decided */
            readonly projects: number;
            /** @description records that are no project */
            readonly unreadable: number;
            readonly counts: {
                readonly eligible: number;
                readonly notEligible: number;
                readonly undetermined: number;
            };
            /** @description projects by code of a reason that kept them from being eligible */
            readonly reasons: {
                readonly [key: string]: number;
            };
            readonly files: readonly {
                readonly name: string;
                readonly sha256: components["schemas"]["Sha256"];
                readonly records: number;
            }[];
            readonly policy: components["schemas"]["PolicyUsed"];
            readonly trust: components["schemas"]["TrustUsed"];
            readonly at: components["schemas"]["Instant"];
            readonly harness: {
                readonly name: string;
                readonly version: string;
            };
            readonly forBudget: boolean;
            readonly notForBudget: readonly components["schemas"]["Cause"][];
        };
        readonly ScoredService: {
            readonly service: string;
            readonly certificate: components["schemas"]["CertificateId"];
            readonly sha256: components["schemas"]["Sha256"];
            readonly tier: components["schemas"]["Tier"];
            /** @enum {string} */
            readonly verdict: "granted" | "conditional";
            /** @description lower bound, per cent */
            readonly quality: number;
            readonly maturityIndex?: number;
            /** @description from the report of the certificate, where it was at hand */
            readonly dimensions?: {
                readonly [key: string]: number;
            };
            readonly waivers?: number;
        };
        readonly AgencyScore: {
            readonly agency: components["schemas"]["LegalPersonId"];
            readonly name?: components["schemas"]["BilingualText"];
            readonly services: readonly components["schemas"]["ScoredService"][];
            /** @description services on record in the directory; absent without one */
            readonly listed?: number;
            /** @description services that hold a valid certificate */
            readonly certified: number;
            /** @description valid certificates of participation */
            readonly participation: number;
            /** @description certificates that are invalid or cannot be told */
            readonly notCounted: number;
            readonly tiers: {
                readonly bronze: number;
                readonly silver: number;
                readonly gold: number;
            };
            readonly components: {
                readonly coverage?: number;
                readonly tier?: number;
                readonly quality?: number;
                readonly maturity?: number;
            };
            readonly dimensions?: {
                readonly [key: string]: number;
            };
            /** @description 0 to 100; absent where a component that weighs cannot be told */
            readonly score?: number;
            /** @description why there is no score */
            readonly unknown?: readonly components["schemas"]["Cause"][];
        };
        readonly ScoreExport: {
            /** @constant */
            readonly egif: "eligibility-scores/v1";
            readonly year: components["schemas"]["BudgetYear"];
            readonly agencies: readonly components["schemas"]["AgencyScore"][];
            readonly weights: {
                readonly [key: string]: number;
            };
            readonly tierPoints: {
                readonly [key: string]: number;
            };
            readonly policy: components["schemas"]["PolicyUsed"];
            readonly trust: components["schemas"]["TrustUsed"];
            readonly directory?: {
                readonly version: number;
                readonly sha256: components["schemas"]["Sha256"];
            };
            readonly at: components["schemas"]["Instant"];
            readonly harness: {
                readonly name: string;
                readonly version: string;
            };
            readonly notForBudget: readonly components["schemas"]["Cause"][];
        };
        /** @description base64 of DER */
        readonly Der: string;
        /** @description scheme, host and port of RFC 6454, as in a browser */
        readonly Origin: string;
        /** @description legal id of an agency */
        readonly LegalPersonId: string;
        readonly CertificateId: string;
        /** @description base64url of 256 random bits */
        readonly Nonce: string;
        readonly Oid: string;
        readonly PinnedProfile: {
            readonly ref: string;
            /** @description digest of the resolved profile as reports name it */
            readonly sha256: components["schemas"]["Sha256"];
        };
        /** @description A certificate that plays a part. Roles are bound by fingerprint, because extended key usages of seals that others issue cannot be relied on. */
        readonly RoleKey: {
            readonly certificateSha256: components["schemas"]["Sha256"];
            readonly from: components["schemas"]["Instant"];
            readonly until?: components["schemas"]["Instant"];
            /** @description what was logged before it stays; everything after it dies */
            readonly compromisedAt?: components["schemas"]["Instant"];
            /** @description whose key it is; two keys of one holder are one officer */
            readonly organisation?: string;
            /** @description opaque id of the natural person or laboratory; never a name */
            readonly holder?: string;
            /** @description of a laboratory */
            readonly profiles?: readonly string[];
        };
        /** @description Whom and what a verifier believes. General JWS, typ `egif-trust+jws`, signed by at least `threshold` of the root keys, and by the threshold of the list before it. */
        readonly TrustList: {
            /** @constant */
            readonly egif: "trust-list/v1";
            readonly id: string;
            /** @description a list of a test nation: nothing under it is ever for certification */
            readonly test?: boolean;
            readonly version: number;
            readonly issued: components["schemas"]["Instant"];
            readonly expires: components["schemas"]["Instant"];
            /** @description of the payload of the list before it: its text differs by how many keys signed it; absent in version 1 only */
            readonly previousSha256?: components["schemas"]["Sha256"];
            readonly rootKeys: readonly {
                /** @description base64url of the SHA-256 of spki */
                readonly kid: string;
                readonly spki: components["schemas"]["Der"];
            }[];
            readonly threshold: number;
            /** @description root certificates of seals */
            readonly anchors: readonly components["schemas"]["Der"][];
            /** @description certificate policies of which a seal must name one; empty where none is demanded */
            readonly policies: readonly components["schemas"]["Oid"][];
            /** @description whether a seal without a fresh CRL cannot be told */
            readonly requireCrls?: boolean;
            readonly timeStamping: {
                readonly anchors: readonly components["schemas"]["Der"][];
                readonly policies: readonly components["schemas"]["Oid"][];
                /** @description whether the signature of an agency’s report, and its receipt, must be stamped */
                readonly required?: boolean;
            };
            readonly roles: {
                readonly issuer: readonly components["schemas"]["RoleKey"][];
                readonly status: readonly components["schemas"]["RoleKey"][];
                readonly challenge: readonly components["schemas"]["RoleKey"][];
                readonly profile: readonly components["schemas"]["RoleKey"][];
                readonly runner: readonly components["schemas"]["RoleKey"][];
                readonly officer: readonly components["schemas"]["RoleKey"][];
                readonly laboratory: readonly components["schemas"]["RoleKey"][];
            };
            readonly log?: {
                readonly origin: string;
                /** @description C2SP signed-note verifier key */
                readonly vkey: string;
                /** @description C2SP tlog-policy: log, witnesses, groups, quorum */
                readonly policy: string;
            };
            readonly profiles: readonly {
                readonly ref: string;
                readonly sha256: components["schemas"]["Sha256"];
                readonly from: components["schemas"]["Instant"];
                readonly until?: components["schemas"]["Instant"];
                readonly withdrawn?: boolean;
                /** @description requirements without which no report counts; from the signed law and never from the report */
                readonly mandatory: readonly components["schemas"]["RequirementId"][];
            }[];
            readonly harness: readonly {
                readonly version: string;
                /** @description digest over the rulesets */
                readonly rulesets: components["schemas"]["Sha256"];
                readonly from: components["schemas"]["Instant"];
                readonly until?: components["schemas"]["Instant"];
            }[];
            readonly limits: {
                readonly maxValidityDays: number;
                readonly maxStatusAgeHours: number;
                readonly maxLogDelayMinutes: number;
                readonly maxClockSkewSeconds: number;
                readonly maxReportAgeHours: number;
            };
        };
        /** @description What the IT organisation has on record of agencies and their services. Flattened JWS, typ `egif-directory+jws`, role status. */
        readonly Directory: {
            /** @constant */
            readonly egif: "directory/v1";
            readonly version: number;
            readonly issued: components["schemas"]["Instant"];
            readonly expires: components["schemas"]["Instant"];
            readonly agencies: readonly {
                readonly legalPersonId: components["schemas"]["LegalPersonId"];
                readonly name: components["schemas"]["BilingualText"];
                readonly services: readonly {
                    readonly id: string;
                    readonly name: components["schemas"]["BilingualText"];
                    readonly origins: readonly components["schemas"]["Origin"][];
                    readonly contracts: readonly components["schemas"]["Sha256"][];
                    /** @description ids of the profiles that the service must meet */
                    readonly profiles: readonly string[];
                }[];
            }[];
        };
        /** @description The law under seal: one profile with everything that decides a verdict under it. Flattened JWS, typ `egif-profile+jws`, role profile; whoever keeps the trust list takes its entries for `profiles` and `harness` from here. */
        readonly ProfileRelease: {
            /** @constant */
            readonly egif: "profile-release/v1";
            readonly profile: components["schemas"]["PinnedProfile"];
            readonly title: components["schemas"]["BilingualText"];
            /** @description requirements of level MUST */
            readonly mandatory: readonly components["schemas"]["RequirementId"][];
            readonly catalogue: components["schemas"]["LockedFile"];
            readonly harness: {
                readonly version: string;
                /** @description digest over the rulesets */
                readonly rulesets: components["schemas"]["Sha256"];
            };
            readonly at: components["schemas"]["Instant"];
        };
        /** @description Permission to be certified, once. Flattened JWS, typ `egif-challenge+jws`, role challenge. */
        readonly Challenge: {
            /** @constant */
            readonly egif: "challenge/v1";
            /** @description ULID */
            readonly id: string;
            readonly nonce: components["schemas"]["Nonce"];
            /** @description how often this service was challenged, this one included; printed on the certificate */
            readonly attempt: number;
            readonly agency: components["schemas"]["LegalPersonId"];
            readonly service: string;
            readonly origins: readonly components["schemas"]["Origin"][];
            readonly contracts: readonly components["schemas"]["Sha256"][];
            readonly profile: components["schemas"]["PinnedProfile"];
            /** @description seed of the run; derived from the nonce: HKDF-SHA256(nonce, info "egif-gen"), 16 octets in hexadecimal */
            readonly seed: string;
            readonly minHarness?: string;
            readonly notBefore: components["schemas"]["Instant"];
            readonly expires: components["schemas"]["Instant"];
            readonly controlProof: {
                /** @description path where each origin serves the control proof: /.well-known/egif-challenge/<id> */
                readonly wellKnown: string;
                /** @description name prefix of a TXT record: _egif */
                readonly dnsTxt: string;
            };
        };
        /** @description The agency's seal over the challenge for one origin. Flattened JWS, typ `egif-control+jws`; its SHA-256 in base64url is the TXT record. */
        readonly ControlProof: {
            /** @constant */
            readonly egif: "control-proof/v1";
            readonly challenge: string;
            readonly nonce: components["schemas"]["Nonce"];
            readonly agency: components["schemas"]["LegalPersonId"];
            readonly service: string;
            readonly origin: components["schemas"]["Origin"];
            readonly tlsSpkiSha256?: components["schemas"]["Sha256"];
        };
        /** @description One officer's consent to one act. Flattened JWS, typ `egif-approval+jws`, role officer; two of different holders make an act. */
        readonly Approval: {
            /** @constant */
            readonly egif: "approval/v1";
            /** @enum {string} */
            readonly act: "issue" | "suspend" | "resume" | "revoke" | "supersede";
            /** @description of an issue the id of the challenge or of the report, else the id of the certificate */
            readonly subject: string;
            /** @description of an issue the digest of the signed report; else of the document that the decision rests on */
            readonly basis: components["schemas"]["Sha256"];
            readonly reason?: string;
            readonly at: components["schemas"]["Instant"];
        };
        /** @description Bitstring Status List v1.0 §2.1 */
        readonly StatusEntry: {
            readonly id: string;
            /** @description BitstringStatusListEntry; another is refused by a code of its own */
            readonly type: string;
            /** @enum {string} */
            readonly statusPurpose: "revocation" | "suspension" | "refresh";
            /** @description decimal without leading zeros; what is not is refused by a code of its own */
            readonly statusListIndex: string;
            readonly statusListCredential: string;
        };
        /** @description W3C Verifiable Credential 2.0, compact JWS, typ `vc+jwt`, role issuer. */
        readonly CertificateCredential: {
            readonly "@context": readonly string[];
            readonly type: readonly string[];
            readonly id: components["schemas"]["CertificateId"];
            readonly issuer: {
                readonly id: string;
                readonly name: components["schemas"]["BilingualText"];
            };
            readonly validFrom: components["schemas"]["Instant"];
            readonly validUntil: components["schemas"]["Instant"];
            readonly credentialSubject: {
                /** @description urn:egif:service:<legal id>:<service> */
                readonly id: string;
                readonly agency: {
                    readonly legalPersonId: components["schemas"]["LegalPersonId"];
                    readonly name: components["schemas"]["BilingualText"];
                };
                readonly service: {
                    readonly id: string;
                    readonly name: components["schemas"]["BilingualText"];
                };
                readonly origins: readonly components["schemas"]["Origin"][];
                readonly contracts: readonly components["schemas"]["Sha256"][];
                readonly profile: components["schemas"]["PinnedProfile"];
                readonly tier: components["schemas"]["Tier"];
                /** @enum {string} */
                readonly verdict: "granted" | "conditional";
                /** @description lower and upper bound, per cent */
                readonly quality: readonly number[];
                readonly confidence: number;
                readonly maturityIndex?: number;
                /** @description ids of the waivers that the verdict rests on */
                readonly waivers?: readonly string[];
                /**
                 * @description L2: under a challenge, re-run by the IT organisation; L3: also by a second runner or laboratory
                 * @enum {string}
                 */
                readonly assurance: "L2" | "L3";
                readonly attempt: number;
            };
            readonly evidence: readonly {
                /** @constant */
                readonly type: "EgifConformanceReport";
                /** @description of the signed report */
                readonly reportSha256: components["schemas"]["Sha256"];
                readonly canonicalSha256: components["schemas"]["Sha256"];
                readonly evidenceRoot: components["schemas"]["Sha256"];
                readonly challenge: string;
                readonly reruns: readonly {
                    /** @description fingerprint of the runner's certificate */
                    readonly runner: components["schemas"]["Sha256"];
                    readonly reportSha256: components["schemas"]["Sha256"];
                    readonly canonicalSha256: components["schemas"]["Sha256"];
                    /** @description mandatory requirements that it judged again */
                    readonly requirements: number;
                    /** @constant */
                    readonly divergences: 0;
                }[];
                /** @description of the signed approvals */
                readonly approvals: readonly components["schemas"]["Sha256"][];
                readonly selfProof: {
                    readonly killMatrixSha256: components["schemas"]["Sha256"];
                    readonly faults: number;
                    /** @description faults that nothing found; of a MUST there is none */
                    readonly survivors: number;
                };
            }[];
            readonly credentialStatus: readonly components["schemas"]["StatusEntry"][];
            readonly credentialSchema: {
                readonly id: string;
                /** @constant */
                readonly type: "JsonSchema";
            };
            readonly supersedes?: components["schemas"]["CertificateId"];
        };
        /** @description Bitstring Status List v1.0 §2.2, compact JWS, typ `vc+jwt`, role status. */
        readonly StatusListCredential: {
            readonly "@context": readonly string[];
            readonly type: readonly string[];
            readonly id: string;
            readonly issuer: {
                readonly id: string;
                readonly name: components["schemas"]["BilingualText"];
            };
            readonly validFrom: components["schemas"]["Instant"];
            readonly validUntil: components["schemas"]["Instant"];
            /** @description grows with each list of this id */
            readonly sequence: number;
            readonly credentialSubject: {
                readonly id: string;
                /** @description BitstringStatusList; another is refused by a code of its own */
                readonly type: string;
                /** @enum {string} */
                readonly statusPurpose: "revocation" | "suspension" | "refresh";
                /** @description multibase base64url of GZIP of the bits, the first index in the highest bit */
                readonly encodedList: string;
                /** @description milliseconds */
                readonly ttl?: number;
            };
        };
        readonly StapledStatusList: {
            readonly url: string;
            /** @description compact JWS */
            readonly credential: string;
            /** @description C2SP tlog-proof; absent only where the trust list names no log */
            readonly logProof?: string;
        };
        /** @description The file `.egifcert`. Not signed as a whole; each part is. */
        readonly CertificateBundle: {
            /** @constant */
            readonly mediaType: "application/vnd.egif.certificate+json;v=1";
            /** @description compact JWS */
            readonly credential: string;
            /** @description C2SP tlog-proof; absent only where the trust list names no log */
            readonly logProof?: string;
            readonly statusLists: readonly components["schemas"]["StapledStatusList"][];
        };
        /** @description The file `.egiftrust`, everything that an offline verifier needs to be up to date. Not signed as a whole; each part is. */
        readonly FreshnessPack: {
            /** @constant */
            readonly mediaType: "application/vnd.egif.trust+json;v=1";
            /** @description text of the general JWS */
            readonly trustList: string;
            /** @description lists between the one that a verifier has and this one, oldest first */
            readonly previous?: readonly string[];
            readonly directory?: string;
            /** @description base64 of DER */
            readonly crls?: readonly string[];
            readonly statusLists?: readonly components["schemas"]["StapledStatusList"][];
            /** @description the newest checkpoint with its cosignatures */
            readonly checkpoint?: string;
        };
        /** @description What a verifier has seen, so that nothing older is believed later. A file of the verifier's own; written only after something was valid. */
        readonly TrustState: {
            /** @constant */
            readonly egif: "trust-state/v1";
            readonly trustList?: {
                readonly id: string;
                readonly version: number;
                readonly payloadSha256: components["schemas"]["Sha256"];
            };
            /** @description the newest status list of each URL */
            readonly lists: readonly {
                readonly url: string;
                readonly sequence: number;
                readonly payloadSha256: components["schemas"]["Sha256"];
            }[];
            readonly log?: {
                readonly origin: string;
                readonly size: number;
                /** @description base64 */
                readonly root: string;
            };
            /** @description latest instant that somebody else has vouched for: a clock before it is behind */
            readonly latest?: components["schemas"]["Instant"];
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export type operations = Record<string, never>;
