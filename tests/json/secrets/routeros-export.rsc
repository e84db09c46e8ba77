# 2026-11-09 07:15:02 by RouterOS 7.16.1
# software id = 9QWE-2LXN
#
# model = RB4011iGS+
# serial number = HD208C7A11F
/interface bridge
add name=bridge-lan protocol-mode=rstp
/interface ethernet
set [ find default-name=ether1 ] comment="Vodafone WAN"
/interface wireless security-profiles
set [ find default=yes ] supplicant-identity=MikroTik
add authentication-types=wpa2-psk mode=dynamic-keys name=gaeste supplicant-identity="" \
    wpa2-pre-shared-key=⟦tzouTD1iK6LkOpjg⟧
/ip pool
add name=dhcp-lan ranges=192.168.40.50-192.168.40.199
/ip ipsec profile
add dh-group=modp2048 enc-algorithm=aes-256 name=zentrale
/ip ipsec peer
add address=203.0.113.44/32 name=zentrale profile=zentrale
/ip ipsec identity
add peer=zentrale secret="⟦LAxuyjbEnukgr3O7Gul2t4POqFzX⟧"
/ppp secret
add name=frank password=⟦FKaMvCHnMu8⟧ profile=vpn service=l2tp
add disabled=yes name=aushilfe password=⟦6EJvLkpFN⟧ profile=vpn service=l2tp
/interface pppoe-client
add add-default-route=yes disabled=no interface=ether1 name=pppoe-wan \
    password=⟦40245325⟧ user=000123456789#0001@t-online.example
/ip address
add address=192.168.40.1/24 interface=bridge-lan network=192.168.40.0
/snmp
set contact=it@baeckerei-frank.de enabled=yes location=Backstube
/system clock
set time-zone-name=Europe/Berlin
/tool e-mail
set address=mail.baeckerei-frank.de from=router@baeckerei-frank.de password=⟦KQtX3iInVaqnK3W⟧ port=587 tls=starttls user=router
