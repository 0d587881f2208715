/**
 * The texts that `egif init` writes. Every value is synthetic (prefix 9999) and meant to be replaced.
 *
 * Room     cli (floor 7).
 */

/** A small contract to start from. */
export function starterContract(): string {
  return `openapi: 3.1.0
info:
  title: خدمت نمونه
  version: 1.0.0
  description: توضیح کامل خدمت را این‌جا بنویسید.
  contact: { name: واحد پشتیبانی, email: support@agency.example }
  x-egif-service-id: "99990000000"
  x-egif-changelog: https://api.agency.example/service/v1/changelog
  x-egif-sla: { availability: 99.5, window: 30d, latencyP95Ms: 800, throughputPerMinute: 600, supportHours: 24x7 }
servers:
  - { url: https://api.agency.example/service/v1, description: محیط عملیاتی, x-egif-environment: production }
  - { url: https://sandbox.agency.example/service/v1, description: محیط آزمایشی, x-egif-environment: sandbox }
tags:
  - { name: operations, description: وضعیت خدمت }
paths:
  /status:
    get:
      operationId: getStatus
      tags: [operations]
      summary: وضعیت خدمت
      description: می‌گوید که خدمت در دسترس است یا نه.
      x-egif-data-class: public
      x-egif-public-reason: پایش در دسترس بودن بدون اعتبارنامه انجام می‌شود
      security: []
      responses:
        '200':
          description: خدمت در دسترس است
          content:
            application/json:
              schema: { $ref: '#/components/schemas/ServiceStatus' }
              example: { status: up }
        default:
          description: خطا
          content:
            application/problem+json:
              schema: { $ref: '#/components/schemas/Problem' }
              example: { type: 'https://api.agency.example/problems/not-found', title: یافت نشد, status: 404, detail: این نشانی وجود ندارد }
components:
  schemas:
    ServiceStatus:
      type: object
      description: وضعیت خدمت
      required: [status]
      properties:
        status: { type: string, enum: [up, degraded], x-egif-codelist: 'urn:agency:codelist:service-status@1', description: وضعیت }
    Problem:
      type: object
      description: شرح خطا مطابق RFC 9457
      required: [type, title, status, detail]
      properties:
        type: { type: string, format: uri-reference, maxLength: 300, description: نوع خطا }
        title: { type: string, minLength: 1, maxLength: 200, description: عنوان کوتاه }
        status: { type: integer, format: int32, minimum: 100, maximum: 599, description: کد وضعیت HTTP }
        detail: { type: string, minLength: 1, maxLength: 4000, description: شرح }
`;
}

/** A statement to start from; \`digest\` is that of the contract beside it. */
export function starterStatement(digest: string): string {
  return `# Implementation conformance statement. Check it with: egif preflight agency.yaml
egif: manifest/v1
agency:
  legalPersonId: "99999000014"            # شناسه ملی دستگاه: replace by your own
  name: { fa: دستگاه نمونه, en: Sample agency }
  domains: [agency.example]               # hosts outside these are never contacted
  contacts:
    technical: { email: noc@agency.example }
services:
  - id: "99990000000"                     # شناسه خدمت
    title: { fa: خدمت نمونه, en: Sample service }
    role: provider                        # base-registry | provider | consumer | exchange-centre | open-data
    kinds: [G2G]                          # G2C, G2B, G2G
    audience: [agencies]                  # citizens, businesses, agencies, international
    style: rest
    dataClass: internal                   # public | internal | personal | sensitive | classified
    statusPath: /status
    contracts:
      - { type: openapi, file: openapi.yaml, digest: "${digest}" }
    environments:
      - { id: sandbox, kind: sandbox, baseUrl: https://sandbox.agency.example/service/v1 }
    profiles:
      - { ref: three-layers@0.1.0, targetTier: silver }
    # credentials:                        # secrets only by reference: env:, file:, pkcs11:, prompt
    #   tokenUrl: https://sandbox.agency.example/oauth/token
    #   identities:
    #     consumerA: { kind: client_secret_basic, clientId: egif-test, secret: "env:EGIF_SECRET_A", scopes: [read] }
    testData:
      bindings: {}                        # by operationId: [{ parameters: { … }, body: … }], synthetic data only
    consents:
      sandbox: { S1: true, S2: true, S3: true, S4: false }
    limits: { maxRps: 2, maxConcurrent: 2, maxRequests: 3000 }
`;
}

/** CI snippets by file name. */
export const workflows: readonly (readonly [string, string])[] = [
  [
    'ci/github-actions.yml',
    `name: e-GIF
on: [push, pull_request]
jobs:
  egif:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-node@v4
        with: { node-version: 24 }
      - run: npx egif lint openapi.yaml
      - run: npx egif run agency.yaml --environment sandbox --format junit,html --out egif-out/ci
        env: { EGIF_SECRET_A: "\${{ secrets.EGIF_SECRET_A }}" }
      - uses: actions/upload-artifact@v4
        if: always()
        with: { name: egif, path: egif-out/ci }
`,
  ],
  [
    'ci/gitlab-ci.yml',
    `egif:
  image: node:24
  script:
    - npx egif lint openapi.yaml
    - npx egif run agency.yaml --environment sandbox --format junit,html --out egif-out/ci
  artifacts:
    when: always
    paths: [egif-out/ci]
    reports: { junit: egif-out/ci/junit.xml }
`,
  ],
  [
    'ci/Jenkinsfile',
    `pipeline {
  agent { docker { image 'node:24' } }
  stages {
    stage('e-GIF') {
      steps {
        withCredentials([string(credentialsId: 'egif-secret-a', variable: 'EGIF_SECRET_A')]) {
          sh 'npx egif lint openapi.yaml'
          sh 'npx egif run agency.yaml --environment sandbox --format junit,html --out egif-out/ci'
        }
      }
    }
  }
  post { always { junit 'egif-out/ci/junit.xml'; archiveArtifacts 'egif-out/ci/**' } }
}
`,
  ],
];
