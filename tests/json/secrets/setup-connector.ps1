$ErrorActionPreference = 'Stop'
$tenantId     = '0483ce50-e06c-4fd6-ab45-d7a658d80e90'
$clientId     = 'c1879585-47f0-43e9-8cd1-7222cae10b71'
$clientSecret = '⟦Eah8Q~B-xReWW4a8WKOVYZ60fDHa6pt3pIvQrFTP⟧'
$scope        = 'https://graph.microsoft.com/.default'

$body = @{
    client_id     = $clientId
    client_secret = $clientSecret
    scope         = $scope
    grant_type    = 'client_credentials'
}
$resp = Invoke-RestMethod -Method Post -Uri "https://login.microsoftonline.com/$tenantId/oauth2/v2.0/token" -Body $body
$headers = @{ Authorization = "Bearer $($resp.access_token)" }

$pw   = ConvertTo-SecureString '⟦Zimtstern+Glühwein24⟧' -AsPlainText -Force
$cred = New-Object System.Management.Automation.PSCredential ('KONTOSO\svc_fibu', $pw)
New-PSDrive -Name F -PSProvider FileSystem -Root \\fs02\fibu -Credential $cred | Out-Null

# Kennwort nie im Klartext protokollieren
Set-ADUser -Identity svc_fibu -PasswordNeverExpires $true
Write-Host "Tenant $tenantId verbunden, Ablauf in $($resp.expires_in) s"
