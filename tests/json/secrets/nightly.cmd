@echo off
setlocal EnableExtensions
rem Nachtlauf Artikelabgleich, Version 2.3 vom 11.12.2023
set LOGDIR=D:\jobs\log
set MANDANT=07
set SAGE_USER=nachtlauf
set SAGE_PASSWORD=⟦Kranich^^Moor⟧
set API_TOKEN=⟦plenty_DSeMDlMVDvVgjih6cKByg0VuYgzz8XDjPQB9szv5⟧
set TOKEN_URL=https://p41188.my.plentysystems.com/rest/login

sqlcmd -S SQL01\SAGE -U abgleich -P "⟦Torf!Stecher5⟧" -d OLDemoReweAbfD -i artikel.sql -o %LOGDIR%\artikel.txt
if errorlevel 1 goto fehler

bcp Artikel.dbo.Export out export.csv -S SQL01 -T -c -t;
"C:\Program Files (x86)\WinSCP\WinSCP.com" /command "open sftp://abgleich:⟦M%%2Fckenstich3⟧@sftp.moorland.de/ -hostkey=""ssh-ed25519 255 vDbxv4LWhvcY48nF4gt7J3hK/GMIxH2O93KZifuiuoY""" "put export.csv" "exit"

curl -s -H "Authorization: Bearer %API_TOKEN%" https://p41188.my.plentysystems.com/rest/items?itemsPerPage=1 > nul
schtasks /change /tn Nachtlauf /ru MOOR\svc_job /rp ⟦Birke.Weiß.22⟧
rem Das Kennwort fuer svc_job laeuft nicht ab
exit /b 0

:fehler
echo Fehler, siehe %LOGDIR% - Job 0B3E9973-565B-4F88-8298-D5CEBD8056E2
exit /b 1
