#!/bin/sh
# Preislisten der Lieferanten holen
set -e
OUT=/var/spool/preise

wget -q --user=haendler4410 --password='⟦Kupferrohr22⟧' \
     -O "$OUT/sanitaer.csv" https://download.sanitaer-union.example/preise/4410.csv

wget --header='X-Auth-Token: ⟦4e9b4452e8f31792c185789b26cc95435ba4ae047613298b⟧' --header='Accept: text/csv' \
     -O "$OUT/elektro.csv" 'https://b2b.elektrohof.example/api/pricelist?customer=88120&lang=de'

wget -O "$OUT/holz.zip" "https://holzpreise.blob.core.windows.net/export/2024-05.zip?sp=r&st=2024-05-01T00:00:00Z&se=2024-06-01T00:00:00Z&spr=https&sv=2022-11-02&sr=b&sig=⟦JpFmr7gg8zAeXqtxoJTSmVUjlrObdZ%2FZ1QYDFkPoh9%3D⟧"

wget --ftp-user=anonymous ftp://ftp.norm.example/pub/din.txt

wget --post-data="user=preisbot&passwort=⟦Türzarge-Weiß⟧&format=xml" -O "$OUT/tueren.xml" https://shop.tueren.example/login.php

echo "d43bf233aa45d596167744afc3d28076  $OUT/holz.zip" | md5sum -c -
wget --no-check-certificate --private-key=/etc/ssl/private/bot.key --certificate=/etc/ssl/certs/bot.crt -P "$OUT" https://mtls.glas.example/liste.json
