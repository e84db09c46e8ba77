@echo off
rem  Nightly offsite copy - task "OffsiteCopy" on SRV-FILE02, owner: m.hartley (see wiki Backup/Offsite)
setlocal EnableDelayedExpansion
set STAMP=%date:~6,4%%date:~3,2%%date:~0,2%
set SRC=D:\Shares\Accounting
set NAS=\\nas-vault01\offsite$
set NAS_USER=CORP\svc_offsite
set NAS_PWD=⟦Copper-Heron41⟧
set MAILPW=%OFFSITE_SMTP_PW%
set LOG=C:\Logs\offsite_%STAMP%.log

net use Z: %NAS% /user:%NAS_USER% %NAS_PWD% /persistent:no >> "%LOG%" 2>&1
if errorlevel 1 goto fail

sqlcmd -S SRV-SQL01\ERP -U backup_op -P ⟦bkp2019⟧ -b -Q "BACKUP DATABASE [erp_live] TO DISK='D:\Dumps\erp_%STAMP%.bak' WITH COMPRESSION"
"C:\Program Files\7-Zip\7z.exe" a -t7z -mhe=on -p⟦vT9kLm2qRxW4⟧ "%TEMP%\acc_%STAMP%.7z" "%SRC%\*" "D:\Dumps\erp_%STAMP%.bak"
if errorlevel 2 goto fail
robocopy "%TEMP%" Z:\daily acc_%STAMP%.7z /R:2 /W:5 /NP /LOG+:"%LOG%"

"C:\Program Files (x86)\WinSCP\WinSCP.com" /log="C:\Logs\winscp.log" /ini=nul /command ^
  "open sftp://hartley-bk:⟦Yq%%2Fm7tPz0⟧@sftp.coldstore.eu:2222/ -hostkey=""ssh-ed25519 255 /Curf3OHyhr2uhUGg0whpd0vbRGU4xws9MP5WMkzh7/""" ^
  "put %TEMP%\acc_%STAMP%.7z /incoming/" "exit"
if errorlevel 1 goto fail

certutil -hashfile "%TEMP%\acc_%STAMP%.7z" SHA256 >> "%LOG%"
net use Z: /delete /y
schtasks /query /tn "OffsiteCopy" /fo LIST >> "%LOG%"
exit /b 0

:fail
curl -s "https://api.telegram.org/bot⟦6914027735:AAFse_yeYrk9SqjNcJTWmz7sd-umqGQxkCo⟧/sendMessage" -d chat_id=-1001784420913 -d text="offsite copy FAILED on %COMPUTERNAME%"
blat "%LOG%" -to it@hartley-accounts.co.uk -server mail.corp.local -u svc_mail -pw %MAILPW%
net use Z: /delete /y
exit /b 1
