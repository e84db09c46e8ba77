# Deploy-Connector.ps1 - installs the BizTalk adapter on the target host
param(
    [string]$TargetHost = "btsprod03.contoso.example",
    [string]$ServiceUser = "CONTOSO\svc_biztalk",
    [SecureString]$Password
)

$ErrorActionPreference = "Stop"
$svcPass  = ConvertTo-SecureString '⟦DmIgxBPfGXcbafIfn7oW⟧' -AsPlainText -Force
$cred     = New-Object System.Management.Automation.PSCredential($ServiceUser, $svcPass)
$feedPat  = "⟦73i8en0rn2x7a084p1teslttpdfhbzgap3xow1j2lvqf8g3sr31j⟧"
$feedUrl  = "https://pkgs.dev.azure.com/contoso/_packaging/int/nuget/v3/index.json"
$packHash = "704ABEDB32A6547E78EB40AB3F4CDEEA6EE29ED3602DDACAA7BFF7CFE57E7E3C"

nuget sources add -Name int -Source $feedUrl -UserName any -Password $feedPat -StorePasswordInClearText
net use \\filer02\drop /user:CONTOSO\svc_drop ⟦Herfst-Blad9⟧ /persistent:no

if ((Get-FileHash .\adapter.msi).Hash -ne $packHash) { throw "hash mismatch" }
Invoke-Command -ComputerName $TargetHost -Credential $cred -ScriptBlock {
    msiexec /i C:\drop\adapter.msi /qn SVCUSER=svc_biztalk SVCPASSWORD=⟦DmIgxBPfGXcbafIfn7oW⟧ LICENSEID=4418-2207
}

$headers = @{
    "Ocp-Apim-Subscription-Key" = "⟦e02a8371e30427c3e4bea819c8737d21⟧"
    "X-Tenant-Id"               = "c645b37a-6ee5-4f03-8580-cc677683668a"
    "Accept"                    = "application/json"
}
Invoke-RestMethod -Uri "https://api.contoso.example/adapters/register" -Headers $headers -Method Post
$sqlPw = Get-Secret -Vault Ops -Name bts-sql
certutil -f -p ⟦sASU2KepAK⟧ -importpfx C:\drop\bts.pfx
Write-Host "Password for $ServiceUser set, token cache cleared."
