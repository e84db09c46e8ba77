# 2024-06-03 21:17:40 by RouterOS 7.14.3
# software id = 7KQ1-ZU4M
#
# model = RB5009UG+S+
# serial number = HE908XKT2QA
/interface wireguard
add comment="hq <-> depot" listen-port=13231 mtu=1420 name=wg-depot private-key="⟦rfpGlCWK4sGXD8LAB9+/oXKpUALlS7mtjQP3H8W4CQw=⟧"
/interface wireguard peers
add allowed-address=10.99.0.2/32,10.60.0.0/16 endpoint-address=depot.hq-net.example endpoint-port=13231 interface=wg-depot \
    name=depot preshared-key="⟦08iGtu/xEujv3ZaBLX9qpYPE8NbgW7SlLJsBFbhvDAM=⟧" public-key="2JINRBEVn1XeJCyfd0j+/CwXiEVlSESf48b8CrKYIxI="
/interface wifi security
add authentication-types=wpa2-psk,wpa3-psk disabled=no name=sec-office passphrase="⟦Blue Kettle 1962⟧"
add authentication-types=wpa2-eap name=sec-eap
/ip ipsec identity
add auth-method=pre-shared-key peer=azure-gw secret=⟦QCFsW5w4G71wTnU80dxYq9gNrQZggNGStqLcF7LW⟧
add auth-method=digital-signature certificate=hq-router.crt peer=partner-gw
/snmp community
set [ find default=yes ] disabled=yes
add addresses=10.10.5.0/24 name=⟦n0c-readers⟧
/ppp secret
add name=anna password=⟦sommer99⟧ profile=l2tp-users service=l2tp
add name=tomasz password="⟦uK8gxvArrT⟧" profile=l2tp-users service=l2tp
/radius
add address=10.10.5.8 secret=⟦radtest_mk8⟧ service=ppp,login
/system script
add dont-require-permissions=no name=dyndns owner=admin policy=read,write source=":global token [/file get ddns.token contents]; /tool fetch url=\"https://ddns.hq-net.example/u\?t=\$token\""
/ip ssh
set strong-crypto=yes host-key-type=ed25519
/user aaa
set use-radius=yes
