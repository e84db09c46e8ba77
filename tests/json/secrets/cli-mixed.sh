#!/bin/bash
# collection of one-liners, site Toruń
ldapsearch -x -H ldaps://ad1.piernik.local -D 'PIERNIK\ldap-odczyt' -w '⟦Katarzynka_1763⟧' -b dc=piernik,dc=local '(pwdLastSet>=0)' cn
smbclient //fs1/wydruki -U 'skaner%⟦Lukier77⟧' -c 'ls *.pdf'
sshpass -p ⟦imbir+goździk⟧ ssh -o PubkeyAuthentication=no root@10.6.1.9 uptime
lftp -u piernik,'⟦z00qd0OUDoTD⟧' -e 'mirror --only-newer /in ./in; bye' ftps://edi.kaufland.example
mosquitto_pub -h mqtt.piernik.local -p 8883 -u piec3 -P '⟦cynamon@450C⟧' -t piec/3/temp -m 182.4
mysqldump --single-transaction -u kopia --password='⟦Młyn Wodny 12⟧' sklep | gzip > sklep.sql.gz
kcat -b kafka:9093 -X security.protocol=sasl_ssl -X sasl.mechanisms=PLAIN -X sasl.username=piernik -X sasl.password=⟦bSpkRUrtboCUU3V1kk4SzbpV⟧ -L
openssl enc -aes-256-cbc -pbkdf2 -in plan.xlsx -out plan.enc -pass pass:'⟦Toruń nocą⟧'
ipmitool -I lanplus -H 10.6.9.2 -U ADMIN -P ⟦ADMIN1x!⟧ chassis power status
swaks --to test@piernik.pl --server smtp.piernik.pl:587 --tls --auth-user test@piernik.pl --auth-password '⟦yzwjrjlg9ZTMrah⟧'
vault login -method=userpass username=torun password="$VAULT_PW"
keytool -list -keystore ca.jks -storepass:file /etc/ca.pass -alias piernik-root
ssh-keygen -t ed25519 -C torun@piernik -f ~/.ssh/torun -N "$NEW_PASSPHRASE"
git tag -v 4.0.2 && git rev-parse 4.0.2   # 9eed2e207c9cf44c35192b3172d9820c60c9673a
