@echo off
rem Nightly export of the price list, runs on APP07 as CORP\svc-export
setlocal enabledelayedexpansion
set EXPORT_DIR=D:\Export\Preise
set LOG=%EXPORT_DIR%\export.log
set API_URL=https://partner.gartenwelt.example/api/v2/prices
set "API_KEY=⟦c6b572c73ef8ab7664e52ec00de9573bd4c37410⟧"

if not exist "%EXPORT_DIR%" mkdir "%EXPORT_DIR%"

net use Z: \\fs03\preise ⟦a5zz9W0WNuhHZ⟧ /user:CORP\svc-export /persistent:no
if errorlevel 1 goto err

sqlcmd -S sqlerp02 -d Artikel -U export_ro -P ⟦R65eduXkXGS4xKk⟧ -i export.sql -o "%EXPORT_DIR%\preise.csv" -s ";" -W
if errorlevel 1 goto err

"C:\Program Files\7-Zip\7z.exe" a -p⟦TdUyHV4llFvicFus6V⟧ "%EXPORT_DIR%\preise.7z" "%EXPORT_DIR%\preise.csv" >> %LOG%
copy /y "%EXPORT_DIR%\preise.7z" Z:\ >> %LOG%

curl -sS -X POST %API_URL% -H "X-Api-Key: %API_KEY%" -F "file=@%EXPORT_DIR%\preise.csv" >> %LOG%
curl -sS -T "%EXPORT_DIR%\preise.7z" -u gw_upload:⟦MU0cV38EOBSD⟧ ftp://ftp.gartenwelt.example/in/ >> %LOG%

schtasks /change /tn "Preisexport" /ru CORP\svc-export /rp ⟦a5zz9W0WNuhHZ⟧ >> %LOG%
net use Z: /delete /y
echo %date% %time% ok >> %LOG%
exit /b 0

:err
echo %date% %time% error %errorlevel% >> %LOG%
exit /b 1
