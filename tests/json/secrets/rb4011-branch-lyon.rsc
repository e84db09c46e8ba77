# 2024-09-03 18:22:41 by RouterOS 7.15.3
# software id = 4XQP-M0ZB
#
# model = RB4011iGS+
# serial number = D43E0CL7A72J
/interface bridge
add admin-mac=48:8F:5A:2C:91:E0 auto-mac=no comment=defconf name=bridge
/interface wireguard
add listen-port=13231 mtu=1420 name=wg-hq private-key=\
    "⟦z2fu0RMfAxQN4W+KKHDPs0Tg1Utzd+2smmkEVAEyPC8=⟧"
/interface wifi security
add authentication-types=wpa2-psk,wpa3-psk name=sec-office passphrase=\
    "⟦croissant chaud 1998⟧"
add authentication-types=wpa2-psk name=sec-guest passphrase=⟦bienvenue69⟧
/ip pool
add name=dhcp ranges=192.168.88.10-192.168.88.254
/snmp community
set [ find default=yes ] disabled=yes
add addresses=10.9.0.4/32 name=⟦mon-Ly0n-ro⟧
/interface wireguard peers
add allowed-address=10.9.0.0/16 endpoint-address=vpn.atelier-morel.fr \
    endpoint-port=51820 interface=wg-hq name=peer1 preshared-key=\
    "⟦KVuSA0PFNP0WxmmlGHItusGyInAsmlc/ApAEjuEkER8=⟧" public-key=\
    "Cgiu0SONpY68+7MmI2Zt9xydgIBJaF8LRoALzRRnJMk="
/ip dhcp-client
add comment=defconf interface=ether1
/ip ipsec identity
add peer=sophos-hq secret=⟦pB4vE0sJw6Tz⟧
/ppp secret
add name=j.morel password=⟦Velo2023⟧ profile=default-encryption service=l2tp
add name=c.dubois password=⟦4471⟧ profile=default-encryption service=sstp
/radius
add address=10.9.0.12 secret=⟦NBZ7Pf6BzKF21NGj⟧ service=login,wireless
/system identity
set name=rb4011-lyon
/tool e-mail
set from=rb4011@atelier-morel.fr password=⟦nfhw qzlt cvpa ybse⟧ port=587 \
    server=smtp.gmail.com tls=starttls user=alertes.morel@gmail.com
