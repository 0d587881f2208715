#!/bin/sh
# Second opinion on a certificate (FILE.egifcert) or a signed report (FILE.jws.json) by openssl, jq and coreutils alone.
# Usage: sh verify.sh FILE ROOT.pem [RFC 3339 instant of verification]      See verify-by-hand.en.md for what it does not look at.
set -eu
fail() { echo "INVALID: $1"; exit 1; }
t=$(mktemp -d); trap 'rm -rf "$t"' EXIT
b64() { tr '_-' '/+' | awk '{ n = length($0) % 4; print $0 (n == 2 ? "==" : n == 3 ? "=" : "") }' | openssl base64 -d -A; }
jws=$(jq -er 'if .credential then .credential elif .signature then .protected + "." + .payload + "." + .signature else empty end' "$1") || fail 'no certificate and no report'
head=${jws%%.*}; rest=${jws#*.}; printf %s "$head" | b64 > "$t/h"; printf %s "${rest%%.*}" | b64 > "$t/p"; printf %s "${rest#*.}" | b64 > "$t/s"
jq -e --slurpfile h "$t/h" '$h[0].typ == if .credential then "vc+jwt" else "egif-report+jws" end' "$1" > "$t/o" || fail type
printf %s "$head.${rest%%.*}" > "$t/in"; : > "$t/ca"; i=0
jq -er '.x5c[]' "$t/h" > "$t/x" || fail 'no chain'
while read -r der; do printf %s "$der" | openssl base64 -d -A | openssl x509 -inform DER > "$t/c$i.pem"; [ $i = 0 ] || cat "$t/c$i.pem" >> "$t/ca"; i=$((i + 1)); done < "$t/x"
openssl verify -x509_strict -auth_level 2 -CAfile "$2" -untrusted "$t/ca" -attime "$(date -d "${3:-now}" +%s)" "$t/c0.pem" > "$t/o" 2>&1 || fail "chain: $(tail -1 "$t/o")"
openssl x509 -in "$t/c0.pem" -noout -pubkey > "$t/k"; alg=$(jq -r .alg "$t/h"); pss=
if [ "$alg" = ES256 ]; then n=$(od -An -v -tx1 "$t/s" | tr -d ' \n'); printf 'asn1=SEQUENCE:s\n[s]\nr=INTEGER:0x%s\ns=INTEGER:0x%s\n' "$(echo "$n" | cut -c1-64)" "$(echo "$n" | cut -c65-)" > "$t/g"; openssl asn1parse -genconf "$t/g" -noout -out "$t/s"; fi
[ "$alg" != PS256 ] || pss='-sigopt rsa_padding_mode:pss -sigopt rsa_pss_saltlen:32'
case $alg in RS256 | PS256 | ES256) openssl dgst -sha256 -verify "$t/k" $pss -signature "$t/s" "$t/in" > "$t/o" 2>&1 || fail signature ;; *) fail "algorithm $alg" ;; esac
echo "signature and chain hold: $(openssl x509 -in "$t/c0.pem" -noout -subject)"; jq -c '.credentialSubject // .predicate.subject' "$t/p"
jq -er '.logProof // empty' "$1" > "$t/l" || exit 0
hex() { od -An -v -tx1 | tr -d ' \n'; }; raw() { tr a-f A-F | basenc --base16 -d; }; node() { printf '01%s%s' "$1" "$2" | raw | sha256sum | cut -c1-64; }
jq -r --arg d "$(printf %s "$jws" | sha256sum | cut -c1-64)" '"egif-log/v1\ntype issue\nid \(.id)\nsha256 \($d)\nagency \(.credentialSubject.agency.legalPersonId)\nservice \(.credentialSubject.service.id)"' "$t/p" > "$t/leaf"
h=$({ printf '\000'; cat "$t/leaf"; } | sha256sum | cut -c1-64); f=$(sed -n 's/^index //p' "$t/l"); sed '1,/^$/d' "$t/l" > "$t/n"; s=$(($(sed -n 2p "$t/n") - 1))
for p in $(sed -n '3,/^$/p' "$t/l"); do p=$(printf %s "$p" | openssl base64 -d -A | hex)
  if [ $((f % 2)) = 1 ] || [ "$f" = "$s" ]; then h=$(node "$p" "$h"); while [ $((f % 2)) = 0 ] && [ "$f" != 0 ]; do f=$((f / 2)); s=$((s / 2)); done; else h=$(node "$h" "$p"); fi; f=$((f / 2)); s=$((s / 2)); done
[ "$s" = 0 ] && [ "$h" = "$(sed -n 3p "$t/n" | openssl base64 -d -A | hex)" ] || fail 'not in the log'
echo "in the log: entry $(sed -n 's/^index //p' "$t/l") of $(sed -n 2p "$t/n") of $(sed -n 1p "$t/n")"
