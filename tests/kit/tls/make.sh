#!/bin/sh
# Makes the certificates the tests show the client. The key of the authority is thrown away, so nobody can ever make
# another one by it; the key of the server is here for everyone and of no use anywhere else.
set -eu
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cat > "$work/ca.cnf" <<END
[ca]
default_ca = it
[it]
database = $work/index
serial = $work/serial
new_certs_dir = $work
default_md = sha256
policy = any
unique_subject = no
copy_extensions = none
[any]
commonName = supplied
[authority]
basicConstraints = critical, CA:true
keyUsage = critical, keyCertSign
subjectKeyIdentifier = hash
[here]
subjectAltName = IP:127.0.0.1, DNS:localhost
extendedKeyUsage = serverAuth
[elsewhere]
subjectAltName = DNS:elsewhere.example
extendedKeyUsage = serverAuth
END
: > "$work/index"
echo 01 > "$work/serial"

authority() {
  openssl ecparam -name prime256v1 -genkey -noout -out "$work/$1.key"
  openssl req -new -key "$work/$1.key" -subj "/CN=elemint tests, $1" -out "$work/$1.csr"
  openssl x509 -req -in "$work/$1.csr" -signkey "$work/$1.key" -days 36500 -extfile "$work/ca.cnf" \
    -extensions authority -out "$work/$1.pem"
}

# Name, authority, what for, from, to.
certificate() {
  openssl ca -batch -notext -config "$work/ca.cnf" -cert "$work/$2.pem" -keyfile "$work/$2.key" -in "$work/server.csr" \
    -extensions "$3" -startdate "$4" -enddate "$5" -out "$1.pem"
}

authority known
authority unknown
cp "$work/known.pem" authority.pem
openssl ecparam -name prime256v1 -genkey -noout | openssl pkcs8 -topk8 -nocrypt -out server.key
openssl req -new -key server.key -subj "/CN=elemint tests" -out "$work/server.csr"
certificate good known here 20200101000000Z 21000101000000Z
certificate wrong-name known elsewhere 20200101000000Z 21000101000000Z
certificate expired known here 20200101000000Z 20210101000000Z
certificate future known here 20990101000000Z 21000101000000Z
certificate unknown-issuer unknown here 20200101000000Z 21000101000000Z
